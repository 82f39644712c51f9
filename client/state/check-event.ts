import { NewEvent } from '../../shared/event.ts';
import type { FieldError } from '../../shared/problem.ts';

/** What the server would refuse of an event, found out without asking it. */
export function checkEvent(input: object): FieldError[] {
  const parsed = NewEvent.safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}
