import type { PictureVersion } from './encode-picture.ts';

/** What the encoding process sends back: the versions, or why the file is refused. */
export type EncodeAnswer = { versions: PictureVersion[] } | { broken: string };

/** How the process ends before it takes too much memory. Any other code is a fault of the program. */
export const tooLargeCode = 77;
