import { readStored, writeStored } from '../ui/browser-storage.ts';
import { Observable } from '../../shared/observable.ts';

/** How a viewer wants times, calendars and letters. '' follows their language; of the letters it is the usual type. */
export type Preferences = {
  /** A 12-hour or 24-hour clock. */
  clock: '' | '12' | '24';
  /** The first day of the week by its ISO 8601 number: Monday, Saturday or Sunday. */
  weekStart: '' | '1' | '6' | '7';
  /** A typeface with letters that are hard to mistake for each other. */
  type: '' | 'legible';
};

const known: { [Name in keyof Preferences]: readonly Preferences[Name][] } = {
  clock: ['12', '24'],
  weekStart: ['1', '6', '7'],
  type: ['legible'],
};
const listeners = new Observable();

function read<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  const stored = readStored('localStorage', `board.${name}`);
  return known[name].find((value) => value === stored) ?? ('' as Preferences[Name]);
}

const chosen: Preferences = { clock: read('clock'), weekStart: read('weekStart'), type: read('type') };

/** The preferences in force on this page. The browser stores them, for guests and members. */
export const preferences: Readonly<Preferences> = chosen;

/** Applies a choice and stores it. */
export function prefer(choice: Partial<Preferences>): void {
  Object.assign(chosen, choice);
  for (const [name, value] of Object.entries(choice)) writeStored('localStorage', `board.${name}`, value || null);
  listeners.notify();
}

/** For this page only: the clock in its address overrides the stored one. Returns a function that undoes it. */
export function useClock(clock: Preferences['clock']): () => void {
  if (clock !== '') chosen.clock = clock;
  return () => {
    chosen.clock = read('clock');
  };
}

export function onPreferences(listener: () => void): () => void {
  return listeners.subscribe(listener);
}

/** `Intl` options for a clock. Not `hour12`: with it some engines write 24:15 and 0:15 am. */
export function hoursOf(clock: Preferences['clock']): Intl.DateTimeFormatOptions {
  return clock === '' ? {} : clock === '12' ? { hourCycle: 'h12' } : { hourCycle: 'h23' };
}
