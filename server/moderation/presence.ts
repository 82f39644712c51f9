import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { PersonHere } from '../../shared/presence.ts';
import type { BoardPresence, PresenceRepository } from './presence-repository.ts';

/** A person by the cookies of a request: the session that it names, and the guest that the browser is without one. */
export type Visitor = { sessionId: string | null; guest: PersonHere | null };

type Here = Omit<BoardPresence, 'board'>;

/** Each server reports at this interval and reads the other reports. A dead server's report counts for `believedSeconds`. */
const intervalMs = 3_000;
const believedSeconds = 9;

type Options = { presence: PresenceRepository; logger: Logger; intervalMs?: number };

/** Who has which board open, on all servers together: exact for this one, a few seconds old for the others. */
export class Presence {
  readonly #options: Options;
  readonly #server = randomUUID();
  readonly #timer: NodeJS.Timeout;
  #local: () => BoardPresence[] = () => [];
  #onChange: (boards: string[]) => void = () => {};
  #elsewhere = new Map<string, Here>();
  #hasPublished = false;
  #round: Promise<void> | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#round ??= this.#exchange().finally(() => {
        this.#round = null;
      });
    }, options.intervalMs ?? intervalMs);
    this.#timer.unref();
  }

  /** `local` returns who is connected to this process. `onChange` gets the boards whose number on other servers changed. */
  attach(local: () => BoardPresence[], onChange: (boards: string[]) => void): void {
    this.#local = local;
    this.#onChange = onChange;
  }

  viewersElsewhere(board: string): number {
    return this.#elsewhere.get(board)?.viewers ?? 0;
  }

  /** The number of all screens and of those without a name, and everybody with a name, each person once. */
  at(board: string): Here {
    const here = this.#local().find((local) => local.board === board);
    const people = new Map(
      [...(here?.people ?? []), ...(this.#elsewhere.get(board)?.people ?? [])].map((person) => [person.id, person]),
    );
    return {
      viewers: (here?.viewers ?? 0) + this.viewersElsewhere(board),
      nameless: (here?.nameless ?? 0) + (this.#elsewhere.get(board)?.nameless ?? 0),
      people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)),
    };
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
    if (!this.#hasPublished) return;
    const { presence, logger } = this.#options;
    await presence.withdraw(this.#server).catch((error: unknown) => {
      logger.debug(
        { err: error },
        `this server’s viewers could not be withdrawn; they count for ${believedSeconds} s more`,
      );
    });
  }

  async #exchange(): Promise<void> {
    const { presence, logger } = this.#options;
    try {
      const local = this.#local();
      // A server without connections reports that once, then stays silent.
      if (local.length > 0 || this.#hasPublished) await presence.publish(this.#server, local);
      this.#hasPublished = local.length > 0;
      this.#take(await presence.others(this.#server, believedSeconds));
    } catch (error) {
      logger.debug({ err: error }, 'the other servers’ viewers could not be read; their numbers stay as they were');
    }
  }

  #take(reports: BoardPresence[]): void {
    const before = this.#elsewhere;
    this.#elsewhere = new Map();
    for (const { board, viewers, nameless, people } of reports) {
      const sum = this.#elsewhere.get(board) ?? { viewers: 0, nameless: 0, people: [] };
      this.#elsewhere.set(board, {
        viewers: sum.viewers + viewers,
        nameless: sum.nameless + nameless,
        people: [...sum.people, ...people],
      });
    }
    const changed = [...new Set([...before.keys(), ...this.#elsewhere.keys()])].filter(
      (board) => this.#elsewhere.get(board)?.viewers !== before.get(board)?.viewers,
    );
    if (changed.length > 0) this.#onChange(changed);
  }
}
