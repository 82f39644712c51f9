import { bandColors } from '../../boards/board-colors.ts';
import type { PreviewCard } from '../preview-card.ts';
import type { Box, Canvas } from './canvas.ts';
import { markSteps, smallMarkSteps } from './steps.ts';

/** The board's mark on its tile. Where no font has it: the first letter of the title, or the page of a calendar. */
export async function drawMark(canvas: Canvas, { mark, title, theme }: PreviewCard, box: Box): Promise<void> {
  const colors = bandColors(theme);
  canvas.box(box, colors.mark, box.width * 0.3);
  const steps = box.width > 100 ? markSteps : smallMarkSteps;
  const text =
    (await canvas.fit(mark, box.width, steps)) ??
    (await canvas.fit([...title][0]?.toUpperCase() ?? '', box.width, steps));
  if (text !== null) return canvas.centered(text, box, colors.onMark);
  canvas.shapes(
    `<g transform="translate(${box.x} ${box.y}) scale(${box.width / 32})">${calendar(colors.onMark, colors.mark)}</g>`,
  );
}

/** The page of a calendar, as in `client/public/icon.svg`: 32 × 32. */
function calendar(dark: string, light: string): string {
  return `<rect x="8" y="9" width="16" height="15" rx="3" fill="${dark}"/><path d="M8 13.5h16" stroke="${light}" stroke-width="1.5"/><path d="M12 7.5v3M20 7.5v3" stroke="${dark}" stroke-width="2"/><circle cx="16" cy="18.5" r="2.4" fill="${light}"/>`;
}
