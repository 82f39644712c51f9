import type { Logger } from 'pino';
import { hourMs, RepeatedWork } from '../base/repeated-work.ts';
import type { FoundEvent } from './found-event.ts';
import type { UpkeepRepository } from './upkeep-repository.ts';

type ArchiverOptions = {
  events: Pick<UpkeepRepository, 'findEnded' | 'archive'>;
  logger: Logger;
  afterDays: number;
  clock?: () => Date;
};

const dayMs = 24 * 60 * 60 * 1000;
const batchSize = 500;

/**
 * Takes events that ended long ago off the board. Becoming archived is a change like any other; the event keeps its
 * page, and search finds it. Every server does this; the second one finds nothing to do.
 */
export class Archiver {
  readonly #options: ArchiverOptions;
  readonly #hourly: RepeatedWork;

  constructor(options: ArchiverOptions) {
    const { logger } = options;
    this.#options = options;
    this.#hourly = new RepeatedWork({
      intervalMs: hourMs,
      work: async (signal) => {
        const count = await this.run(signal);
        if (count > 0) logger.info({ count }, 'events archived');
      },
      onFailure: (error) => logger.warn({ err: error }, 'old events could not be archived; the next hour tries again'),
    });
  }

  /** Looks now, and then every hour. */
  start(): void {
    this.#hourly.start();
  }

  stop(): Promise<void> {
    return this.#hourly.stop();
  }

  /** Archives what is due and returns the number of events. */
  async run(signal?: AbortSignal): Promise<number> {
    const { events, afterDays, clock = () => new Date() } = this.#options;
    let archived = 0;
    let batch: FoundEvent[] = [];
    for await (const found of events.findEnded(new Date(clock().getTime() - afterDays * dayMs))) {
      if (signal?.aborted === true) return archived;
      batch.push(found);
      if (batch.length < batchSize) continue;
      archived += await events.archive(batch);
      batch = [];
    }
    return archived + (await events.archive(batch));
  }
}
