import type { Document } from 'mongodb';
import { readEvent } from './event-document.ts';
import type { ReadOptions, StoredEvent } from './stored-event.ts';

/** An event with its document as it was read. A write compares the document to find out if it has changed since. */
export type FoundEvent = StoredEvent & { document: Document };

/** Null if there is no document, or if it cannot be read as an event. */
export function readFound(document: Document | null, options: ReadOptions): FoundEvent | null {
  const stored = document === null ? null : readEvent(document, options);
  return stored === null || document === null ? null : { ...stored, document };
}
