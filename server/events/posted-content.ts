import { createHash } from 'node:crypto';
import type { Document } from 'mongodb';
import type { BoardEvent, NewEvent } from '../../shared/event.ts';
import type { Repeat } from '../../shared/repeat.ts';
import { writtenFields } from './event-fields.ts';
import type { FoundEvent } from './found-event.ts';

/**
 * A fingerprint of what a person posted: cleaned, with defaults. It is stored with the event as `posted`, since the event
 * can be changed before the same post is sent again. Board and author are not in it: they never change.
 */
export function postedContent(input: NewEvent, boardTimeZone: string): string {
  const { name, start, end, timeZone, place, details, link, category } = writtenFields(input, boardTimeZone);
  const content: unknown[] = [name, start, end, timeZone, place, details, link, repeatOf(input.repeat)];
  // Only where there are such: posts from before these fields keep their fingerprints.
  if (category !== null) content.push({ category });
  if (input.picture != null) content.push(input.picture.id, input.picture.alt);
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}

function repeatOf(repeat: Repeat | undefined) {
  if (repeat === undefined) return null;
  const { every, interval = 1, by = 'date', until = null, count = null } = repeat;
  return [every, interval, by, until, count];
}

/** Whether this post made this event on this board, whatever has become of the event since. */
export function isSamePost(
  { event, document }: FoundEvent,
  input: NewEvent,
  board: { slug: string; timeZone: string },
): boolean {
  if (event.board !== board.slug) return false;
  // The board may have another zone by now than when a post without a zone arrived.
  const zones = [board.timeZone, event.timeZone];
  const posted = (document as { posted?: unknown }).posted;
  return zones.some((zone) =>
    typeof posted === 'string' ? posted === postedContent(input, zone) : isWritten(event, input, zone),
  );
}

/** For an event without a fingerprint, which an older version stored: whether it has this content now. */
function isWritten(event: BoardEvent, input: NewEvent, boardTimeZone: string): boolean {
  const fields = Object.entries(writtenFields(input, boardTimeZone));
  return (
    (event.series === null) === (input.repeat === undefined) &&
    fields.every(([name, value]) => event[name as keyof typeof event] === value)
  );
}

/**
 * Where an event came from: an import, or a post. It stays with an event that is put back: without it, a later import or
 * the same post would take the event for another.
 */
export function originOf({ imported, posted }: Document): Document {
  return { ...(imported === undefined ? {} : { imported }), ...(posted === undefined ? {} : { posted }) };
}
