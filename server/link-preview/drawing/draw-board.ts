import { bandColors, categoryColors } from '../../boards/board-colors.ts';
import type { CardRow, PreviewCard } from '../preview-card.ts';
import { previewSize } from '../preview-card.ts';
import type { Box, Canvas } from './canvas.ts';
import { drawMark } from './draw-mark.ts';
import { margin, picturePlace } from './ground.ts';
import {
  lineSteps,
  rowMonthSteps,
  rowNameSteps,
  rowNumberSteps,
  rowWhenSteps,
  smallSteps,
  titleSteps,
} from './steps.ts';
import { stackUp } from './stack-up.ts';

type BoardCard = Extract<PreviewCard, { of: 'board' }>;

const rows = { x: 684, width: 448, height: 108, gap: 16 } as const;

/** The words of a board: its mark, title and line, and what comes next. */
export async function drawBoard(canvas: Canvas, card: BoardCard): Promise<void> {
  const { title, line, next, theme } = card;
  const { onBand, onBandQuiet } = bandColors(theme);
  const place = picturePlace(card);
  const besideRows = rows.x - margin.x - 40;
  const words = place?.words ?? (next.length > 0 ? besideRows : 860);
  await drawMark(canvas, card, { x: margin.x, y: margin.y, width: 132, height: 132 });
  const first = next[0];
  const soon = place === null || first === undefined ? null : `${first.whenInFull} · ${first.name}`;
  stackUp(canvas, previewSize.height - margin.y, [
    { text: await canvas.fit(title, words, titleSteps), color: onBand, gap: 0, lineHeight: 1 },
    { text: await canvas.fit(line, Math.min(words, 760), lineSteps), color: onBandQuiet, gap: 18, lineHeight: 1.26 },
    { text: await canvas.fit(soon, words, smallSteps), color: onBand, gap: 26, lineHeight: 1.2 },
  ]);
  if (place !== null) return;
  const height = next.length * (rows.height + rows.gap) - rows.gap;
  for (const [index, row] of next.entries()) {
    const y = (previewSize.height - height) / 2 + index * (rows.height + rows.gap);
    await drawRow(canvas, row, theme, { x: rows.x, y, width: rows.width, height: rows.height });
  }
}

async function drawRow(
  canvas: Canvas,
  { day, name, when, color }: CardRow,
  theme: PreviewCard['theme'],
  box: Box,
): Promise<void> {
  const { mark, onMark } = bandColors(theme);
  const kind = color === null ? null : categoryColors(color);
  canvas.box(box, mark, 26);
  const tile = { x: box.x + 16, y: box.y + 16, width: 76, height: 76 };
  canvas.box(tile, kind?.soft ?? '#ffffff', 20);
  const ink = kind?.ink ?? onMark;
  const number = await canvas.fit(day.number, tile.width, rowNumberSteps);
  const month = await canvas.fit(day.month, tile.width, rowMonthSteps);
  if (number !== null) canvas.centered(number, { ...tile, y: tile.y - 9 }, ink);
  if (month !== null) canvas.centered(month, { ...tile, y: tile.y + 22 }, ink);
  const x = tile.x + tile.width + 20;
  const width = box.x + box.width - x - 20;
  const title = await canvas.fit(name, width, rowNameSteps);
  const time = await canvas.fit(when, width, rowWhenSteps);
  const middle = box.y + box.height / 2;
  if (title !== null) canvas.text(title, { x, y: middle - 6, color: onMark });
  if (time !== null) canvas.text(time, { x, y: middle + (title === null ? 9 : 31), color: onMark });
}
