import type { Board } from '../../../shared/board.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { isOwn, needsApproval, underApproval, type Actor } from '../../../shared/policies.ts';
import { asAuthorWants, changesBetween, contentFields, type Review } from '../../../shared/review.ts';
import { pick } from '../../../shared/pick.ts';
import type { EventDocument } from '../event-document.ts';
import { fieldsOf, nextVersion, type EventFields } from '../event-fields.ts';
import type { FoundEvent } from '../found-event.ts';
import type { StoredEvent } from '../stored-event.ts';

/** The event that a person changes. For its author that is what they asked for last, even while it waits. */
export function eventToChange({ event, owner, review }: FoundEvent, actor: Actor | null): BoardEvent {
  return review?.state === 'waiting' && isOwn(owner, actor) ? asAuthorWants(event, review) : event;
}

/** The document after somebody changed these fields of an event. Where posts wait for approval, their change may wait, too. */
export function changedDocument(
  found: FoundEvent,
  fields: EventFields,
  { board, actor }: { board: Board; actor: Actor | null },
  now: Date,
): EventDocument {
  if (!needsApproval(board, actor)) return nextVersion(found, fields, now, reviewAfter(found, fields, actor, now));
  if (underApproval.edit[found.event.status] === 'pending')
    return nextVersion(found, { ...fields, status: 'pending' }, now, null);
  const changes = changesBetween(found.event, fields);
  const waits: Review = { state: 'waiting', note: null, changes, at: now.toISOString() };
  return nextVersion(found, fieldsOf(found.event), now, Object.keys(changes).length === 0 ? null : waits);
}

/** What is left of a review after a change that took effect at once. */
export function reviewAfter(
  { event, owner, review }: StoredEvent,
  fields: EventFields,
  actor: Actor | null,
  now: Date,
): Review | null {
  // What authors asked for is part of what they write now.
  if (isOwn(owner, actor)) return null;
  if (review !== null && review.changes !== null) return withoutDone(review, review.changes, fields);
  if (fields.status === event.status) return review;
  const wasRejected = event.status === 'pending' || review?.state === 'rejected';
  if (fields.status === 'live' && wasRejected) return decided('approved', now);
  return fields.status === 'hidden' && event.status === 'pending' ? decided('rejected', now) : null;
}

function decided(state: 'approved' | 'rejected', now: Date): Review {
  return { state, note: null, changes: null, at: now.toISOString() };
}

/** Without the changes that somebody else has made in the meantime. */
function withoutDone(review: Review, changes: NonNullable<Review['changes']>, fields: EventFields): Review | null {
  const content = pick(fields, contentFields);
  const left = changesBetween(content, { ...content, ...changes });
  return Object.keys(left).length === 0 ? null : { ...review, changes: left };
}
