/** The kinds of files that are read. sharp's names. */
export type PictureKind = 'jpeg' | 'png' | 'gif' | 'webp' | 'heif';

/** A file that is no picture the board takes. The message says what to do. */
export class BrokenPicture extends Error {
  override readonly name = 'BrokenPicture';
}

const starts: readonly [PictureKind, (head: Buffer) => boolean][] = [
  ['jpeg', (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['png', (head) => head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['gif', (head) => /^GIF8[79]a$/.test(head.toString('latin1', 0, 6))],
  ['webp', (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP'],
  ['heif', (head) => /^ftypavi[fs]$/.test(head.toString('latin1', 4, 12))],
];

/** What the file is by its first bytes, whatever its sender calls it. Throws `BrokenPicture`. */
export function kindOf(file: Buffer): PictureKind {
  const kind = starts.find(([, matches]) => matches(file))?.[0];
  if (kind !== undefined) return kind;
  if (/^ftyp(hei|hev|mif|msf)/.test(file.toString('latin1', 4, 12)))
    throw new BrokenPicture('HEIC pictures cannot be shown in browsers. Save it as JPEG, or send a screenshot of it.');
  throw new BrokenPicture('This is no picture that can be shown here. Choose a JPEG, PNG, WebP, AVIF or GIF file.');
}
