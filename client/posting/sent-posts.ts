import { patchOf } from '../event-form/edited-values.ts';
import { newEventOf, readValues, type FormValues } from '../event-form/form-values.ts';
import type { BoardEvent } from '../../shared/event.ts';

/** The form as somebody sent it. `guestName` is null for members. */
export type SentPost = { fields: FormValues; guestName: string | null };

/** The posts of a draft, which may come from the browser's storage. */
export function readSent(stored: readonly unknown[]): SentPost[] {
  return stored.map((one) => {
    const { fields, guestName } = (one ?? {}) as Record<string, unknown>;
    return { fields: readValues(fields), guestName: typeof guestName === 'string' ? guestName : null };
  });
}

/** Whether an event has what was sent, apart from what only the server can compare. */
export function isContentOf(event: BoardEvent, { fields }: SentPost): boolean {
  return (event.series === null) === (fields.repeats === '') && Object.keys(patchOf(event, fields)).length === 0;
}

/** Whether two posts differ at most in what can be changed of an event. */
export function areAlike(one: SentPost, other: SentPost): boolean {
  return one.guestName === other.guestName && repeatOf(one) === repeatOf(other);
}

function repeatOf({ fields }: SentPost): string {
  return JSON.stringify(newEventOf(fields).repeat ?? null);
}
