import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';
import { formatStart } from '../words/format.ts';

/** What is said of a local time that clocks bring twice. */
export function twiceNote(time: string): string {
  return `Clocks go back then, so ${formatStart({ start: time })} happens twice. The earlier one counts.`;
}

/**
 * That note where an event begins at such a time, else null. The library that knows is brought only where the zone's clocks
 * are changed about then: nearly all events cost nothing.
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

/** Whether a zone is at another offset within a day. */
function clocksChangeAfter(instant: string, timeZone: string): boolean {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offset = (at: number): string | undefined =>
    format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  const at = Date.parse(instant);
  return offset(at) !== offset(at + dayMs);
}
