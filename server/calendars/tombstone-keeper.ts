import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Backoff } from '../../shared/backoff.ts';
import { RunAgain } from '../base/run-again.ts';
import { Slug } from '../../shared/event.ts';
import type { CollectionWatcher } from '../database/collection-watcher.ts';
import type { EventStep, EventWatcher } from '../events/stored-event.ts';
import type { TombstoneRepository, TombstoneStep } from './tombstone-repository.ts';

type Options = { tombstones: Pick<TombstoneRepository, 'write'>; logger: Logger };

const batchSize = 500;
/** What is removed within this time is written together. */
const gatherMs = 150;
/** Some 300 bytes each. Beyond this many the rest is let go: their events vanish from calendars without a word. */
const maxWaiting = 50_000;
const firstRetryMs = 200;
const longestRetryMs = 5_000;
/** So long an ending server goes on writing; what remains the next one finds in its stream, as far back as that goes. */
const stopGraceMs = 2_000;

/**
 * Keeps a tombstone of each event that everyone could see and that somebody, with whatever program, deleted or hid. Told
 * of it by the change stream, it only takes note; the writing goes on by itself, in the stream's order, and waits for a
 * database that is away. Each server does this; who comes second finds nothing to do.
 */
export class TombstoneKeeper {
  readonly #options: Options;
  readonly #waiting: TombstoneStep[] = [];
  readonly #abort = new AbortController();
  readonly #work = new RunAgain(() => this.#writeAll());
  #letGo = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  enqueue(change: EventStep): void {
    const step = stepOf(change);
    if (step !== null) this.#add(step);
  }

  /** Writes a tombstone for each event that is removed. */
  get eventWatcher(): EventWatcher {
    return (step) => this.enqueue(step);
  }

  /** Removes the tombstones of boards that are deleted. */
  get boardWatcher(): CollectionWatcher {
    return {
      collection: 'boards',
      changed: ({ id, operation, at }) => {
        if (operation === 'delete') this.enqueueBoardDeletion(id, at);
      },
      // Which boards are gone is then not known; their tombstones expire.
      lost: () => undefined,
    };
  }

  /** Its events, deleted with it, leave nothing behind. */
  enqueueBoardDeletion(board: string, at: string): void {
    this.#add({ kind: 'board-deleted', at, board });
  }

  /** Writes what waits, if that goes at once. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.race([this.#work.running, delay(stopGraceMs, undefined, { ref: false })]);
    this.#waiting.length = 0;
  }

  #add(step: TombstoneStep): void {
    if (this.#abort.signal.aborted) return;
    // What takes tombstones away is never let go: an old board's must not stand in a new one's calendar.
    if (step.kind === 'removed' && this.#waiting.length >= maxWaiting) {
      this.#letGo += 1;
      return;
    }
    this.#waiting.push(step);
    void this.#work.run();
  }

  async #writeAll(): Promise<void> {
    const backoff = new Backoff({ firstMs: firstRetryMs, longestMs: longestRetryMs, jitter: 0 });
    let failing = false;
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < batchSize) await this.#pause(gatherMs);
      const batch = this.#waiting.slice(0, batchSize);
      try {
        await this.#options.tombstones.write(batch);
        this.#waiting.splice(0, batch.length);
        backoff.reset();
        failing = false;
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        if (!failing)
          this.#options.logger.warn({ err: error }, 'tombstones of removed events could not be written; trying again');
        failing = true;
        await this.#pause(backoff.next());
      }
    }
    if (this.#letGo > 0)
      this.#options.logger.warn(
        { count: this.#letGo },
        'too many events were removed at once: calendars are not told of these',
      );
    this.#letGo = 0;
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined);
  }
}

/** Null for a change that takes nothing away from everyone. */
export function stepOf({ at, time, before, after }: EventStep): TombstoneStep | null {
  if (before === null || before.archived) return null;
  const { id, board, start, end, timeZone, status, version } = before.event;
  const is = after?.event.board === board ? after : null;
  if (is?.archived === true) return { kind: 'archived', at, id };
  // On a board that no address leads to it was in no calendar.
  if (status !== 'live' || is?.event.status === 'live' || !Slug.safeParse(board).success) return null;
  // What was published last said `version - 1`.
  const sequence = Math.max(version, (is?.event.version ?? 0) - 1);
  return {
    kind: 'removed',
    at,
    tombstone: { id, board, start, end, timeZone, sequence, removedAt: time.toISOString() },
  };
}
