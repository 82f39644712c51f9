import { ObjectId } from 'mongodb';
import * as z from 'zod/mini';
import type { Board } from '../../shared/board.ts';
import { EventPatch, type BoardEvent, type EventReplacement, type NewEvent } from '../../shared/event.ts';
import { endProblem } from '../../shared/local-time.ts';
import { pick } from '../../shared/pick.ts';
import { changesBetween } from '../../shared/review.ts';
import { gapProblem } from '../../shared/zoned-time.ts';
import { invalidRequest, type ProblemError } from '../base/problem.ts';
import { readEvent, type EventDocument } from './event-document.ts';
import { instantsOf, type EventTimes } from './event-instants.ts';
import type { FoundEvent } from './found-event.ts';
import { reviewDocument } from './review/review-document.ts';
import type { StoredEvent } from './stored-event.ts';
import { listingOf } from './listing.ts';

/** The fields of an event that people decide on. The service knows the rest. */
export const editableFields = z.keyof(EventPatch).options;
export type EventFields = Pick<EventDocument, (typeof editableFields)[number]>;

export function fieldsOf(event: BoardEvent): EventFields {
  return pick(event, editableFields);
}

/** The fields that a person wrote, with the defaults of those that they left out. */
export function writtenFields(input: EventReplacement | NewEvent, boardTimeZone: string) {
  const {
    name,
    start,
    end = null,
    timeZone = boardTimeZone,
    place = null,
    details = null,
    link = null,
    category = null,
  } = input;
  return { name, start, end, timeZone, place, details, link, category };
}

/** Throws `invalid_request` for an end before the start, and for times that a clock change skips. */
export function checkTimes({ start, end, timeZone }: EventTimes): void {
  const problems = [
    { path: 'start', message: gapProblem(start, timeZone) },
    { path: 'end', message: endProblem({ start, end }) ?? (end === null ? null : gapProblem(end, timeZone)) },
  ];
  const errors = problems.flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
  if (errors.length > 0) throw invalidRequest(errors);
}

/**
 * The document of an event after these fields were changed. `updatedAt` is when what people read of it last changed: an
 * approval or a pin makes a new version of the same event.
 */
/** Whether an event of this board can have this category. */
export function isCategoryOf({ categories }: Board, category: string | null): boolean {
  return category === null || categories.some(({ id }) => id === category);
}

export function unknownCategory(): ProblemError {
  return invalidRequest([
    { path: 'category', message: 'The board has no such category. It may have been deleted. Choose another.' },
  ]);
}

/** The document of an event after these fields were changed. */
export function nextVersion(
  { event, owner, archived, review: before }: FoundEvent,
  fields: EventFields,
  now: Date,
  review = before,
): EventDocument {
  return withListing({
    ...fields,
    _id: new ObjectId(event.id),
    board: event.board,
    author: event.author,
    owner,
    ...(event.series === null ? {} : { series: { ...event.series, id: new ObjectId(event.series.id) } }),
    version: event.version + 1,
    createdAt: new Date(event.createdAt),
    updatedAt: saysTheSame(event, fields) ? new Date(event.updatedAt) : now,
    ...(review === null ? {} : { review: reviewDocument(review) }),
    // An archived event that is moved to a day to come is on the board again.
    ...(archived ? { archived: hasEnded(fields, now) } : {}),
  });
}

function saysTheSame(event: BoardEvent, fields: EventFields): boolean {
  return Object.keys(changesBetween(event, fields)).length === 0;
}

function hasEnded(times: EventTimes, now: Date): boolean {
  return Date.parse(instantsOf(times).endsAt) <= now.getTime();
}

export function withListing(fields: Omit<EventDocument, 'listing'>): EventDocument {
  return { ...fields, listing: listingOf(fields, storedOf(fields)) };
}

export function storedOf(document: Omit<EventDocument, 'listing'>): StoredEvent {
  const stored = readEvent(document, { timeZone: document.timeZone });
  if (stored === null) throw new Error('A document of our own cannot be read as an event.');
  return stored;
}

export function withoutId({ _id, ...fields }: EventDocument): Omit<EventDocument, '_id'> {
  return fields;
}
