import { NewEvent } from '../../shared/event.ts';
import { isDay } from '../../shared/local-time.ts';
import type { FieldError } from '../../shared/problem.ts';
import { comesTwice, gapProblem } from '../../shared/zoned-time.ts';
import { twiceNote } from './clock-note.ts';
import { newEventOf, writtenOf, type FormValues } from './form-values.ts';

/** Messages that help more than the schema's. */
const kinderMessages: Record<string, (fields: FormValues) => string | null> = {
  name: ({ name }) => (name.trim() === '' ? 'Give it a title.' : null),
  start: ({ day }) => (day === '' ? 'Choose a day.' : null),
  'repeat.until': ({ repeatUntil }) => (repeatUntil === '' ? 'Enter the last day.' : null),
  'repeat.count': ({ repeatTimes }) =>
    Number(repeatTimes) < 2 || !Number.isInteger(Number(repeatTimes)) ? 'Enter how many times: 2 or more.' : null,
};

/**
 * What the server would refuse, checked without a request: one message per field, by its name in the API.
 * `boardTimeZone` is what an empty zone means; undefined until it is known.
 */
export function checkEvent(
  fields: FormValues,
  boardTimeZone: string | undefined,
  guestName: string | undefined,
): FieldError[] {
  const parsed = NewEvent.safeParse({ ...newEventOf(fields), ...(guestName === undefined ? {} : { guestName }) });
  const found = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const skipped = clockRemarks(fields, boardTimeZone).filter(({ refused }) => refused);
  const problems = new Map<string, string>();
  for (const { path, message } of [...found, ...skipped]) {
    // The first message of a field is the most useful.
    if (!problems.has(path)) problems.set(path, kinderMessages[path]?.(fields) ?? message);
  }
  return [...problems].map(([path, message]) => ({ path, message }));
}

/** A remark on a time near a clock change; `refused` if the time does not exist. */
export type ClockRemark = FieldError & { refused: boolean };

export function clockRemarks(fields: FormValues, boardTimeZone: string | undefined): ClockRemark[] {
  const { start, end } = writtenOf(fields);
  const timeZone = fields.timeZone === '' ? boardTimeZone : fields.timeZone;
  if (timeZone === undefined) return [];
  return (
    [
      ['start', start],
      ['end', end],
    ] as const
  ).flatMap(([path, time]): ClockRemark[] => {
    if (time === null || fields.time === '' || !isDay(time.slice(0, 10))) return [];
    const gap = gapProblem(time, timeZone);
    if (gap !== null) return [{ path, message: gap, refused: true }];
    return comesTwice(time, timeZone) ? [{ path, message: twiceNote(time), refused: false }] : [];
  });
}
