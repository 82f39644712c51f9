import { formatEndTime, formatShortDay, formatStart } from '../words/format.ts';
import { startAndEnd, type FormValues } from './form-values.ts';
import { boardNow } from '../api/board-time.ts';

/** “Fri, Nov 27”. */
export function shortDaySaid({ day }: FormValues, today = boardNow().toISOString()): string {
  return formatShortDay(day, today);
}

/** “7:00 PM – 9:00 PM”, “All day”. */
export function timeSaid(fields: FormValues): string {
  const { start, end } = startAndEnd(fields);
  const until = formatEndTime({ start, end }, start);
  return [formatStart({ start }), until].filter((part) => part !== null).join(' – ');
}

const rhythms: Record<string, string> = {
  week: 'Every week',
  week2: 'Every second week',
  date: 'Every month',
  weekday: 'Every month',
};

/** “Every week, 10 times”; null if it does not repeat. */
export function repeatsSaid({ repeats, repeatEnds, repeatTimes, repeatUntil }: FormValues): string | null {
  const rhythm = rhythms[repeats];
  if (rhythm === undefined) return null;
  if (repeatEnds === '') return `${rhythm}, ${repeatTimes} times`;
  return repeatUntil === '' ? rhythm : `${rhythm} until ${formatShortDay(repeatUntil, '')}`;
}
