import { Bulk, BulkOutcome } from '../bulk.ts';
import { EventAndRights, EventPatch, EventReplacement, ListPage, NewEvent, OneEvent, SeriesQuery } from '../event.ts';
import { EventQuery, PageQuery } from '../event-query.ts';
import { ReviewDecision } from '../review.ts';
import type { Calls } from './call.ts';

const page = { description: 'One page. Its `next` is the `after` of the following page.', body: ListPage };
/** All texts of an event at their longest, each character escaped (`\\uXXXX\\uXXXX`). */
const bodyBytes = 40 * 1024;
const current = { description: 'The event as it is now.', body: OneEvent };

export const eventCalls = {
  'GET /api/myevents': {
    operationId: 'listMyEvents',
    tag: 'events',
    summary: 'The events of the person who asks, member or guest, the newest first, a page at a time.',
    query: PageQuery,
    personal: true,
    answers: { 200: page },
    problems: ['login_required'],
  },
  'GET /api/boards/:board/events': {
    operationId: 'listEvents',
    tag: 'events',
    summary: 'Finds events of a board, a page at a time.',
    query: EventQuery,
    answers: { 200: page },
    problems: ['search_too_slow', 'too_many_requests', 'busy'],
  },
  'POST /api/boards/:board/events': {
    operationId: 'createEvent',
    tag: 'events',
    summary:
      'Posts an event, or with `repeat` each of its occurrences. The same post again, under the same id by the same author, returns the event that it made.',
    body: NewEvent,
    bodyBytes,
    personal: true,
    answers: {
      201: { description: 'The new event; of a repeating one the first occurrence.', body: OneEvent },
      200: { description: 'The event that this post has made before, as it is now.', body: OneEvent },
    },
    problems: ['login_required', 'forbidden', 'board_full', 'id_taken', 'id_reused'],
  },
  'GET /api/events/:id': {
    operationId: 'getEvent',
    tag: 'events',
    summary: 'One event, and what the person who asks may do with it.',
    personal: true,
    answers: { 200: { description: 'The event.', body: EventAndRights } },
    problems: ['event_not_found'],
  },
  'PATCH /api/events/:id': {
    operationId: 'changeEvent',
    tag: 'events',
    summary:
      'Changes some fields of the version named in If-Match. With `series=all` also of its other occurrences that are still to come.',
    query: SeriesQuery,
    body: EventPatch,
    bodyBytes,
    needsVersion: true,
    personal: true,
    answers: { 200: current },
    problems: ['login_required', 'forbidden', 'board_full', 'event_not_found', 'version_conflict'],
  },
  'PUT /api/events/:id': {
    operationId: 'replaceEvent',
    tag: 'events',
    summary: 'Replaces the version named in If-Match as a whole.',
    body: EventReplacement,
    bodyBytes,
    needsVersion: true,
    personal: true,
    answers: { 200: current },
    problems: ['login_required', 'forbidden', 'board_full', 'event_not_found', 'version_conflict'],
  },
  'DELETE /api/events/:id': {
    operationId: 'deleteEvent',
    tag: 'events',
    summary:
      'Deletes the version named in If-Match and returns it, so that it can be restored. With `series=all` also its other occurrences that are still to come.',
    query: SeriesQuery,
    needsVersion: true,
    personal: true,
    answers: { 200: { description: 'The deleted event.', body: OneEvent } },
    problems: ['login_required', 'forbidden', 'event_not_found', 'version_conflict'],
  },
  'POST /api/events/:id/review': {
    operationId: 'reviewEvent',
    tag: 'events',
    summary:
      'Approves or rejects the change that waits in the version named in If-Match, or else the event itself, with words for its author. With `series=all` also its other occurrences that wait. For moderators.',
    query: SeriesQuery,
    body: ReviewDecision,
    needsVersion: true,
    personal: true,
    answers: { 200: current },
    problems: ['login_required', 'forbidden', 'event_not_found', 'version_conflict'],
  },
  'POST /api/boards/:board/bulk': {
    operationId: 'moderateEvents',
    tag: 'events',
    summary:
      'Approves, rejects, hides or deletes up to 200 events in one call, or takes that back. Each event is decided on its own; the answer says which are left, and why. For moderators.',
    body: Bulk,
    bodyBytes,
    answers: { 200: { description: 'What was done, and what was left.', body: BulkOutcome } },
    problems: ['login_required', 'forbidden'],
  },
  'POST /api/events/:id/restore': {
    operationId: 'restoreEvent',
    tag: 'events',
    summary:
      'Restores an event that was deleted within the last ten minutes: the same event, by its author, under its id. With `series=all` also the occurrences that were deleted with it.',
    query: SeriesQuery,
    answers: { 200: { description: 'The event, in a new version.', body: OneEvent } },
    problems: ['login_required', 'forbidden', 'board_full', 'event_not_found', 'id_taken'],
  },
} as const satisfies Calls;
