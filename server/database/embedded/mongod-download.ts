import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { MongoBinaryDownload as LibraryDownload } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js';
import type { Progress } from './fetch-progress.ts';

/** Runs on what mongodb-memory-server knows: Debian 12, Ubuntu from 20.04, RHEL from 8, macOS, Windows. */
const version = '8.0.15';
/** No longer than that without an answer or a byte, so that a closed network is noticed soon. */
const inactivityDeadlineMs = 15_000;

/** Downloads MongoDB's own build for this machine into `folder` and returns the mongod in it. */
export async function downloadMongod(folder: string, progress: Progress): Promise<string> {
  const what = `Fetching MongoDB ${version}, once`;
  progress({ what, doneBytes: null, totalBytes: null });
  // Loaded only here: most starts do without.
  const [{ DryMongoBinary }, { MongoBinaryDownload }] = await Promise.all([
    import('mongodb-memory-server-core'),
    import('mongodb-memory-server-core/lib/util/MongoBinaryDownload.js'),
  ]);
  class Download extends MongoBinaryDownload {
    override printDownloadProgress({ length }: { length: number }): void {
      this.dlProgress.current += length;
      // Its checksum's file is fetched in the same way.
      if (this.dlProgress.totalMb >= 1)
        progress({ what, doneBytes: this.dlProgress.current, totalBytes: this.dlProgress.length });
    }

    /** MongoDB publishes both hashes, and files with the same MD5 can be made. */
    override async makeMD5check(md5Address: string, archive: string): Promise<true> {
      const published = await readFile(await this.download(md5Address.replace(/\.md5$/, '.sha256')), 'utf8');
      const hash = createHash('sha256');
      await pipeline(createReadStream(archive), hash);
      if (/^[0-9a-f]{64}\b/i.exec(published.trim())?.[0].toLowerCase() !== hash.digest('hex'))
        throw new Error('the download is damaged, or not what MongoDB publishes');
      return true;
    }

    override httpDownload(
      ...[url, options, target, draft]: Parameters<LibraryDownload['httpDownload']>
    ): Promise<string> {
      const attempts = 2;
      const retryDelayMs = 250;
      // The library checks certificates only if npm's configuration says so in as many words; we run what we get.
      return super.httpDownload(
        url,
        { ...options, rejectUnauthorized: true },
        target,
        draft,
        attempts,
        retryDelayMs,
        inactivityDeadlineMs,
      );
    }
  }
  const options = await DryMongoBinary.generateOptions({ version, downloadDir: folder });
  return new Download({ ...options, downloadDir: folder }).getMongodPath();
}
