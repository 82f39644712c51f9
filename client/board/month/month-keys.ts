import { addDays } from '../../../shared/days.ts';
import { readingKey } from '../../ui/reading-key.ts';
import { endOfWeek, startOfWeek, type Weekday } from '../../words/weeks.ts';
import { addMonths, lastDayOf } from './month-grid.ts';

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Keys that move from day to day, as in the date picker of the ARIA Authoring Practices, read from the left. */
const moves: Readonly<Record<string, (day: string, first: Weekday) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: startOfWeek,
  End: endOfWeek,
  PageUp: (day) => inMonth(day, -1),
  PageDown: (day) => inMonth(day, 1),
};

/** The day that a key leads to; null for other keys. */
export function dayReached(
  { key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress,
  from: string,
  first: Weekday,
  direction = 'ltr',
): string | null {
  if (ctrlKey || metaKey || altKey || shiftKey) return null;
  return moves[readingKey(key, direction)]?.(from, first) ?? null;
}

/** The same day of another month, or its last day if it has no such day. */
function inMonth(day: string, by: number): string {
  const month = addMonths(day.slice(0, 7), by);
  const wanted = month + day.slice(7);
  const last = lastDayOf(month);
  return wanted < last ? wanted : last;
}
