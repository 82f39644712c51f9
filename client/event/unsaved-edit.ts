import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { patchOf } from '../event-form/edited-values.ts';
import { emptyValues, type FormValues } from '../event-form/form-values.ts';
import { rebased } from './edit-conflict.ts';

/** An unsaved edit, and the version that it is based on. */
export type Edit = { base: BoardEvent; fields: FormValues; which: WhichDates };

/**
 * Stores an unsaved edit in the browser's tab, so that it survives a reload. Each member has their own on a shared
 * computer; `username` is null for guests.
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
        : { base: stored.base, fields: { ...emptyValues, ...stored.fields }, which: stored.which };
    } catch {
      return null;
    }
  }

  /** The edit to continue with, given the current event. An edit that was saved after all is forgotten. */
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

/** Whether the event already has the edit's values: it was saved, and only the answer was lost with the page. */
function isSaved({ base, fields }: Edit, current: BoardEvent): boolean {
  return isChange(base, fields) && !isChange(current, rebased(fields, base, current));
}

function isChange(event: BoardEvent, fields: FormValues): boolean {
  return Object.keys(patchOf(event, fields)).length > 0;
}
