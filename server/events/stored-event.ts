import type { BoardEvent } from '../../shared/event.ts';

/** An event and what the database knows of it besides what goes on the wire. */
export type StoredEvent = { event: BoardEvent; archived: boolean; owner: string | null };

/** What became of an event at one point of the change stream; null where it was not there, or could not be read as one. */
export type EventStep = { at: string; time: Date; before: StoredEvent | null; after: StoredEvent | null };

export type ReadOptions = {
  /** The zone of documents that name none, such as the tutorial's. */
  timeZone: string;
};
