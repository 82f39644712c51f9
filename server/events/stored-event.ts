import type { Document } from 'mongodb';
import type { BoardEvent } from '../../shared/event.ts';
import type { Review } from '../../shared/review.ts';

/**
 * An event, with the fields that the database has and the wire has not. `event` is what everyone may read of it: `review` is
 * beside it, and `withReview` adds it for those who may read that, too.
 */
export type StoredEvent = { event: BoardEvent; archived: boolean; owner: string | null; review: Review | null };

/** The event as moderators and its author read it. */
export function withReview({ event, review }: Pick<StoredEvent, 'event' | 'review'>): BoardEvent {
  return review === null ? event : { ...event, review };
}

/**
 * Called for each change of an event, in the order of the change stream; after a start also for the last minutes before
 * it. `document` is the event as it is stored now, null after a delete. A watcher must be quick and must not throw.
 */
export type EventWatcher = (step: EventStep, document: Document | null) => void;

/** An event before and after one change of the stream; null if it was not there, or could not be read as an event. */
export type EventStep = { at: string; time: Date; before: StoredEvent | null; after: StoredEvent | null };

export type ReadOptions = {
  /** The zone of documents without one, such as the tutorial's. */
  timeZone: string;
};
