import { setPriority } from 'node:os';
import { encodePicture, type PictureVersion } from './encode-picture.ts';
import { BrokenPicture } from './picture-kind.ts';

/** What the process sends back: the versions with the most memory that it had, or why the file is refused. */
export type EncodeAnswer = { versions: PictureVersion[]; peakBytes: number } | { broken: string };

/** Above what any picture within the limits needs. The process ends before it takes more. */
const maxBytes = 640 * 1024 * 1024;
const checkEveryMs = 20;

// The board comes first.
setPriority(10);

const watch = setInterval(() => {
  if (process.memoryUsage.rss() > maxBytes) process.exit(1);
}, checkEveryMs);

process.once('message', (file: Uint8Array) => {
  void answerOf(Buffer.from(file)).then((answer) => {
    clearInterval(watch);
    process.send!(answer, undefined, undefined, () => process.disconnect());
  });
});

async function answerOf(file: Buffer): Promise<EncodeAnswer> {
  try {
    const versions = await encodePicture(file);
    return { versions, peakBytes: process.resourceUsage().maxRSS * 1024 };
  } catch (error) {
    if (!(error instanceof BrokenPicture)) throw error;
    return { broken: error.message };
  }
}
