import sharp from 'sharp';
import { settable } from '../type/set-line.ts';
import { Typeface } from '../type/typeface.ts';
import type { DrawingWork, PreviewCard } from '../preview-card.ts';
import { previewSize } from '../preview-card.ts';
import { Canvas } from './canvas.ts';
import { drawBoard } from './draw-board.ts';
import { drawEvent } from './draw-event.ts';
import { drawGround, picturePlace, type PicturePlace } from './ground.ts';

/** Draws a card as JPEG: with a photograph, a PNG has three times what messengers load. Its words keep their colours sharp. */
export async function drawCard({ card, picture }: DrawingWork): Promise<Buffer> {
  const typeface = new Typeface();
  const isMirrored = (await settable(nameOf(card), typeface))?.isRightToLeft ?? false;
  const ground = new Canvas(typeface, isMirrored);
  drawGround(ground, card);
  const words = new Canvas(typeface, isMirrored);
  await (card.of === 'board' ? drawBoard(words, card) : drawEvent(words, card));
  const place = picturePlace(card);
  const layers = [
    ...(place === null || picture === null ? [] : [await pictureLayer(Buffer.from(picture), place, isMirrored)]),
    { input: Buffer.from(words.svg), left: 0, top: 0 },
  ];
  return sharp(Buffer.from(ground.svg))
    .composite(layers)
    .jpeg({ quality: 85, mozjpeg: true, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

function nameOf(card: PreviewCard): string {
  return card.of === 'event' ? card.name : card.title;
}

async function pictureLayer(picture: Buffer, { box, fades }: PicturePlace, isMirrored: boolean) {
  const { x, y, width, height } = box;
  const shape = fades
    ? `<linearGradient id="a"${isMirrored ? ' x1="1" x2="0"' : ''}><stop offset=".12" stop-opacity="0"/><stop offset=".6"/></linearGradient><rect width="100%" height="100%" fill="url(#a)"/>`
    : '<rect width="100%" height="100%" rx="26"/>';
  const mask = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shape}</svg>`;
  const { data, info } = await sharp(picture)
    .resize({ width, height, fit: 'cover' })
    .ensureAlpha()
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { input: data, raw: info, left: isMirrored ? previewSize.width - x - width : x, top: y };
}
