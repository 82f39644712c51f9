import type { ChangeStreamDocument, Document } from 'mongodb';
import { readEvent } from '../events/event-document.ts';
import { type StoredEvent } from '../events/stored-event.ts';
import { boardChanges, type BoardChange } from './board-change.ts';

/** What one change of the `events` collection means. */
export type EventChange =
  | {
      kind: 'boards';
      changes: BoardChange[];
      before: StoredEvent | null;
      after: StoredEvent | null;
      unreadable: boolean;
      document: Document | null;
    }
  /** The document before or after is not to be had: nobody can say what boards see now. */
  | { kind: 'images-missing' }
  /** The collection was dropped, renamed or replaced by another. */
  | { kind: 'collection-replaced' };

const noBoards: EventChange = {
  kind: 'boards',
  changes: [],
  before: null,
  after: null,
  unreadable: false,
  document: null,
};

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
      // Index builds, collMod and the like change no document.
      return noBoards;
  }
}

function compare(before: Document | null, after: Document | null, timeZone: string): EventChange {
  const was = before === null ? null : readEvent(before, { timeZone });
  const is = after === null ? null : readEvent(after, { timeZone });
  return {
    kind: 'boards',
    changes: boardChanges(was, is),
    before: was,
    after: is,
    unreadable: after !== null && is === null,
    document: after,
  };
}
