import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Backoff } from '../../shared/backoff.ts';
import { pause, systemClock } from '../../shared/clock.ts';
import { Slug } from '../../shared/event.ts';
import { RunAgain } from '../base/run-again.ts';
import type { CollectionWatcher } from '../database/collection-watcher.ts';
import type { EventStep, EventWatcher } from '../events/stored-event.ts';
import type { TombstoneRepository, TombstoneStep } from './tombstone-repository.ts';

type Options = { tombstones: Pick<TombstoneRepository, 'write'>; logger: Logger };

const batchSize = 500;
/** Removals within this time are written together. */
const gatherMs = 150;
/** About 300 bytes each. Beyond this many, further ones are dropped, and their events vanish from calendars without notice. */
const maxWaiting = 50_000;
const firstRetryMs = 200;
const longestRetryMs = 5_000;
/** How long a stopping server goes on writing. The next one finds the rest in its stream, as far back as that goes. */
const stopGraceMs = 2_000;

/**
 * Keeps a tombstone of each public event that somebody deleted or hid, with whatever program. The change stream reports
 * it; writing follows in the background, in the stream's order, and waits while the database is away. Every server does
 * this; the second one finds nothing to do.
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
      // Nobody knows which boards are gone, so their tombstones stay until they expire.
      lost: () => undefined,
    };
  }

  /** Removes the tombstones of a deleted board's events. */
  enqueueBoardDeletion(board: string, at: string): void {
    this.#add({ kind: 'board-deleted', at, board });
  }

  /** Writes what waits, if that works within moments. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.race([this.#work.running, delay(stopGraceMs, undefined, { ref: false })]);
    this.#waiting.length = 0;
  }

  #add(step: TombstoneStep): void {
    if (this.#abort.signal.aborted) return;
    // Removing tombstones is never dropped: an old board's must not appear in a new board's calendar.
    if (step.kind === 'removed' && this.#waiting.length >= maxWaiting) {
      this.#letGo += 1;
      return;
    }
    this.#waiting.push(step);
    void this.#work.run();
  }

  async #writeAll(): Promise<void> {
    const backoff = new Backoff({ firstMs: firstRetryMs, longestMs: longestRetryMs, jitter: 0 });
    let isFailing = false;
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < batchSize) await this.#pause(gatherMs);
      const batch = this.#waiting.slice(0, batchSize);
      try {
        await this.#options.tombstones.write(batch);
        this.#waiting.splice(0, batch.length);
        backoff.reset();
        isFailing = false;
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        if (!isFailing)
          this.#options.logger.warn({ err: error }, 'tombstones of removed events could not be written; trying again');
        isFailing = true;
        await this.#pause(backoff.next());
      }
    }
    if (this.#letGo > 0)
      this.#options.logger.warn(
        { count: this.#letGo },
        'too many events were removed at once: these vanish from calendars without notice',
      );
    this.#letGo = 0;
  }

  #pause(ms: number): Promise<void> {
    return pause(systemClock, ms, this.#abort.signal);
  }
}

/** Null for a change that hides nothing from the public. */
export function stepOf({ at, time, before, after }: EventStep): TombstoneStep | null {
  if (before === null || before.archived) return null;
  const { id, board, start, end, timeZone, status, version } = before.event;
  const is = after?.event.board === board ? after : null;
  if (is?.archived === true) return { kind: 'archived', at, id };
  // A board without an address has no calendar.
  if (status !== 'live' || is?.event.status === 'live' || !Slug.safeParse(board).success) return null;
  // Calendar programs accept the removal only with a SEQUENCE above the last one that they saw, which was `version - 1`.
  const sequence = Math.max(version, (is?.event.version ?? 0) - 1);
  return {
    kind: 'removed',
    at,
    tombstone: { id, board, start, end, timeZone, sequence, removedAt: time.toISOString() },
  };
}
