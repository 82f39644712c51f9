import { readStored, writeStored } from '../ui/browser-storage.ts';
import { Observable } from '../../shared/observable.ts';

/** How one reads times and calendars; '' is as one's language has it. */
export type Preferences = {
  /** A clock of twelve or of twenty-four hours. */
  clock: '' | '12' | '24';
  /** The day that weeks begin with, by its number in ISO 8601: Monday, Saturday, Sunday. */
  weekStart: '' | '1' | '6' | '7';
};

const known: { [Name in keyof Preferences]: readonly Preferences[Name][] } = {
  clock: ['12', '24'],
  weekStart: ['1', '6', '7'],
};
const listeners = new Observable();

function read<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  const stored = readStored('localStorage', `board.${name}`);
  return known[name].find((value) => value === stored) ?? ('' as Preferences[Name]);
}

const chosen: Preferences = { clock: read('clock'), weekStart: read('weekStart') };

/** What is in force in this page. It is kept in this browser, for guests as well as for members. */
export const preferences: Readonly<Preferences> = chosen;

/** From now on, and when one comes back. */
export function prefer(choice: Partial<Preferences>): void {
  Object.assign(chosen, choice);
  for (const [name, value] of Object.entries(choice)) writeStored('localStorage', `board.${name}`, value || null);
  listeners.notify();
}

/** For this page only: what its address asks for counts more than what this browser keeps. Answers how to undo it. */
export function useClock(clock: Preferences['clock']): () => void {
  if (clock !== '') chosen.clock = clock;
  return () => {
    chosen.clock = read('clock');
  };
}

export function onPreferences(listener: () => void): () => void {
  return listeners.subscribe(listener);
}

/** What a format of `Intl` needs for the chosen clock. Not `hour12`: with that some engines say 24:15 and 0:15 am. */
export function hoursOf(clock: Preferences['clock']): Intl.DateTimeFormatOptions {
  return clock === '' ? {} : clock === '12' ? { hourCycle: 'h12' } : { hourCycle: 'h23' };
}
