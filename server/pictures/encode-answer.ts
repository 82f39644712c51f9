import type { PictureVersion } from './encode-picture.ts';

/** What the encoding process sends back: the versions, or why the file is refused. */
export type EncodeAnswer = { versions: PictureVersion[] } | { broken: string };
