import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { Blob, Face, Font, Variation } from 'harfbuzzjs';
import decompress from 'woff2-encoder/decompress';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AgendaBuilder } from '../../../client/board/agenda.ts';
import { addressLines } from '../../../client/projector/join-address.ts';
import { ActionQueue } from '../../../client/projector/action-queue.ts';
import { actionOf } from '../../../client/projector/projector-actions.ts';
import { paginate, type MeasuredRow } from '../../../client/projector/projector-pages.ts';
import { ProjectorRepair, type Fault } from '../../../client/projector/projector-repair.ts';
import { chooseEvents, maxShown, nextEvent, projectorRow } from '../../../client/projector/projector-rows.ts';
import { readProjectorSettings, resized } from '../../../client/projector/projector-settings.ts';
import { shortened } from '../../../client/words/shortened.ts';
import { capHeight, quietSize, reachOf, stepFor, typeSizes } from '../../../client/projector/projector-type.ts';
import { isOnlyHere, qrPath } from '../../../client/ui/qr-path.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const now = new Date('2026-11-23T14:20:00Z');
const today = '2026-11-23';

function event(digit: string, overrides: Partial<BoardEvent> = {}): BoardEvent {
  return boardEvent({ id: digit.repeat(24), timeZone: 'UTC', ...overrides });
}

/** An event at a time of the day, in UTC. */
function at(digit: string, start: string, overrides: Partial<BoardEvent> = {}): BoardEvent {
  const allDay = !start.includes('T');
  const startsAt = new Date(allDay ? `${start}T00:00Z` : `${start}Z`);
  const endsAt = allDay ? new Date(startsAt.getTime() + 86_400_000) : startsAt;
  return event(digit, { start, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), ...overrides });
}

function chosen(events: BoardEvent[]): string {
  const builder = new AgendaBuilder();
  builder.reset(events, today);
  return chooseEvents(builder.build().upcoming, now)
    .events.map(({ id }) => id[0])
    .join('');
}

describe('the projector’s type', () => {
  it('[PROJECTOR-1] names subtend 20 minutes of arc at six picture heights, nothing is under 4 vh', () => {
    const { step } = readProjectorSettings(new URLSearchParams());
    const size = typeSizes[step]!;
    const arcMinutes = Math.atan(((size / 100) * capHeight) / 6) * (180 / Math.PI) * 60;
    expect(size).toBeCloseTo(5.2, 0);
    expect(arcMinutes).toBeGreaterThanOrEqual(20);
    for (const one of typeSizes)
      expect([one >= 4, quietSize(one) >= 4, quietSize(one) <= one]).toEqual([true, true, true]);
  });

  it.for(['bricolage-grotesque', 'atkinson-hyperlegible-next'])(
    '[PROJECTOR-1] the capitals of %s, as bold as in names, are as high as the type counts on',
    async (name) => {
      const file = `@fontsource-variable/${name}/files/${name}-latin-wght-normal.woff2`;
      const face = new Face(
        new Blob(await decompress(await readFile(join(import.meta.dirname, '../../../node_modules', file)))),
      );
      const font = new Font(face);
      font.setVariations([new Variation('wght', 700)]);
      const { yBearing } = font.glyphExtents(font.nominalGlyph('H'.codePointAt(0)!)!)!;
      expect(yBearing / face.upem).toBeGreaterThanOrEqual(capHeight);
    },
  );

  it('[PROJECTOR-1] at any distance the type is the smallest that can be read, or the largest there is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 30, noNaN: true }), (distance) => {
        const step = stepFor(distance);
        expect(step === 0 || reachOf(typeSizes[step]!) >= distance).toBe(true);
        const smaller = typeSizes[step + 1];
        if (smaller !== undefined) expect(reachOf(smaller)).toBeLessThan(distance);
      }),
    );
  });

  it('[PROJECTOR-1] the address sets distance and picture height in any unit; invalid values get the default', () => {
    const step = (query: string): number => readProjectorSettings(new URLSearchParams(query)).step;
    expect(step('distance=9&height=1.5')).toBe(step(''));
    expect(step('distance=9,0&height=1,5')).toBe(step(''));
    expect(step('distance=12')).toBeLessThan(step(''));
    expect(step('distance=3')).toBe(typeSizes.length - 1);
    for (const nonsense of ['distance=far', 'distance=-1', 'distance=', 'height=0', 'distance=1e9', 'distance=NaN'])
      expect(step(nonsense), nonsense).toBe(step(''));
    expect(readProjectorSettings(new URLSearchParams('theme=light&seconds=20'))).toMatchObject({
      theme: 'light',
      pageMs: 20_000,
    });
    expect(readProjectorSettings(new URLSearchParams('theme=loud&seconds=0'))).toMatchObject({
      theme: 'dark',
      pageMs: 12_000,
    });
  });

  it('[PROJECTOR-13] the address sets a 12-hour or 24-hour clock; invalid values get the browser’s', () => {
    expect(
      ['clock=24', 'clock=12', '', 'clock=13'].map((query) => readProjectorSettings(new URLSearchParams(query)).clock),
    ).toEqual(['24', '12', '', '']);
  });

  it('[PROJECTOR-1] + and − walk through every size and back, and leave the rest of the address alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 1.2, 1.5, 2.4),
        fc.integer({ min: 0, max: typeSizes.length - 1 }),
        (height, from) => {
          let query = new URLSearchParams({
            theme: 'light',
            height: String(height),
            distance: String(reachOf(typeSizes[from]!) * height - 0.01),
          });
          const seen = [readProjectorSettings(query).step];
          for (let press = 0; press < typeSizes.length; press++)
            seen.push(readProjectorSettings((query = resized(query, 1))).step);
          for (let press = 0; press < typeSizes.length; press++)
            seen.push(readProjectorSettings((query = resized(query, -1))).step);
          const up = Array.from({ length: typeSizes.length }, (_, press) => Math.max(from - press - 1, 0));
          const down = Array.from({ length: typeSizes.length }, (_, press) =>
            Math.min(press + 1, typeSizes.length - 1),
          );
          expect(seen).toEqual([from, ...up, ...down]);
          expect([query.get('theme'), query.get('height')]).toEqual(['light', String(height)]);
        },
      ),
    );
  });
});

describe('the projector’s pages', () => {
  const heights = fc
    .array(fc.integer({ min: 5, max: 150 }), { minLength: 2, maxLength: 8 })
    .map((list) => list.sort((a, b) => b - a));
  const rows = fc
    .array(heights, { maxLength: 40 })
    .map((all) => all.map((list, index): MeasuredRow => ({ id: `row ${index}`, heights: list })));

  it('[PROJECTOR-4] hold every event once and in order, and as many as fit', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 40, max: 100 }), fc.integer({ min: 0, max: 5 }), (measured, room, gap) => {
        const pages = paginate(measured, room, gap);
        const heightOf = ({ id, step }: { id: string; step: number }): number =>
          measured.find((row) => row.id === id)!.heights[step]!;
        const used = pages.map((page) => page.reduce((sum, row) => sum + heightOf(row), 0) + gap * (page.length - 1));
        expect(pages.flat().map(({ id }) => id)).toEqual(measured.map(({ id }) => id));
        for (const [index, page] of pages.entries()) {
          if (page.length > 1) expect(used[index]).toBeLessThanOrEqual(room);
          const next = pages[index + 1]?.[0];
          if (next !== undefined) expect(used[index]! + gap + heightOf(next)).toBeGreaterThan(room);
        }
      }),
    );
  });

  it('[PROJECTOR-2] a row shrinks only as far as it must: first its type, finally it has a page with only its name', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 40, max: 100 }), (measured, room) => {
        for (const { id, step } of paginate(measured, room, 1).flat()) {
          const { heights: all } = measured.find((row) => row.id === id)!;
          const [floor, bare] = [all.length - 2, all.length - 1];
          if (step < floor) expect(all[step]).toBeLessThanOrEqual(room / 2);
          if (step === floor) expect(all[step]).toBeLessThanOrEqual(room);
          if (step === bare) expect(all[floor]).toBeGreaterThan(room);
          if (step > 0) expect(all[Math.min(step, floor) - (step <= floor ? 1 : 0)]).toBeGreaterThan(room / 2);
        }
      }),
    );
  });
});

describe('what the projector shows', () => {
  it('[PROJECTOR-4] what runs now first, then pinned, then upcoming events by day and time; no past ones', () => {
    const events = [
      at('a', '2026-11-23T14:00'),
      at('b', '2026-11-23T13:00'),
      at('c', '2026-11-23'),
      at('d', '2026-11-22'),
      at('e', '2026-12-01T10:00', { pinned: true }),
      at('f', '2026-11-23T09:00', { end: '2026-11-23T16:00', endsAt: '2026-11-23T16:00:00.000Z' }),
      at('0', '2026-11-24'),
      at('1', '2026-11-20', { end: '2026-11-25', endsAt: '2026-11-26T00:00:00.000Z' }),
      at('2', '2026-11-22T23:00', { pinned: true }),
    ];
    // f and a run. b began more than an hour ago and says no end; d and 2 were yesterday.
    expect(chosen(events)).toBe('fae1c0');
  });

  it('[PROJECTOR-4] events too far ahead are counted, not shown; pinned ones are always shown', () => {
    const builder = new AgendaBuilder();
    const many = Array.from({ length: maxShown + 20 }, (_, n) =>
      at('a', `2026-12-01T${String(n % 24).padStart(2, '0')}:00`, { id: String(n).padStart(24, '0') }),
    );
    builder.reset([...many, at('f', '2027-01-01', { pinned: true })], today);
    const { events, later } = chooseEvents(builder.build().upcoming, now);
    expect([events.length, later, events[0]!.id[0]]).toEqual([maxShown, 21, 'f']);
  });

  it('[PROJECTOR-4] the next is the first that has not begun, is not cancelled and has a time', () => {
    const events = [
      at('a', '2026-11-23'),
      at('b', '2026-11-23T14:00'),
      at('c', '2026-11-23T15:00', { cancelled: true }),
      at('d', '2026-11-24T08:00'),
      at('e', '2026-11-23T18:00'),
    ];
    expect(nextEvent(events, now)?.id[0]).toBe('e');
    expect(nextEvent(events.slice(0, 3), now)).toBeNull();
  });

  it('[PROJECTOR-4] a row says when, in the words of today', () => {
    const when = (start: string, overrides: Partial<BoardEvent> = {}): string => {
      const {
        when: { first, second },
      } = projectorRow(at('a', start, overrides), { today, now, next: null });
      return `${first}, ${second}`;
    };
    expect(when('2026-11-23')).toBe('Today, All day');
    expect(when('2026-11-23T15:00')).toMatch(/^3:00\sPM, in 40 min$/);
    expect(when('2026-11-23T15:00', { cancelled: true })).toMatch(/^3:00\sPM, Today$/);
    expect(when('2026-11-23T14:00')).toMatch(/^2:00\sPM, now$/);
    expect(when('2026-11-23T20:00')).toMatch(/^8:00\sPM, Today$/);
    expect(when('2026-11-21', { end: '2026-11-25' })).toBe('Today, continues');
    expect(when('2026-11-24T09:00')).toMatch(/^Tomorrow, 9:00\sAM$/);
    expect(when('2026-11-28')).toBe('Saturday, All day');
    expect(when('2026-11-30')).toBe('Mon, Nov 30, All day');
    expect(when('2027-11-30')).toBe('Tue, Nov 30, 2027, All day');
  });

  it('[PROJECTOR-4] what runs now is marked, with a time and not cancelled', () => {
    const runs = (start: string, overrides: Partial<BoardEvent> = {}): unknown => {
      const { running, when } = projectorRow(at('a', start, overrides), { today, now, next: null });
      return [running, when.second];
    };
    const untilFour = { end: '2026-11-23T16:00', endsAt: '2026-11-23T16:00:00.000Z' };
    expect(runs('2026-11-23T14:00')).toEqual([true, 'now']);
    expect(runs('2026-11-22T20:00', untilFour)).toEqual([true, 'now']);
    expect(runs('2026-11-23T14:00', { cancelled: true })).toEqual([false, 'Today']);
    expect(runs('2026-11-23T15:00')).toEqual([false, 'in 40 min']);
    expect(runs('2026-11-23')).toEqual([false, 'All day']);
  });

  it('[PROJECTOR-20] on an archived board no event is marked as running, soon or next', () => {
    const rowOf = (start: string): unknown => {
      const one = at('a', start);
      const { running, when, marks } = projectorRow(one, { today, now, next: one, archived: true });
      return [running, when.second, marks];
    };
    expect(rowOf('2026-11-23T14:00')).toEqual([false, 'Today', []]);
    expect(rowOf('2026-11-23T15:00')).toEqual([false, 'Today', []]);
  });

  it('[PROJECTOR-2] names of events are shown in full; places and people are cut at a word, never inside a character', () => {
    const row = projectorRow(
      at('a', '2026-11-24', {
        name: 'n'.repeat(120),
        place: 'word '.repeat(40).trim(),
        author: { name: '👩‍👩‍👧'.repeat(40), member: false },
      }),
      { today, now, next: null },
    );
    expect([row.name.length, row.about]).toEqual([120, `${'word '.repeat(11).trim()}…`]);
    expect(row.from).toBe(`from ${'👩‍👩‍👧'.repeat(29)}…`);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 5, max: 60 }), (text, max) => {
        const short = shortened(text, max);
        const count = (value: string): number => [...new Intl.Segmenter().segment(value)].length;
        expect(count(short)).toBeLessThanOrEqual(max);
        if (count(text) <= max) expect(short).toBe(text);
        else expect(text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });
});

describe('the join panel', () => {
  it('[PROJECTOR-10] shows the address without the parts that need no typing, and where a line can break', () => {
    expect(addressLines('https://board.school/')).toEqual(['board.', 'school']);
    expect(addressLines('http://192.168.1.20:3000/b/chess-club')).toEqual([
      '192.',
      '168.',
      '1.',
      '20:3000/',
      'b/',
      'chess-club',
    ]);
  });

  it('[PROJECTOR-10] detects an address that phones cannot open', () => {
    const all = [
      'http://localhost:3000/',
      'http://127.0.0.1/',
      'http://[::1]:3000/b/x',
      'https://board.school/',
      'http://192.168.1.20:3000/',
      'http://localhost.example/',
      'http://127.example/',
    ];
    expect(all.filter(isOnlyHere)).toEqual(all.slice(0, 3));
  });

  it('[PROJECTOR-10] draws a code with the quiet zone of four modules, in whole runs, larger for a longer address', () => {
    const { side, path } = qrPath('https://board.school/');
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map(
      ([, x, y, length]) => [Number(x), Number(y), Number(length)] as const,
    );
    expect(runs.map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('')).toBe(path);
    expect([
      Math.min(...runs.map(([x]) => x)),
      Math.min(...runs.map(([, y]) => y)),
      Math.max(...runs.map(([x, , length]) => x + length)),
      Math.max(...runs.map(([, y]) => y)) + 1,
    ]).toEqual([4, 4, side - 4, side - 4]);
    expect(qrPath(`https://board.school/${'x'.repeat(60)}`).side).toBeGreaterThan(side);
  });
});

describe('the presenter’s keys', () => {
  const press = (key: string, more: object = {}) =>
    actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

  it('[PROJECTOR-11] keys, also of remote controls, trigger their actions; the browser’s own shortcuts are left alone', () => {
    expect(
      ['ArrowRight', 'PageDown', 'PageUp', ' ', 'J', 'j', '+', '=', '-', 'F', '?'].map((key) => press(key)),
    ).toEqual([
      'next',
      'next',
      'previous',
      'pause',
      'join',
      'join',
      'larger',
      'larger',
      'smaller',
      'full-screen',
      'help',
    ]);
    expect([
      press('f', { ctrlKey: true }),
      press('+', { metaKey: true }),
      press('Tab'),
      press('x'),
      press('ArrowRight', { repeat: true }),
    ]).toEqual([null, null, null, null, null]);
  });
});

describe('actions in quick succession', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('[PROJECTOR-12] run one after another, and only the first few of them', () => {
    vi.useFakeTimers();
    const done: [task: number, at: number][] = [];
    const paced = new ActionQueue({ minPauseMs: 200, maxWaiting: 3 });
    const begun = Date.now();
    for (let task = 0; task < 10; task++) paced.do(() => done.push([task, Date.now() - begun]));
    vi.advanceTimersByTime(5_000);
    expect(done).toEqual([
      [0, 0],
      [1, 200],
      [2, 400],
      [3, 600],
    ]);
    paced.do(() => done.push([10, 0]));
    paced.do(() => done.push([11, 0]));
    paced.stop();
    vi.advanceTimersByTime(5_000);
    expect(done.map(([task]) => task)).toEqual([0, 1, 2, 3, 10]);
  });
});

describe('an unattended page', () => {
  const none: Record<Fault, boolean> = { outdated: false, missing: false, stuck: false, broken: false };

  it('[PROJECTOR-9] takes a new build at a quiet moment, and at the latest after ten minutes', () => {
    const repair = new ProjectorRepair();
    const outdated = { ...none, outdated: true };
    expect(repair.isDue(outdated, false, 0)).toBe(false);
    expect(repair.isDue(outdated, false, 9 * 60_000)).toBe(false);
    expect(repair.isDue(outdated, true, 9 * 60_000)).toBe(true);
    expect(repair.isDue(outdated, false, 10 * 60_000)).toBe(true);
  });

  it('[PROJECTOR-9] reloads when it is stuck, broken or without its board for a while, not when that passes', () => {
    for (const fault of ['missing', 'stuck', 'broken'] as const) {
      const repair = new ProjectorRepair();
      expect([fault, repair.isDue({ ...none, [fault]: true }, true, 0)]).toEqual([fault, false]);
      expect([fault, repair.isDue(none, true, 3_000)]).toEqual([fault, false]);
      expect([fault, repair.isDue({ ...none, [fault]: true }, true, 6_000)]).toEqual([fault, false]);
      expect([fault, repair.isDue({ ...none, [fault]: true }, true, 40_000)]).toEqual([fault, true]);
    }
    expect(new ProjectorRepair().isDue(none, true, 1e9)).toBe(false);
  });
});
