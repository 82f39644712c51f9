import { language } from '../words/format.ts';
import { hoursOf, preferences } from '../words/preferences.ts';

export type ZoneClock = {
  /** “3:20 PM”. */
  time(instant: Date): string;
  /** “Monday, November 23”. */
  day(instant: Date): string;
  /** “3:20 PM”, or “Mon, 3:20 PM” if it is not today. */
  asOf(instant: Date, now: Date): string;
};

/** A clock in a time zone, in the viewer's language, with the chosen number of hours. */
export function zoneClock(timeZone: string): ZoneClock {
  const key = `${timeZone} ${preferences.clock}`;
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const hours = hoursOf(preferences.clock);
  const time = new Intl.DateTimeFormat(language, { timeZone, hour: 'numeric', minute: '2-digit', ...hours });
  const day = new Intl.DateTimeFormat(language, { timeZone, weekday: 'long', month: 'long', day: 'numeric' });
  const timeAndDay = new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...hours,
  });
  const clock: ZoneClock = {
    time: (instant) => time.format(instant),
    day: (instant) => day.format(instant),
    asOf: (instant, now) => (day.format(instant) === day.format(now) ? time : timeAndDay).format(instant),
  };
  clocks.set(key, clock);
  return clock;
}

const clocks = new Map<string, ZoneClock>();
