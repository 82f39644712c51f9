import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Binary, type Collection, type Db } from 'mongodb';
import type { Logger } from 'pino';
import { pause, type Clock } from '../../../shared/clock.ts';
import { isDuplicateKey } from '../../database/mongo-errors.ts';

export const assetTypes = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  woff2: 'font/woff2',
} as const;

type AssetDocument = {
  /** The file's name, with the hash of its content. */
  _id: string;
  /** When a server that has the file last said so; an index deletes it some days later. */
  at: Date;
  gzipped: boolean;
  bytes: Binary;
};

export type KeptAsset = { type: string; bytes: Buffer; gzipped: boolean };

type Options = { db: Db; pagesFolder: string | null; clock: Clock; logger: Logger };

/** An asset as Vite names it. Other names are not looked for. */
const assetName = /^[\w.-]{1,120}-[\w-]{8}\.(js|css|svg|woff2)$/;
/** Much less than the time for which a file is kept. */
const renewMs = 12 * 60 * 60_000;
const retryMs = 60_000;
/** A page that waits longer for its code is better off trying again. */
const searchMs = 5_000;

/**
 * The scripts, styles and fonts of all builds that servers of this database have, or had some days ago. During an update
 * a page of one build may ask a server of another for its files, and a page that is open asks for those of a build that
 * `npm run build` has replaced.
 */
export class KeptAssets {
  readonly #assets: Collection<AssetDocument>;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.#assets = options.db.collection<AssetDocument>('assets');
  }

  /** Keeps the files of this server, and goes on saying that it has them. Returns a function that stops it. */
  start(): () => Promise<void> {
    const { pagesFolder, clock, logger } = this.#options;
    if (pagesFolder === null) return async () => undefined;
    // In memory: the next build may replace them on the disk.
    const files = filesIn(join(pagesFolder, 'assets'));
    const stopped = new AbortController();
    const keeping = (async () => {
      while (!stopped.signal.aborted) {
        const kept = await files
          .then((found) => this.#keep(found))
          .then(
            () => true,
            (error: unknown) => {
              logger.warn({ err: error }, 'the files of the pages could not be kept for pages that stay open');
              return false;
            },
          );
        await pause(clock, kept ? renewMs : retryMs, stopped.signal);
      }
    })();
    return () => {
      stopped.abort();
      return keeping;
    };
  }

  /** Null if no server has, or had, a file of this name. */
  async find(name: string): Promise<KeptAsset | null> {
    const ending = assetName.exec(name)?.[1];
    if (ending === undefined) return null;
    const found = await this.#assets.findOne({ _id: name }, { maxTimeMS: searchMs });
    if (found === null) return null;
    const { bytes, gzipped } = found;
    return { type: assetTypes[ending as keyof typeof assetTypes], bytes: Buffer.from(bytes.buffer), gzipped };
  }

  async #keep(files: ReadonlyMap<string, Omit<AssetDocument, '_id' | 'at'>>): Promise<void> {
    const ids = [...files.keys()];
    const at = new Date(this.#options.clock.now());
    await this.#assets.updateMany({ _id: { $in: ids } }, { $set: { at } });
    const kept = new Set(await this.#assets.distinct('_id', { _id: { $in: ids } }));
    const missing = ids.filter((id) => !kept.has(id)).map((id) => ({ _id: id, at, ...files.get(id)! }));
    if (missing.length === 0) return;
    try {
      await this.#assets.insertMany(missing, { ordered: false });
    } catch (error) {
      // Another server with the same build keeps them at the same moment.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

async function filesIn(folder: string): Promise<Map<string, Omit<AssetDocument, '_id' | 'at'>>> {
  const names = new Set(await readdir(folder));
  const read = [...names]
    .filter((name) => assetName.test(name))
    .map(async (name) => {
      const gzipped = names.has(`${name}.gz`);
      const bytes = new Binary(await readFile(join(folder, gzipped ? `${name}.gz` : name)));
      return [name, { gzipped, bytes }] as const;
    });
  return new Map(await Promise.all(read));
}
