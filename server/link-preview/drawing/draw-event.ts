import { bandColors, categoryColors, rgb } from '../../boards/board-colors.ts';
import type { PreviewCard } from '../preview-card.ts';
import { previewSize } from '../preview-card.ts';
import type { Canvas } from './canvas.ts';
import { drawMark } from './draw-mark.ts';
import { margin, picturePlace } from './ground.ts';
import { stackUp } from './stack-up.ts';
import { dayMonthSteps, dayNumberSteps, pillSteps, placeSteps, smallSteps, titleSteps, whenSteps } from './steps.ts';

type EventCard = Extract<PreviewCard, { of: 'event' }>;

const day = { x: margin.x, y: margin.y, width: 132, height: 132 } as const;
/** Beside the day: the board, and below it what kind of event it is. */
const beside = day.x + day.width + 28;
const pillHeight = 52;
/** As `--danger` and its ground in the light. */
const cancelledColors = { ink: rgb([0.48, 0.17, 27]), soft: rgb([0.945, 0.035, 25]), solid: null };

/** The words of an event: its day, name, time and place, its kind, and its board. */
export async function drawEvent(canvas: Canvas, card: EventCard): Promise<void> {
  const { onBand, onBandQuiet } = bandColors(card.theme);
  const words = picturePlace(card)?.words ?? 940;
  await drawDay(canvas, card);
  const pills = [
    ...(card.cancelled ? [{ name: 'Cancelled', colors: cancelledColors }] : []),
    ...(card.category === null ? [] : [{ name: card.category.name, colors: categoryColors(card.category.color) }]),
  ];
  const boardTop = pills.length > 0 ? day.y + 8 : day.y + (day.height - 44) / 2;
  const width = margin.x + words - beside;
  await drawMark(canvas, card, { x: beside, y: boardTop, width: 44, height: 44 });
  const title = await canvas.fit(card.title, width - 58, smallSteps);
  if (title !== null) canvas.text(title, { x: beside + 58, y: boardTop + 32, color: onBandQuiet });
  let x = beside;
  for (const { name, colors } of pills)
    x += await drawPill(canvas, name, colors, {
      x,
      y: day.y + day.height - pillHeight - 8,
      width: margin.x + words - x,
    });
  stackUp(canvas, previewSize.height - margin.y, [
    { text: await canvas.fit(card.name, words, titleSteps), color: onBand, gap: 0, lineHeight: 1 },
    { text: await canvas.fit(card.when, words, whenSteps), color: onBand, gap: 20, lineHeight: 1.2 },
    { text: await canvas.fit(card.place, words, placeSteps), color: onBandQuiet, gap: 8, lineHeight: 1.2 },
  ]);
}

async function drawDay(canvas: Canvas, card: EventCard): Promise<void> {
  const { mark, onMark } = bandColors(card.theme);
  const kind = card.category === null ? null : categoryColors(card.category.color);
  canvas.box(day, mark, 40);
  const number = await canvas.fit(card.day.number, day.width, dayNumberSteps);
  const month = await canvas.fit(card.day.month, day.width, dayMonthSteps);
  if (month !== null) canvas.centered(month, { ...day, y: day.y - 35 }, kind?.ink ?? onMark);
  if (number !== null) canvas.centered(number, { ...day, y: day.y + 15 }, onMark);
}

type PillColors = { ink: string; soft: string; solid: string | null };

/** Draws a pill and returns how much room it took. Nothing for a name that cannot be drawn. */
async function drawPill(
  canvas: Canvas,
  name: string,
  { ink, soft, solid }: PillColors,
  { x, y, width }: { x: number; y: number; width: number },
): Promise<number> {
  const dot = solid === null ? 0 : 30;
  const text = await canvas.fit(name, width - 44 - dot, pillSteps);
  if (text === null) return 0;
  const wide = text.lines[0]!.width * text.step.size + 44 + dot;
  canvas.box({ x, y, width: wide, height: pillHeight }, soft, pillHeight / 2);
  if (solid !== null) canvas.box({ x: x + 20, y: y + (pillHeight - 18) / 2, width: 18, height: 18 }, solid, 9);
  canvas.text(text, { x: x + 22 + dot, y: y + pillHeight / 2 + 9.5, color: ink });
  return wide + 14;
}
