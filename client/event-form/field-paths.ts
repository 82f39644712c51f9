import type { FormValues } from './form-values.ts';

type FormField = {
  /** The path of its errors in the API; null if the API has no field of its own for it. */
  path: string | null;
  /** For a field behind “More”: what unfolds it. */
  unfoldedBy?: 'value or error' | 'error';
};

const formFields: Record<keyof FormValues, FormField> = {
  sentence: { path: null },
  byHand: { path: null },
  name: { path: 'name' },
  when: { path: null },
  day: { path: 'start' },
  time: { path: 'start' },
  place: { path: 'place' },
  category: { path: 'category' },
  endDay: { path: 'end', unfoldedBy: 'value or error' },
  endTime: { path: 'end', unfoldedBy: 'value or error' },
  link: { path: 'link', unfoldedBy: 'value or error' },
  picture: { path: 'picture' },
  pictureAlt: { path: 'picture.alt' },
  details: { path: 'details', unfoldedBy: 'value or error' },
  // Every existing event has a zone, so its value unfolds nothing.
  timeZone: { path: 'timeZone', unfoldedBy: 'error' },
  repeats: { path: null, unfoldedBy: 'value or error' },
  // These mean nothing while `repeats` is empty.
  repeatEnds: { path: null, unfoldedBy: 'error' },
  repeatTimes: { path: 'repeat.count', unfoldedBy: 'error' },
  repeatUntil: { path: 'repeat.until', unfoldedBy: 'error' },
};

/** The paths of errors that the form shows at a field. */
export const errorPaths: readonly string[] = pathsOf(Object.values(formFields));
const pathsBehindMore: readonly string[] = pathsOf(Object.values(formFields).filter((field) => 'unfoldedBy' in field));

function pathsOf(fields: FormField[]): string[] {
  return fields.flatMap(({ path }) => path ?? []);
}

/** The paths of the errors that a change of the field with this id may correct. A date in words fills start and end. */
export function pathsCorrectedBy(id: string): readonly string[] {
  if (id === 'sentence') return ['name', 'start', 'end', 'place'];
  if (id === 'when') return ['start', 'end'];
  return [id in formFields ? (formFields[id as keyof FormValues].path ?? id) : id];
}

/** Whether an error with this path is shown behind “More”. */
export function isBehindMore(path: string): boolean {
  return pathsBehindMore.includes(path);
}

/** Whether a field behind “More” has a value that people need to see. */
export function needsMore(fields: FormValues): boolean {
  return Object.entries(formFields).some(
    ([name, { unfoldedBy }]) => unfoldedBy === 'value or error' && fields[name as keyof FormValues] !== '',
  );
}
