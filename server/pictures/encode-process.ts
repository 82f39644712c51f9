import { getPriority, setPriority } from 'node:os';
import { tooLargeCode, type EncodeAnswer } from './encode-answer.ts';
import { encodePicture } from './encode-picture.ts';
import { BrokenPicture } from './picture-kind.ts';

/** Above what any picture within the limits needs. */
const maxBytes = 640 * 1024 * 1024;
const checkEveryMs = 20;

// The board comes first. What was started at a lower priority keeps it.
setPriority(Math.max(getPriority(), 4));

const watch = setInterval(() => {
  if (process.memoryUsage.rss() > maxBytes) process.exit(tooLargeCode);
}, checkEveryMs);

process.once('message', (file: Uint8Array) => {
  void answerTo(Buffer.from(file)).then((answer) => {
    clearInterval(watch);
    process.send!(answer, undefined, undefined, () => process.disconnect());
  });
});

async function answerTo(file: Buffer): Promise<EncodeAnswer> {
  try {
    return { versions: await encodePicture(file) };
  } catch (error) {
    if (!(error instanceof BrokenPicture)) throw error;
    return { broken: error.message };
  }
}
