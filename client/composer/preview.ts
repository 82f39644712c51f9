import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay, isDay } from '../../shared/local-time.ts';
import { instantOf } from '../../shared/zoned-time.ts';
import { writtenOf, type FormValues } from '../event-form/form-values.ts';
import { formatStart } from '../words/format.ts';

type AsPosted = Pick<BoardEvent, 'board' | 'timeZone' | 'author' | 'status'>;

/** The event that the form would post, without an id; null while its day is not known. */
export function previewOf(fields: FormValues, { timeZone, ...posted }: AsPosted): BoardEvent | null {
  const { name, start, end, place } = writtenOf(fields);
  if (!isDay(fields.day)) return null;
  const zone = fields.timeZone === '' ? timeZone : fields.timeZone;
  const now = new Date().toISOString();
  return {
    ...posted,
    id: '',
    name: name.trim(),
    start,
    end,
    timeZone: zone,
    startsAt: instantOf(start, zone).toISOString(),
    endsAt: instantOf(end === null || isAllDay(end) ? start : end, zone).toISOString(),
    place: place.trim() === '' ? null : place.trim(),
    details: null,
    link: null,
    picture: null,
    category: fields.category === '' ? null : fields.category,
    cancelled: false,
    pinned: false,
    series: fields.repeats === '' ? null : { id: '', rule: '', occurrence: start },
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** So many are named; the others are counted. */
const mostNamed = 2;

/**
 * What else is at the same time: “At the same time: Film night, 8:15 PM, Common room.” '' if nothing is. All-day events
 * are at the same time as everything, so they do not count.
 */
export function sameTimeNote(preview: BoardEvent, events: Iterable<BoardEvent>): string {
  if (isAllDay(preview.start)) return '';
  const others = [...events]
    .filter(
      (event) => !event.cancelled && event.status !== 'hidden' && !isAllDay(event.start) && overlap(event, preview),
    )
    .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  if (others.length === 0) return '';
  const named = others
    .slice(0, mostNamed)
    .map((event) => [event.name, formatStart(event), event.place].filter((part) => part !== null).join(', '));
  const more = others.length - named.length;
  return `At the same time: ${[...named, ...(more === 0 ? [] : [`and ${more} more`])].join('; ')}.`;
}

function overlap(one: BoardEvent, other: BoardEvent): boolean {
  if (one.startsAt === other.startsAt) return true;
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}
