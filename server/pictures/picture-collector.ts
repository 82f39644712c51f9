import type { Logger } from 'pino';
import { hourMs, RepeatedWork } from '../base/repeated-work.ts';
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
const keptUnusedMs = hourMs;

/**
 * Deletes the pictures that nothing has had for an hour: those that were never attached, and those of events that are gone.
 * Every server does this; the second one finds nothing to do.
 */
export class PictureCollector {
  readonly #options: Options;
  readonly #repeated: RepeatedWork;

  constructor(options: Options) {
    const { logger } = options;
    this.#options = options;
    this.#repeated = new RepeatedWork({
      intervalMs,
      work: async (signal) => {
        const count = await this.run(signal);
        if (count > 0) logger.info({ count }, 'unused pictures deleted');
      },
      onFailure: (error) => logger.warn({ err: error }, 'unused pictures could not be deleted; they are tried again'),
    });
  }

  start(): void {
    this.#repeated.start();
  }

  stop(): Promise<void> {
    return this.#repeated.stop();
  }

  /** Looks at all pictures once, and returns how many were deleted. */
  async run(signal?: AbortSignal): Promise<number> {
    const { pictures, uses, clock = () => new Date() } = this.#options;
    let deleted = 0;
    for await (const ids of pictures.ids(batchSize)) {
      if (signal?.aborted === true) return deleted;
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
}
