import { afterEach, describe, expect, it, vi } from 'vitest';
import { Editing } from '../../client/state/editing.ts';
import { emptyFields, fieldsOf, patchOf, writtenOf } from '../../client/state/event-fields.ts';
import { readSelection } from '../../client/state/read-selection.ts';
import { endOfWeek } from '../../client/state/calendar.ts';
import { filterOf, seriesShownIn, writeSelection } from '../../client/state/selection.ts';
import { differences, rebased } from '../../client/state/versions.ts';
import { boardEvent } from '../support/stored-event.ts';

describe('an event in its form', () => {
  it.each([
    { start: '2026-12-01', end: null }, { start: '2026-12-01', end: '2026-12-03' },
    { start: '2026-12-01T18:30', end: null }, { start: '2026-12-01T18:30', end: '2026-12-01T20:00' }, { start: '2026-12-01T23:00', end: '2026-12-02T01:00' },
  ])('[PAGE-3] comes out as it went in: $start to $end', (times) => {
    const event = boardEvent(times);
    expect(writtenOf(fieldsOf(event))).toMatchObject(times);
    expect(patchOf(event, fieldsOf(event))).toEqual({});
  });

  it('[PAGE-3] an end time alone is on the same day', () => {
    expect(writtenOf({ ...emptyFields, day: '2026-12-01', time: '18:30', endTime: '20:00' }).end).toBe('2026-12-01T20:00');
  });

  it('[PAGE-3] a patch has only what was changed, an emptied field among it', () => {
    const event = boardEvent();
    expect(patchOf(event, { ...fieldsOf(event), place: '', name: 'Choir' })).toEqual({ place: '', name: 'Choir' });
  });

  it('[PAGE-3] after a conflict, what one typed stays over what they saved', () => {
    const base = boardEvent({ name: 'Choir', place: 'Hall' });
    const theirs = boardEvent({ name: 'Choir', place: 'Library', version: 2 });
    const mine = rebased({ ...fieldsOf(base), name: 'Choir rehearsal' }, base, theirs);
    expect(mine).toMatchObject({ name: 'Choir rehearsal', place: 'Library' });
    expect(differences({ ...theirs, name: mine.name }, theirs)).toEqual([{ label: 'What', mine: 'Choir rehearsal', theirs: 'Choir' }]);
  });
});

describe('saving', () => {
  afterEach(() => { vi.unstubAllGlobals(); });

  it('[PAGE-3] where the check fails, the server is asked all the same', async () => {
    const event = boardEvent({ timeZone: 'Nowhere/Land', start: '2026-12-01T18:30', end: null });
    const answered = vi.fn(async () => new Response(JSON.stringify({ event: { ...event, name: 'Choir', version: 2 } }), { headers: { 'content-type': 'application/json' } }));
    vi.stubGlobal('fetch', answered);
    const editing = new Editing(event);
    editing.write({ ...editing.fields, name: 'Choir' });
    await editing.save();
    expect([answered.mock.calls.length, editing.state]).toMatchObject([1, { state: 'done', event: { name: 'Choir' } }]);
  });
});

describe('what the address selects', () => {
  it('[PAGE-4] comes back as it was written', () => {
    const selection = { q: 'choir & chess', author: 'Lena', from: '2026-12-01', sort: '-name', limit: 20 } as const;
    expect(readSelection(new URLSearchParams(writeSelection(selection).toString()))).toEqual(selection);
  });

  it('[PAGE-4] leaves out what is not valid, and shows more rather than nothing', () => {
    expect(readSelection(new URLSearchParams('q=choir&from=tomorrow&limit=9999&sort=x&nonsense=1&__proto__=2'))).toEqual({ q: 'choir' });
  });

  it('[PAGE-4] this week ends on Sunday', () => {
    expect(['2026-11-23', '2026-11-29', '2026-12-31'].map((day) => endOfWeek(day, 1))).toEqual(['2026-11-29', '2026-11-29', '2027-01-03']);
    expect(filterOf({ view: 'week', q: 'x' }, '2026-11-25', 1)).toMatchObject({ q: 'x', from: '2026-11-25', to: '2026-11-29' });
  });

  it('[PAGE-25] this week ends with the viewer’s week', () => {
    expect(([1, 7, 6] as const).map((first) => filterOf({ view: 'week' }, '2026-11-25', first).to)).toEqual(['2026-11-29', '2026-11-28', '2026-11-27']);
    expect(([1, 7, 6] as const).map((first) => endOfWeek('2026-11-28', first))).toEqual(['2026-11-29', '2026-11-28', '2026-12-04']);
  });

  it('[PAGE-24] a month in the address is one that there is, with days of four digits all around', () => {
    const read = (month: string) => readSelection(new URLSearchParams({ view: 'month', month })).month;
    for (const month of ['2026-12', '1000-01', '9999-11']) expect(read(month)).toBe(month);
    for (const month of ['2026-13', '2026-00', '2026-1', 'december', '0999-12', '9999-12', '2026-12-01', '']) expect(read(month)).toBeUndefined();
  });

  it('[PAGE-26] only who looks for nothing in particular sees the next dates instead of all', () => {
    for (const selection of [{}, { author: 'Lena' }, { limit: 20 }, { q: '' }]) expect(seriesShownIn(selection)).toBe('next');
    for (const selection of [{ q: 'choir' }, { name: 'Choir' }, { from: '2026-12-01' }, { to: '2026-12-01' }, { view: 'week' }, { view: 'month' }, { sort: 'name' }] as const) expect(seriesShownIn(selection)).toBe('all');
  });
});
