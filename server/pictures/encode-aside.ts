import { workAside, WorkTooLarge } from '../base/work-aside.ts';
import type { PictureVersion } from './encode-picture.ts';
import type { EncodeAnswer } from './encode-answer.ts';
import { BrokenPicture } from './picture-kind.ts';

/** The largest picture takes some 3 s. One that takes longer than this was made to. */
const deadlineMs = 20_000;

const program = new URL('./encode-process', import.meta.url);

/** Encodes a picture in a process of its own: a file can bring the decoder down. Throws `BrokenPicture`. */
export async function encodeAside(file: Buffer, options: { signal?: AbortSignal } = {}): Promise<PictureVersion[]> {
  const answer = await workAside<EncodeAnswer>(program, file, { deadlineMs, ...options }).catch((error: unknown) => {
    if (!(error instanceof WorkTooLarge)) throw error;
    throw new BrokenPicture('The picture takes too much memory or time to read. Save it again as JPEG, and smaller.');
  });
  if ('broken' in answer) throw new BrokenPicture(answer.broken);
  return answer.versions.map(({ bytes, ...size }) => ({ ...size, bytes: Buffer.from(bytes) }));
}
