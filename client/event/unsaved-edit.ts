import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { readValues, type FormValues } from '../event-form/form-values.ts';
import { editOf, has } from './edited-fields.ts';
import { isStoredEvent, recordOf } from './stored-event.ts';

export type SentEdit = { fields: FormValues; which: WhichDates };

/** An unsaved edit, and the version that it is based on. `unsure`: what was sent of it without an answer. */
export type Edit = SentEdit & { base: BoardEvent; unsure?: readonly SentEdit[] };

/**
 * Stores an unsaved edit in the browser's tab, so that it survives a reload. Each member has their own on a shared
 * computer; `username` is null for guests.
 */
export class UnsavedEdit {
  readonly #key: string;

  constructor(eventId: string, username: string | null) {
    this.#key = `board.edit.${eventId}${username === null ? '' : `.${username}`}`;
  }

  /** Null if there is none that can be read. */
  read(): Edit | null {
    try {
      return readEdit(JSON.parse(readStored('sessionStorage', this.#key) ?? 'null'));
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
function isSaved({ base, fields, unsure = [] }: Edit, current: BoardEvent): boolean {
  const patch = editOf(
    base,
    fields,
    unsure.map((sent) => sent.fields),
  );
  // In its first version, what was sent may still arrive.
  return current.version > base.version && Object.keys(patch).length > 0 && has(current, patch);
}

function readEdit(stored: unknown): Edit | null {
  const { base, unsure, ...edit } = recordOf(stored);
  if (!isStoredEvent(base)) return null;
  return {
    base,
    ...readSent(edit),
    ...(Array.isArray(unsure) ? { unsure: unsure.map((sent) => readSent(recordOf(sent))) } : {}),
  };
}

function readSent({ fields, which }: Record<string, unknown>): SentEdit {
  return { fields: readValues(fields), which: which === 'all' ? 'all' : 'this' };
}
