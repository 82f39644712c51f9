import type { FittedText } from '../type/fit-text.ts';
import type { Canvas } from './canvas.ts';
import { margin } from './ground.ts';

/** `gap`: above it. A text that cannot be drawn takes no room. */
type Part = { text: FittedText | null; color: string; gap: number; lineHeight: number };

/** How far the letters of a line reach below its baseline, in ems. */
const descent = 0.22;

/** Draws texts one above the other, so that the last one ends at `bottom`. */
export function stackUp(canvas: Canvas, bottom: number, parts: readonly Part[]): void {
  let end = bottom;
  for (const { text, color, gap, lineHeight } of parts.toReversed()) {
    if (text === null) continue;
    const { size } = text.step;
    const height = text.lines.length * size * lineHeight;
    const firstBaseline = end - height + size * lineHeight - descent * size;
    canvas.text(text, { x: margin.x, y: firstBaseline, color }, lineHeight);
    end -= height + gap;
  }
}
