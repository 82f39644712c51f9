import type { Subscribe, SubscribeAnswer } from '../../shared/feed-protocol.ts';
import { versionHeader } from '../../shared/protocol-version.ts';
import { socketConnection, type ConnectionHandlers, type FeedConnection, type SocketNews } from './feed-connection.ts';
import type { Ladder } from './http-way.ts';
import { beginsByHttp } from './remembered-way.ts';

export type LadderOptions = SocketNews & Ladder['options'];

/** A socket that is not open by then, or has not answered the feed, is perhaps swallowed by the network. */
const patienceMs = 3_000;
/** So many breaks within `breaksMs` are the network's doing. */
const maxBreaks = 2;
const breaksMs = 5 * 60_000;

/**
 * The connection of a page: a socket, and where the network lets none through, HTTP (`http-way.ts`, loaded only then).
 * The feed above does not know which.
 *
 *     socket ──(not answering in 3 s, or broken twice; and HTTP works)──► HTTP, remembered for an hour
 *        ▲                                                                  │
 *        └──────────(a socket opens, tried after 15 s, 30 s, 1 min …)◄──────┘
 */
export class FeedLadder implements FeedConnection, Ladder {
  readonly options: LadderOptions;
  #way: FeedConnection | null = null;
  #handlers: ConnectionHandlers | null = null;
  #closeWay = (): void => undefined;
  #cancelPatience = (): void => undefined;
  #breaks: number[] = [];
  #isClimbing = false;
  #answers = false;
  /** The feed has asked nothing on this socket yet: on a slow line it first waits for its snapshot. */
  #isUnasked = false;

  constructor(options: LadderOptions) {
    this.options = options;
  }

  open(handlers: ConnectionHandlers): () => void {
    this.#handlers = handlers;
    this.takeSocket();
    if (beginsByHttp(this.options.clock)) this.#tryHttp(true);
    return () => {
      this.#handlers = null;
      this.#drop();
    };
  }

  get connected(): boolean {
    return this.#way?.connected ?? false;
  }

  async subscribe(message: Subscribe, take: (answer: SubscribeAnswer) => void): Promise<void> {
    if (this.#isUnasked) this.#wait();
    this.#isUnasked = false;
    await this.#way?.subscribe(message, (answer) => {
      this.#cancelPatience();
      this.#answers = true;
      take(answer);
    });
  }

  /** Whether the way that is taken now has answered the feed. */
  get answers(): boolean {
    return this.connected && this.#answers;
  }

  reportMismatch(board: string): void {
    this.#way?.reportMismatch(board);
  }

  reconnect(): void {
    this.#way?.reconnect();
  }

  renew(): void {
    this.#way?.renew();
  }

  /** Goes on by a new socket. Until it is open, the feed holds what it has. */
  takeSocket(): void {
    this.take(socketConnection(this.options), {
      connected: () => this.#cancelPatience(),
      disconnected: () => {
        this.#answers = false;
        if (this.#isUnasked) this.#wait();
        const now = this.options.clock.monotonic();
        this.#breaks = [...this.#breaks, now].filter((at) => at > now - breaksMs);
        if (this.#breaks.length >= maxBreaks) this.#tryHttp();
      },
    });
    this.#isUnasked = true;
    this.#wait();
  }

  #wait(): void {
    this.#cancelPatience();
    this.#cancelPatience = this.options.clock.after(patienceMs, () => this.#tryHttp());
  }

  /** Goes on by this way. The feed subscribes again, from the position that it holds. */
  take(way: FeedConnection, { connected, disconnected }: Partial<ConnectionHandlers> = {}): void {
    const handlers = this.#handlers;
    if (handlers === null) return;
    this.#drop();
    this.#way = way;
    this.#closeWay = way.open({
      ...handlers,
      connected() {
        connected?.();
        handlers.connected();
      },
      disconnected() {
        handlers.disconnected();
        disconnected?.();
      },
    });
  }

  #drop(): void {
    this.#cancelPatience();
    this.#closeWay();
    this.#closeWay = () => undefined;
    this.#way = null;
    this.#answers = false;
    this.#isUnasked = false;
  }

  #tryHttp(isKnown = false): void {
    if (this.#isClimbing) return;
    this.#isClimbing = true;
    const socket = this.#way;
    // Without an answer of the board's own, the server is away, and so would be the code.
    void fetch(`/api/boards/${this.options.board}/pulse`)
      .then(async (response) => {
        if (!response.ok || !response.headers.has(versionHeader)) return;
        const { takeHttpWay } = await import('./http-way.ts');
        await takeHttpWay(this, isKnown, () => this.#way === socket);
      })
      .catch(() => undefined)
      .finally(() => {
        this.#isClimbing = false;
      });
  }
}
