import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { FoundEvent } from './found-event.ts';
import type { UpkeepRepository } from './upkeep-repository.ts';

type ArchiverOptions = {
  events: Pick<UpkeepRepository, 'findEnded' | 'archive'>;
  logger: Logger;
  afterDays: number;
  clock?: () => Date;
};

const dayMs = 24 * 60 * 60 * 1000;
const intervalMs = 60 * 60 * 1000;
const batchSize = 500;

/**
 * Takes events that ended long ago off the board. Becoming archived is a change like any other; the event keeps its
 * page, and search finds it. Every server does this; the second one finds nothing to do.
 */
export class Archiver {
  readonly #options: ArchiverOptions;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: ArchiverOptions) {
    this.#options = options;
  }

  /** Looks now, and then every hour. */
  start(): void {
    this.#running = this.#keepRunning();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** Archives what is due and returns the number of events. */
  async run(): Promise<number> {
    const { events, afterDays, clock = () => new Date() } = this.#options;
    let archived = 0;
    let batch: FoundEvent[] = [];
    for await (const found of events.findEnded(new Date(clock().getTime() - afterDays * dayMs))) {
      if (this.#abort.signal.aborted) return archived;
      batch.push(found);
      if (batch.length < batchSize) continue;
      archived += await events.archive(batch);
      batch = [];
    }
    return archived + (await events.archive(batch));
  }

  async #keepRunning(): Promise<void> {
    const { logger } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await this.run().then(
        (count) => {
          if (count > 0) logger.info({ count }, 'events archived');
        },
        (error: unknown) => {
          if (!signal.aborted)
            logger.warn({ err: error }, 'old events could not be archived; the next hour tries again');
        },
      );
      await delay(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
