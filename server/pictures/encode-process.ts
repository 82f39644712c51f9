import { workInside } from '../base/work-inside.ts';
import type { EncodeAnswer } from './encode-answer.ts';
import { encodePicture } from './encode-picture.ts';
import { BrokenPicture } from './picture-kind.ts';

/** Above what any picture within the limits needs. */
const maxBytes = 640 * 1024 * 1024;

workInside(maxBytes, async (file: Uint8Array): Promise<EncodeAnswer> => {
  try {
    return { versions: await encodePicture(Buffer.from(file)) };
  } catch (error) {
    if (!(error instanceof BrokenPicture)) throw error;
    return { broken: error.message };
  }
});
