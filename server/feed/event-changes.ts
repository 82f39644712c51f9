import type { ChangeStreamDocument, Document } from 'mongodb';
import { readEvent } from '../events/event-document.ts';
import { type StoredEvent } from '../events/stored-event.ts';
import { boardChanges, type BoardChange } from './board-change.ts';

/** What one change of the `events` collection means. */
export type EventChange =
  /** One document was written or deleted. `before` and `after` are null where there was no readable event. */
  | {
      kind: 'document';
      before: StoredEvent | null;
      after: StoredEvent | null;
      document: Document | null;
      boardChanges: BoardChange[];
    }
  /** An index was built or an option was set; no document changed. */
  | { kind: 'no-document' }
  /** MongoDB did not supply the document before or after: what boards show now cannot be known from this change. */
  | { kind: 'images-missing' }
  /** The collection was dropped, renamed or replaced. */
  | { kind: 'collection-replaced' };

/** Reads a change of the `events` collection by its document before and after (pre- and post-images). */
export function readEventChange(change: ChangeStreamDocument, timeZone: string): EventChange {
  switch (change.operationType) {
    case 'insert':
      return compare(null, change.fullDocument, timeZone);
    case 'update':
    case 'replace': {
      const { fullDocumentBeforeChange: before, fullDocument: after } = change;
      return before == null || after == null ? { kind: 'images-missing' } : compare(before, after, timeZone);
    }
    case 'delete': {
      const before = change.fullDocumentBeforeChange;
      return before == null ? { kind: 'images-missing' } : compare(before, null, timeZone);
    }
    case 'drop':
    case 'rename':
    case 'dropDatabase':
    case 'invalidate':
      return { kind: 'collection-replaced' };
    default:
      return { kind: 'no-document' };
  }
}

function compare(was: Document | null, is: Document | null, timeZone: string): EventChange {
  const before = was === null ? null : readEvent(was, { timeZone });
  const after = is === null ? null : readEvent(is, { timeZone });
  return { kind: 'document', before, after, document: is, boardChanges: boardChanges(before, after) };
}
