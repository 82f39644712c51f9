import { describe, expect, it } from 'vitest';
import {
  foldsOf,
  hoursOf,
  linesOf,
  minutesAt,
  rowAt,
  rowCount,
  showsTime,
  type WeekHours,
} from '../../../../client/board/week/week-hours.ts';
import { layDay } from '../../../../client/board/week/week-layout.ts';
import { pointedAt } from '../../../../client/board/week/pointed.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

const day = '2026-11-27';

function weekOf(...events: [from: string, to: string][]): WeekHours {
  return hoursOf([
    layDay(
      day,
      events.map(([from, to]) => boardEvent({ start: `${day}T${from}`, end: `${day}T${to}` })),
      new Date('2026-11-01T00:00:00Z'),
    ),
  ]);
}

/** “0–2 (2–7) 7–22”, with what is folded in brackets. */
const words = (hours: WeekHours): string =>
  hours.map(({ from, to, folded }) => (folded ? `(${from}–${to})` : `${from}–${to}`)).join(' ');

describe('the hours of a week', () => {
  it('[PAGE-69] are the usual ones, and those in which an event begins or ends', () => {
    expect([
      words(weekOf()),
      words(weekOf(['09:00', '10:00'])),
      words(weekOf(['06:30', '22:05'])),
      words(weekOf(['00:10', '02:00'])),
      words(weekOf(['00:00', '06:00'])),
      words(weekOf(['05:30', '08:00'], ['23:00', '23:50'])),
      words(weekOf(['02:00', '05:00'], ['23:50', '23:55'])),
    ]).toEqual(['7–22', '7–22', '6–23', '0–2 (2–7) 7–22', '0–1 (1–5) 5–22', '5–24', '2–5 (5–7) 7–24']);
  });

  it('[PAGE-69] folded, they are as high as one, and each time has its place', () => {
    const hours = weekOf(['00:30', '02:00']);
    expect([rowCount(hours), linesOf(hours).slice(0, 4), foldsOf(hours)]).toEqual([
      18,
      [1, 2, 7, 8],
      [{ from: 120, to: 420 }],
    ]);
    expect([0, 60, 120, 270, 420, 480, 1320].map((minutes) => rowAt(hours, minutes))).toEqual([0, 1, 2, 2.5, 3, 4, 18]);
    expect([0, 1.5, 2, 2.9, 3, 17.5].map((row) => minutesAt(hours, row))).toEqual([0, 90, null, null, 420, 1290]);
    expect([30, 200, 600, 1400].map((minutes) => showsTime(hours, minutes))).toEqual([true, false, true, false]);
  });

  it('[PAGE-69] no post starts where they are folded', () => {
    const hours = weekOf(['00:30', '02:00']);
    expect([0.05, 0.14, 0.17, 1].map((ratio) => pointedAt(day, ratio, hours)?.minutes ?? null)).toEqual([
      30,
      null,
      420,
      1290,
    ]);
  });
});
