import type { FieldError } from '../../shared/problem.ts';
import type { ClockRemark } from './check-event.ts';
import type { FormValues } from './form-values.ts';

/**
 * The schemas and the zone rules are more than half of the page's script and needed only for posting: they are loaded
 * when somebody begins to write.
 */
const loadCheck = () => import('./check-event.ts');

/** Loads what `fieldProblems` needs. */
export function prepareToCheck(): void {
  loadCheck().catch(() => undefined);
}

/** Without a connection, or if a check itself fails, only the server checks. */
async function found<Problem>(check: (by: Awaited<ReturnType<typeof loadCheck>>) => Problem[]): Promise<Problem[]> {
  return loadCheck()
    .then(check)
    .catch(() => []);
}

/** The errors of the form: one message per field, by its name in the API. */
export async function fieldProblems(
  fields: FormValues,
  guestName?: string,
  boardTimeZone?: string,
): Promise<FieldError[]> {
  const problems = await found(({ checkEvent }) => checkEvent(fields, boardTimeZone, guestName));
  if (guestName?.trim() !== '') return problems;
  return [...problems.filter(({ path }) => path !== 'guestName'), { path: 'guestName', message: 'Enter your name.' }];
}

/** Remarks on times near clock changes, before posting. */
export async function remarksOnClocks(fields: FormValues, boardTimeZone: string): Promise<ClockRemark[]> {
  if (fields.day === '' || fields.time === '') return [];
  return found(({ clockRemarks }) => clockRemarks(fields, boardTimeZone));
}
