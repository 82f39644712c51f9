import { daysBetween } from '../../shared/days.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';
import { formatSoon, language } from './format.ts';

const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

const hourMs = 60 * 60_000;
/** Up to here hours say more than the day: at 10 PM, an event at 1 AM is “in 3 hours”, not “tomorrow”. */
const maxHours = 12;
/** Beyond this the date says more. */
const maxDays = 60;

/**
 * How far away an event is: “in 40 min”, “in 2 hours”, “tomorrow”, “in 3 days”; null if it has begun or is far away.
 */
export function formatAway(event: Pick<BoardEvent, 'start' | 'startsAt'>, today: string, now: Date): string | null {
  const days = daysBetween(today, dayOf(event.start));
  if (!isAllDay(event.start)) {
    const inMs = Date.parse(event.startsAt) - now.getTime();
    if (inMs < 0) return null;
    const soon = formatSoon(event, now);
    if (soon !== null) return soon;
    const hours = Math.round(inMs / hourMs);
    if (hours <= maxHours || days < 1) return relative.format(hours, 'hour');
  }
  if (days < 0 || days > maxDays) return null;
  return days < 14 ? relative.format(days, 'day') : relative.format(Math.round(days / 7), 'week');
}
