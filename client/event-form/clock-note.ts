import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';
import { formatStart } from '../words/format.ts';

/** The note for a local time that happens twice. */
export function twiceNote(time: string): string {
  return `Clocks go back then, so ${formatStart({ start: time })} happens twice. The earlier one counts.`;
}

/**
 * That note if an event begins at such a time, else null. The library that knows is loaded only near a clock change:
 * nearly all events need nothing.
 */
export async function clockNoteOf({
  start,
  startsAt,
  timeZone,
}: Pick<BoardEvent, 'start' | 'startsAt' | 'timeZone'>): Promise<string | null> {
  if (isAllDay(start) || !clocksChangeAfter(startsAt, timeZone)) return null;
  const { comesTwice } = await import('../../shared/zoned-time.ts');
  return comesTwice(start, timeZone) ? twiceNote(start) : null;
}

const dayMs = 86_400_000;

/** Whether the zone's offset changes within the next day. */
function clocksChangeAfter(instant: string, timeZone: string): boolean {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offset = (at: number): string | undefined =>
    format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  const at = Date.parse(instant);
  return offset(at) !== offset(at + dayMs);
}
