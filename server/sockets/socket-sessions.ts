import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { every, type Clock } from '../../shared/clock.ts';
import type { Audience, SessionNotice } from '../../shared/feed-protocol.ts';
import { mayFollow, roleOn, type BoardRights } from '../../shared/policies.ts';
import type { PersonHere } from '../../shared/presence.ts';
import type { Visitor } from '../moderation/presence.ts';
import type { Member, Sessions } from '../accounts/sessions.ts';
import type { BoardSocket } from './board-socket.ts';

type Options = {
  sessions: Sessions;
  clock: Clock;
  /** The session and the guest that the cookies of a handshake name. */
  visitorIn: (request: IncomingMessage) => Promise<Visitor>;
  /** Takes a socket out of the rooms that it is no longer allowed in. */
  expel: (socket: BoardSocket) => void;
  logger: Logger;
};

/** How often expired sessions are looked for: a page that only reads makes no request that would notice. */
const checkIntervalMs = 30_000;

/** Knows whose each socket is. Members learn at once that their session ended or that their role changed. */
export class SocketSessions {
  readonly #options: Options;
  readonly #members = new Map<BoardSocket, Member>();
  readonly #guests = new Map<BoardSocket, PersonHere>();
  readonly #identified = new WeakMap<BoardSocket, Promise<void>>();
  readonly #stops: (() => void)[];

  constructor(options: Options) {
    this.#options = options;
    this.#stops = [
      every(options.clock, checkIntervalMs, () => this.#check(() => true)),
      options.sessions.listen({
        ended: (sessionId) => this.#check((member) => member.sessionId === sessionId),
        accountChanged: (userId) => this.#check((member) => userId === null || member.userId === userId),
      }),
    ];
  }

  /** Finds out whose socket this is by the cookie of its handshake. Resolves when that is known; never rejects. */
  identify(socket: BoardSocket): Promise<void> {
    const identified = this.#identify(socket).catch((error: unknown) => {
      this.#options.logger.warn({ err: error }, 'a socket’s session could not be looked up; it counts as a guest’s');
    });
    this.#identified.set(socket, identified);
    return identified;
  }

  /** Resolves when it is known whose socket this is. */
  async identified(socket: BoardSocket): Promise<void> {
    await this.#identified.get(socket);
  }

  /** Whether the socket can follow the board as this audience, by what is known now. */
  mayFollow(socket: BoardSocket, rights: BoardRights, audience: Audience): boolean {
    const member = this.#members.get(socket);
    return mayFollow(
      audience,
      member === undefined ? null : { role: roleOn(rights, { key: `user:${member.userId}`, role: member.role }) },
    );
  }

  /** The person that a moderator sees; null where no name is known. */
  person(socket: BoardSocket): PersonHere | null {
    const member = this.#members.get(socket);
    return member === undefined
      ? (this.#guests.get(socket) ?? null)
      : {
          id: `user:${member.userId}`,
          name: member.username,
          member: true,
          ...(member.displayName === null ? {} : { displayName: member.displayName }),
        };
  }

  /** The `owner` of what this person posts: their account, and the guest that their browser was or is. */
  keysOf(socket: BoardSocket): string[] {
    const member = this.#members.get(socket);
    const guest = this.#guests.get(socket);
    return [...(member === undefined ? [] : [`user:${member.userId}`]), ...(guest === undefined ? [] : [guest.id])];
  }

  forget(socket: BoardSocket): void {
    this.#members.delete(socket);
    this.#guests.delete(socket);
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  async #identify(socket: BoardSocket): Promise<void> {
    const { sessions, visitorIn } = this.#options;
    const { sessionId, guest } = await visitorIn(socket.request);
    if (guest !== null && socket.connected) this.#guests.set(socket, guest);
    if (sessionId === null) return;
    const member = await sessions.peek(sessionId);
    if (member === null || !socket.connected) return;
    this.#members.set(socket, member);
    // The session can have ended since it was read.
    await this.#recheck(socket, member);
  }

  #check(concerns: (member: Member) => boolean): void {
    for (const [socket, member] of this.#members) {
      if (!concerns(member)) continue;
      this.#recheck(socket, member).catch((error: unknown) => {
        // Until the session is known, nothing is shown that only moderators see. The client asks for its session itself.
        this.#options.logger.warn({ err: error }, 'a socket’s session could not be looked up');
        this.#setMember(socket, null, { reason: 'changed' });
      });
    }
  }

  async #recheck(socket: BoardSocket, before: Member): Promise<void> {
    const now = await this.#options.sessions.peek(before.sessionId);
    // Another check was faster, or the connection has ended.
    if (this.#members.get(socket) !== before) return;
    if (now === null) return this.#setMember(socket, null, { reason: 'ended' });
    if (now.role !== before.role || now.username !== before.username || now.displayName !== before.displayName)
      return this.#setMember(socket, now, { reason: 'changed' });
    this.#members.set(socket, now);
  }

  #setMember(socket: BoardSocket, member: Member | null, notice: SessionNotice): void {
    if (member === null) this.#members.delete(socket);
    else this.#members.set(socket, member);
    this.#options.expel(socket);
    socket.emit('session', notice);
  }
}
