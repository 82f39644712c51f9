import { emptyValues, readValues, type FormValues } from '../event-form/form-values.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { newObjectId } from './object-id.ts';

/** What is typed. `sent`: what was sent under this id without an answer, read by `readSent` of sent-posts.ts. */
export type Draft = { id: string; fields: FormValues; sent: readonly unknown[] };

export function newDraft(fields = emptyValues): Draft {
  return { id: newObjectId(), fields, sent: [] };
}

/** A duplicated tab has a copy of the draft, so the id is stored only once it was sent: until then each tab takes its own. */
export function storeDraft(key: string, draft: Draft | null): void {
  writeStored('sessionStorage', key, draft && JSON.stringify(draft.sent.length > 0 ? draft : { fields: draft.fields }));
}

/** A new draft where there is none that can be read. */
export function readDraft(key: string): Draft {
  try {
    const { id, fields, sent = [] } = JSON.parse(readStored('sessionStorage', key) ?? '{}') as Record<string, unknown>;
    const draft = newDraft(readValues(fields));
    return /^[0-9a-f]{24}$/.test(String(id)) && Array.isArray(sent) ? { ...draft, id: String(id), sent } : draft;
  } catch {
    return newDraft();
  }
}
