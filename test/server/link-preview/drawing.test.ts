import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { bandColors } from '../../../server/boards/board-colors.ts';
import { drawCard } from '../../../server/link-preview/drawing/draw-card.ts';
import { tiles } from '../../../server/link-preview/drawing/tiles.ts';
import type { PreviewCard } from '../../../server/link-preview/preview-card.ts';

const board = { of: 'board', theme: 'slate', mark: 'A', picture: null, line: null, next: [] } as const;

it('[HEAD-5] a board without a cover has the tiles of its band', async () => {
  const file = await readFile(join(import.meta.dirname, '../../../client/ui/styles/tiles.svg'), 'utf8');
  expect(file).toContain(tiles);
});

it('[HEAD-5] a name that reads from the right turns the picture around', async () => {
  /** The part of a picture's left or right side that has the colour of the mark's tile. */
  async function markOn(side: 'left' | 'right', card: PreviewCard): Promise<number> {
    const bytes = await drawCard({ card, picture: null });
    const left = side === 'left' ? 68 : 1200 - 68 - 132;
    const { data } = await sharp(bytes)
      .extract({ left, top: 64, width: 132, height: 132 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const wanted = [1, 3, 5].map((at) => Number.parseInt(bandColors('slate').mark.slice(at, at + 2), 16));
    const pixels = Array.from({ length: data.length / 3 }, (_, index) => data.subarray(index * 3, index * 3 + 3));
    const isMark = (pixel: Buffer): boolean => pixel.every((value, index) => Math.abs(value - wanted[index]!) < 16);
    return pixels.filter(isMark).length / pixels.length;
  }
  const [latin, arabic] = [{ ...board, title: 'Class 7B' } as const, { ...board, title: 'مدرسة القرية 7' } as const];
  expect(await markOn('left', latin)).toBeGreaterThan(0.6);
  expect(await markOn('right', latin)).toBeLessThan(0.1);
  expect(await markOn('right', arabic)).toBeGreaterThan(0.6);
  expect(await markOn('left', arabic)).toBeLessThan(0.1);
});
