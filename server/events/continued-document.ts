import type { EventStatus } from '../../shared/event.ts';
import type { KeptEvent } from './deletion-repository.ts';
import type { EventDocument } from './event-document.ts';
import { withListing } from './event-fields.ts';

/**
 * The documents of a post that continues deleted events under their ids. The versions go on above those that people have
 * seen, or their `If-Match` would hold for content that they have not seen. What moderators hid, or had not approved yet, is
 * not shown because it was posted again: all of the post is as restricted as the most restricted event that it continues.
 */
export function continuing(documents: EventDocument[], continued: KeptEvent[]): EventDocument[] {
  if (continued.length === 0) return documents;
  const versions = new Map(continued.map(({ event }) => [event.id, event.version]));
  const statuses = continued.map(({ event }) => event.status);
  return documents.map((document) =>
    withListing({
      ...document,
      version: (versions.get(document._id.toHexString()) ?? 0) + 1,
      status: statusAfter(document.status, statuses),
    }),
  );
}

/** A post that waits waits, also in place of a hidden event: then a moderator decides about it. */
function statusAfter(posted: EventStatus, before: EventStatus[]): EventStatus {
  if (posted !== 'live') return posted;
  return before.includes('hidden') ? 'hidden' : before.includes('pending') ? 'pending' : 'live';
}
