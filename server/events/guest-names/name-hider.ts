import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { hourMs, RepeatedWork } from '../../base/repeated-work.ts';
import type { FoundEvent } from '../found-event.ts';
import type { GuestNameRepository } from './guest-name-repository.ts';

type Options = {
  names: GuestNameRepository;
  /** The boards that do not show guests' names. */
  boards: () => Promise<string[]>;
  logger: Logger;
};

/** Few enough that their listings are made within a slice, and their writes do not crowd out others. */
const batchSize = 200;
/** Somebody may change an event at the same moment. Then the board is looked through again. */
const maxPasses = 5;
/** How long the moderator who hides the names waits for it: well below the 20 s that a page waits for an answer. */
const patienceMs = 10_000;
/** By then every server knows of the board's new rule, and what it was writing is written. */
const knownEverywhereMs = 1_000;

/**
 * Takes guests' names out of the stored events of boards that do not show them. An event without its name is a change like
 * any other: each screen, calendar and list hears of it. It is a later version, so that both ends count it in the checksum.
 *
 * The server on which a moderator hides the names does it at once. Every server also looks each hour, for what was left
 * over, and for what other programs write.
 */
export class GuestNameHider {
  readonly #options: Options;
  readonly #abort = new AbortController();
  readonly #hourly: RepeatedWork;
  /** The second look at boards whose names were hidden a moment ago. */
  #later: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
    this.#hourly = new RepeatedWork({
      intervalMs: hourMs,
      work: () => this.run(),
      onFailure: (error) =>
        options.logger.warn({ err: error }, 'guests’ names could not be hidden; the next hour tries again'),
    });
  }

  start(): void {
    this.#hourly.start();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.all([this.#hourly.stop(), this.#later]);
  }

  /** Looks at all boards that do not show the names. */
  async run(): Promise<void> {
    for (const board of await this.#options.boards()) await this.#hide(board);
  }

  /** Call this when a board shows the names no longer. Resolves when none is left; if that takes long, it goes on by itself. */
  async hide(board: string): Promise<void> {
    const work = this.#hide(board);
    const again = work.then(() => this.#rest(knownEverywhereMs)).then(() => this.#hide(board));
    this.#later = Promise.all([
      this.#later,
      again.catch((error: unknown) =>
        this.#options.logger.warn({ err: error }, 'guests’ names could not be hidden; the next hour tries again'),
      ),
    ]).then(() => undefined);
    await Promise.race([work, this.#rest(patienceMs)]);
  }

  async #hide(board: string): Promise<void> {
    for (let passes = 0; passes < maxPasses; passes += 1) if (await this.#pass(board)) return;
  }

  /** Returns whether all names that it found are hidden. */
  async #pass(board: string): Promise<boolean> {
    const { names } = this.#options;
    let left = 0;
    let batch: FoundEvent[] = [];
    const write = async (): Promise<void> => {
      left += batch.length - (await names.hide(batch));
      batch = [];
    };
    for await (const found of names.find(board)) {
      if (this.#abort.signal.aborted) return true;
      batch.push(found);
      if (batch.length === batchSize) await write();
    }
    await write();
    return left === 0;
  }

  #rest(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined);
  }
}
