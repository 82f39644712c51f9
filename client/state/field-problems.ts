import type { FieldError } from '../../shared/problem.ts';
import { writtenOf, type EventFields } from './event-fields.ts';

/** The schemas are a fifth of the page's script, and needed only by who posts: they come when one begins to write. */
const loadCheck = () => import('./check-event.ts');

/** Brings what `fieldProblems` needs. Without a connection it will be the server that checks. */
export function prepareToCheck(): void {
  loadCheck().catch(() => {});
}

/** Messages of our own where the schema's would be true but no help. */
const kinderMessages: Record<string, (fields: EventFields) => string | null> = {
  name: ({ name }) => (name.trim() === '' ? 'Say what it is.' : null),
  start: ({ day }) => (day === '' ? 'Choose a day.' : null),
};

/** What is wrong with the form, by the field's name on the wire, one message each; empty if nothing is. */
export async function fieldProblems(fields: EventFields, guestName?: string): Promise<FieldError[]> {
  const check = await loadCheck().catch(() => null);
  const found = check?.checkEvent({ ...writtenOf(fields), ...(guestName === undefined ? {} : { guestName }) }) ?? [];
  const problems = new Map<string, string>();
  for (const { path, message } of found) {
    // The first says what to do first.
    if (!problems.has(path)) problems.set(path, kinderMessages[path]?.(fields) ?? message);
  }
  if (guestName?.trim() === '') problems.set('guestName', 'Say under which name you post.');
  return [...problems].map(([path, message]) => ({ path, message }));
}
