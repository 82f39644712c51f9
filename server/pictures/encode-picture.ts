import sharp, { type Metadata, type Sharp } from 'sharp';
import { pictureWidths } from '../../shared/picture-address.ts';
import { BrokenPicture, kindOf, type PictureKind } from './picture-kind.ts';

/** A picture in one of the widths, as WebP. */
export type PictureVersion = { width: number; height: number; bytes: Buffer };

/**
 * Millions of pixels. A JPEG is made smaller while it is read, so it needs little memory; the others, and a progressive JPEG, are
 * held whole. AVIF needs most for each pixel.
 */
const maxMegapixels = { jpeg: 50, png: 25, webp: 25, gif: 16, heif: 12 } as const satisfies Record<PictureKind, number>;
const maxProgressive = 25;

/** A3 upright fits. What is taller gets narrower. */
const tallest = 1.5;

// One picture after another: what is kept would only be memory.
sharp.cache(false);
sharp.concurrency(1);
// No SVG, PDF, TIFF or anything else that the library could read.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});

/**
 * Encodes a picture again, in each width, upright and without anything that came with it: no EXIF, position, comments or
 * trailing bytes. Of an animation it takes the first frame. Throws `BrokenPicture`.
 */
export async function encodePicture(file: Buffer): Promise<PictureVersion[]> {
  const kind = kindOf(file);
  const input = { sequentialRead: true, failOn: 'error', limitInputPixels: maxMegapixels[kind] * 1e6 } as const;
  try {
    checkSize(kind, await sharp(file, { ...input, limitInputPixels: false }).metadata());
    const largest = await inside(sharp(file, input).autoOrient(), pictureWidths.at(-1)!)
      // A poster with holes was drawn on white.
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const versions: PictureVersion[] = [];
    for (const width of pictureWidths) {
      const { data, info } = await inside(sharp(largest.data, { raw: largest.info }), width)
        .webp({ quality: 80 })
        .toBuffer({ resolveWithObject: true });
      versions.push({ width: info.width, height: info.height, bytes: data });
    }
    return versions;
  } catch (error) {
    if (error instanceof BrokenPicture) throw error;
    throw new BrokenPicture('The file is damaged: it cannot be read as a picture. Save it again, or choose another.', {
      cause: error,
    });
  }
}

function checkSize(kind: PictureKind, { width, height, isProgressive, format }: Metadata): void {
  if (format !== kind) throw new Error(`It says ${kind} and is ${format}.`);
  const max = kind === 'jpeg' && isProgressive ? maxProgressive : maxMegapixels[kind];
  if (width * height <= max * 1e6) return;
  const megapixels = Math.ceil((width * height) / 1e6);
  throw new BrokenPicture(
    `The picture has ${megapixels} million pixels; at most ${max} can be read. Make it smaller, for example 2,000 pixels wide.`,
  );
}

function inside(picture: Sharp, width: number): Sharp {
  return picture.resize({ width, height: width * tallest, fit: 'inside', withoutEnlargement: true });
}
