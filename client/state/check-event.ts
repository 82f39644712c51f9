import { EventReplacement, NewEvent } from '../../shared/event.ts';
import type { FieldError } from '../../shared/problem.ts';

/** What the server would refuse of an input, found out without asking it. Loaded when a form is first sent. */
export function checkEvent(input: object, isNew: boolean): FieldError[] {
  const result = (isNew ? NewEvent : EventReplacement).safeParse(input);
  return result.success ? [] : result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}
