import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PictureUses } from '../events/picture-uses.ts';
import type { PictureRepository } from './picture-repository.ts';

type Options = {
  pictures: PictureRepository;
  uses: Pick<PictureUses, 'usedOf'>;
  logger: Logger;
  clock?: () => Date;
};

const intervalMs = 10 * 60 * 1000;
const batchSize = 500;
/** Long enough to write the event that it is for, and to put back an event that lost it. */
const keptUnusedMs = 60 * 60 * 1000;

/**
 * Deletes the pictures that nothing has had for an hour: those that were never attached, and those of events that are gone.
 * Every server does this; the second one finds nothing to do.
 */
export class PictureCollector {
  readonly #options: Options;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#keepRunning();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** Looks at all pictures once, and returns how many were deleted. */
  async run(): Promise<number> {
    const { pictures, uses, clock = () => new Date() } = this.#options;
    let deleted = 0;
    for await (const ids of pictures.ids(batchSize)) {
      if (this.#abort.signal.aborted) return deleted;
      const now = clock();
      const used = await uses.usedOf(ids);
      const unused = ids.filter((id) => !used.has(id));
      await pictures.markUsed([...used]);
      // In this order: what is found unused now stays for another hour. A picture that is reserved meanwhile does, too.
      deleted += await pictures.deleteUnused(unused, new Date(now.getTime() - keptUnusedMs));
      await pictures.markUnused(unused, now);
    }
    return deleted;
  }

  async #keepRunning(): Promise<void> {
    const { logger } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await this.run().then(
        (count) => {
          if (count > 0) logger.info({ count }, 'unused pictures deleted');
        },
        (error: unknown) => {
          if (!signal.aborted)
            logger.warn({ err: error }, 'unused pictures could not be deleted; they are tried again');
        },
      );
      await delay(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
