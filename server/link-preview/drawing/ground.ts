import { bandColors } from '../../boards/board-colors.ts';
import type { PreviewCard } from '../preview-card.ts';
import { previewSize } from '../preview-card.ts';
import type { Box, Canvas } from './canvas.ts';
import { tiles } from './tiles.ts';

const { width, height } = previewSize;
export const margin = { x: 68, y: 64 } as const;

/** Where a picture is shown, and how wide the words beside it may be. */
export type PicturePlace = { box: Box; fades: boolean; words: number };

/** A wide picture fades into the band before the words begin; a poster is shown whole, as a card. */
export function picturePlace({ of, picture }: PreviewCard): PicturePlace | null {
  if (picture === null) return null;
  if (of === 'board' || picture.width > picture.height * 0.95) {
    const box = { x: 640, y: 0, width: width - 640, height };
    return { box, fades: true, words: 632 };
  }
  const most = { width: 400, height: height - 2 * margin.y };
  const scale = Math.min(most.width / picture.width, most.height / picture.height);
  const [wide, high] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const x = width - margin.x - wide;
  return {
    box: { x, y: Math.round((height - high) / 2), width: wide, height: high },
    fades: false,
    words: x - margin.x - 56,
  };
}

/** The band in the colours of the board; without a picture, with the tiles that every board has then. */
export function drawGround(canvas: Canvas, { theme, picture }: PreviewCard): void {
  const { band, bandBright } = bandColors(theme);
  const scale = 1.75;
  const left = width - 720 * scale;
  canvas.shapes(
    `<defs><linearGradient id="band" x1="0" y1="0" x2="1" y2="0.35"><stop offset=".5" stop-color="${band}"/><stop offset="1" stop-color="${bandBright}"/></linearGradient>` +
      '<linearGradient id="fade"><stop offset=".42" stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>' +
      `<mask id="tiles"><rect width="${width}" height="${height}" fill="url(#fade)"/></mask></defs>` +
      `<rect width="${width}" height="${height}" fill="url(#band)"/>` +
      (picture === null
        ? `<g mask="url(#tiles)" opacity=".8"><g transform="translate(${left} 0) scale(${scale})">${tiles}</g></g>`
        : ''),
  );
}
