import type { FieldError } from '../../shared/problem.ts';
import type { ClockRemark } from './check-event.ts';
import type { EventFields } from './event-fields.ts';

/** The schemas and the rules of zones are more than half of the page's whole script, and needed only by who posts: they come when one begins to write. */
const loadCheck = () => import('./check-event.ts');

/** Brings what `fieldProblems` needs. */
export function prepareToCheck(): void {
  loadCheck().catch(() => undefined);
}

/** Without a connection, or where a check itself fails, it is the server that checks. */
async function found<Problem>(check: (by: Awaited<ReturnType<typeof loadCheck>>) => Problem[]): Promise<Problem[]> {
  return loadCheck()
    .then(check)
    .catch(() => []);
}

/** What is wrong with the form, by the field's name on the wire, one message each; empty if nothing is. */
export async function fieldProblems(
  fields: EventFields,
  guestName?: string,
  boardTimeZone?: string,
): Promise<FieldError[]> {
  const problems = await found(({ checkEvent }) => checkEvent(fields, boardTimeZone, guestName));
  if (guestName?.trim() !== '') return problems;
  return [...problems.filter(({ path }) => path !== 'guestName'), { path: 'guestName', message: 'Enter your name.' }];
}

/** What there is to say of times at which clocks are changed, before one posts. */
export async function remarksOnClocks(fields: EventFields, boardTimeZone: string): Promise<ClockRemark[]> {
  if (fields.day === '' || fields.time === '') return [];
  return found(({ clockRemarks }) => clockRemarks(fields, boardTimeZone));
}
