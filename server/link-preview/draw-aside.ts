import { workAside } from '../base/work-aside.ts';
import type { DrawingWork } from './preview-card.ts';

/** A drawing takes about a second. One that takes longer than this was made to. */
const deadlineMs = 15_000;

const program = new URL('./draw-process', import.meta.url);

/** Draws a card in a process of its own, as JPEG. */
export async function drawAside(work: DrawingWork): Promise<Buffer> {
  return Buffer.from(await workAside<Uint8Array>(program, work, { deadlineMs }));
}
