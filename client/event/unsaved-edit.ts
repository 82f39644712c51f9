import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { emptyFields, patchOf, type EventFields } from '../event-form/event-fields.ts';
import { rebased } from './edit-conflict.ts';

/** What somebody makes of an event, and the version that he began from. */
export type Edit = { base: BoardEvent; fields: EventFields; which: WhichDates };

/**
 * The place where an edit that is not saved yet outlives the page, in the tab in which it was typed. On a computer that many
 * use, each member has a place of his own; `username` is null for guests.
 */
export class UnsavedEdit {
  readonly #key: string;

  constructor(eventId: string, username: string | null) {
    this.#key = `board.edit.${eventId}${username === null ? '' : `.${username}`}`;
  }

  read(): Edit | null {
    try {
      const stored = JSON.parse(readStored('sessionStorage', this.#key) ?? 'null') as Edit | null;
      return stored === null
        ? null
        : { base: stored.base, fields: { ...emptyFields, ...stored.fields }, which: stored.which };
    } catch {
      return null;
    }
  }

  /** What there is to go on with, where the event is `current` by now. What is saved already is forgotten. */
  readUnsaved(current: BoardEvent): Edit | null {
    const edit = this.read();
    if (edit === null || !isSaved(edit, current)) return edit;
    this.write(null);
    return null;
  }

  /** Null forgets it. */
  write(edit: Edit | null): void {
    writeStored('sessionStorage', this.#key, edit === null ? null : JSON.stringify(edit));
  }
}

/** Whether the event says by now what the edit would make of it: it was saved, and only the answer was lost with the page. */
function isSaved({ base, fields }: Edit, current: BoardEvent): boolean {
  return isChange(base, fields) && !isChange(current, rebased(fields, base, current));
}

function isChange(event: BoardEvent, fields: EventFields): boolean {
  return Object.keys(patchOf(event, fields)).length > 0;
}
