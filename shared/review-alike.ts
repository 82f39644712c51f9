import { daysBetween } from './days.ts';
import type { BoardEvent } from './event.ts';
import { timeOfDay } from './local-time.ts';
import { asAuthorWants, type EventContent } from './review.ts';

/**
 * Whether two dates of a repeating event wait for the same decision: for a moderator who reads one of them, the other says
 * nothing else. They have the same words, times of the day and length, and are equally far from where their rule puts them.
 */
export function waitAlike(one: BoardEvent, other: BoardEvent): boolean {
  const waits = waitsOf(one);
  return waits !== null && waits === waitsOf(other);
}

/** Null if nothing waits. */
function waitsOf(event: BoardEvent): string | null {
  const isChange = event.review?.state === 'waiting';
  if (!isChange && event.status !== 'pending') return null;
  const wanted = isChange ? asAuthorWants(event, event.review) : event;
  return JSON.stringify([
    isChange ? event.status : null,
    event.series?.id ?? event.id,
    event.author,
    seenOf(event, event.series?.occurrence ?? event.start),
    seenOf(wanted, event.start),
  ]);
}

/** The same, without what need not be decided now: what its author wants of a hidden event can wait until it is shown. */
export function waitsForModerator(event: BoardEvent): string | null {
  return event.status === 'hidden' ? null : waitsOf(event);
}

function seenOf(
  { name, start, end, timeZone, place, details, link, category, picture, cancelled }: EventContent,
  from: string,
): unknown[] {
  const ends = end === null ? null : [daysBetween(start, end), timeOfDay(end)];
  const when = [daysBetween(from, start), timeOfDay(start), ends];
  return [name, place, details, link, category, picture, timeZone, cancelled, ...when];
}
