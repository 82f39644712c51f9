import { afterEach, describe, expect, it, vi } from 'vitest';
import { Editing } from '../../../client/event/editing.ts';
import { formValuesOf, patchOf } from '../../../client/event-form/edited-values.ts';
import { isBehindMore, needsMore } from '../../../client/event-form/field-paths.ts';
import { emptyValues, writtenOf } from '../../../client/event-form/form-values.ts';
import { UnsavedEdit, type Edit } from '../../../client/event/unsaved-edit.ts';
import { readSelection } from '../../../client/board/read-selection.ts';
import { endOfWeek } from '../../../client/words/weeks.ts';
import { filterOf, seriesShownIn, writeSelection } from '../../../client/board/selection.ts';
import { differences, rebased } from '../../../client/event-form/edit-conflict.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { stubSessionStorage } from '../../support/stub-storage.ts';
import { ownJson } from '../../support/own-json.ts';

describe('an event in its form', () => {
  it.each([
    { start: '2026-12-01', end: null },
    { start: '2026-12-01', end: '2026-12-03' },
    { start: '2026-12-01T18:30', end: null },
    { start: '2026-12-01T18:30', end: '2026-12-01T20:00' },
    { start: '2026-12-01T23:00', end: '2026-12-02T01:00' },
  ])('[PAGE-3] is the same after the form: $start to $end', (times) => {
    const event = boardEvent(times);
    expect(writtenOf(formValuesOf(event))).toMatchObject(times);
    expect(patchOf(event, formValuesOf(event))).toEqual({});
  });

  it('[PAGE-3] “More” unfolds for a value behind it, but not for the zone that every event has', () => {
    expect(needsMore(formValuesOf(boardEvent({ timeZone: 'Europe/Lisbon' })))).toBe(false);
    expect(needsMore(formValuesOf(boardEvent({ link: 'https://example.org' })))).toBe(true);
    expect(['start', 'end', 'timeZone', 'repeat.count'].filter(isBehindMore)).toEqual([
      'end',
      'timeZone',
      'repeat.count',
    ]);
  });

  it('[PAGE-3] an end time alone is on the same day', () => {
    expect(writtenOf({ ...emptyValues, day: '2026-12-01', time: '18:30', endTime: '20:00' }).end).toBe(
      '2026-12-01T20:00',
    );
  });

  it('[PAGE-3] a patch has only the changed fields, emptied ones too', () => {
    const event = boardEvent();
    expect(patchOf(event, { ...formValuesOf(event), place: '', name: 'Choir' })).toEqual({ place: '', name: 'Choir' });
  });

  it('[PAGE-3] after a conflict, what was typed stays over what the other person saved', () => {
    const base = boardEvent({ name: 'Choir', place: 'Hall' });
    const theirs = boardEvent({ name: 'Choir', place: 'Library', version: 2 });
    const mine = rebased({ ...formValuesOf(base), name: 'Choir rehearsal' }, formValuesOf(base), theirs);
    expect(mine).toMatchObject({ name: 'Choir rehearsal', place: 'Library' });
    expect(differences({ ...theirs, name: mine.name }, theirs, [])).toEqual([
      { label: 'What', mine: 'Choir rehearsal', theirs: 'Choir' },
    ]);
  });
});

describe('saving', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('[PAGE-3] if the check itself fails, the server is still asked', async () => {
    const event = boardEvent({ timeZone: 'Nowhere/Land', start: '2026-12-01T18:30', end: null });
    const answered = vi.fn(async () => ownJson({ event: { ...event, name: 'Choir', version: 2 } }));
    vi.stubGlobal('fetch', answered);
    const editing = new Editing(event);
    editing.write({ ...editing.fields, name: 'Choir' });
    await editing.save();
    expect([answered.mock.calls.length, editing.state]).toMatchObject([1, { state: 'done', event: { name: 'Choir' } }]);
  });
});

describe('an edit that is not saved yet', () => {
  const base = boardEvent({ name: 'Choir', place: 'Hall' });
  const mine = { ...formValuesOf(base), name: 'Choir rehearsal' };
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('[PAGE-32] is stored on every keystroke with its version and dates; without a change there is nothing to store', () => {
    const edits: (Edit | null)[] = [];
    const editing = new Editing(base, { store: (edit) => edits.push(edit) });
    editing.write(mine);
    editing.choose('all');
    editing.write(formValuesOf(base));
    editing.write(mine);
    editing.cancel();
    // From words that were understood too late.
    editing.write({ ...mine, day: '2026-12-02' });
    expect(edits).toEqual([
      { base, fields: mine, which: 'this' },
      { base, fields: mine, which: 'all' },
      null,
      { base, fields: mine, which: 'all' },
      null,
    ]);
    const again = new Editing(base, { earlier: { fields: mine, which: 'all' } });
    expect([again.isPutBack, again.fields, again.which, editing.isPutBack]).toEqual([true, mine, 'all', false]);
  });

  it('[PAGE-32] stays based on its first version until the person has chosen between the two, and is forgotten when it is saved', async () => {
    const theirs = { ...base, place: 'Library', version: base.version + 1 };
    const problem = ownJson({ code: 'version_conflict', detail: 'It was changed.', event: theirs }, { status: 412 });
    const saved = ownJson({ event: theirs });
    vi.stubGlobal('fetch', vi.fn().mockResolvedValueOnce(problem).mockResolvedValueOnce(saved));
    let lastStored: Edit | null = null;
    const editing = new Editing(base, {
      store: (edit) => {
        lastStored = edit;
      },
    });
    editing.write(mine);
    await editing.save();
    expect([editing.state.state, lastStored]).toEqual(['conflict', { base, fields: mine, which: 'this' }]);
    await editing.keepMine();
    expect([editing.state.state, lastStored]).toEqual(['done', null]);
  });

  it('[PAGE-32] what is typed during saving is not lost: the form continues with it, based on the saved version', async () => {
    const saved = { ...base, name: 'Choir rehearsal', version: base.version + 1 };
    let lastStored: Edit | null = null;
    const editing = new Editing(base, {
      store: (edit) => {
        lastStored = edit;
      },
    });
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => {
        editing.write({ ...mine, place: 'Library' });
        return ownJson({ event: saved });
      }),
    );
    editing.write(mine);
    await editing.save();
    expect([editing.state.state, editing.fields, lastStored]).toEqual([
      'writing',
      { ...mine, place: 'Library' },
      { base: saved, fields: editing.fields, which: 'this' },
    ]);
  });

  it('[PAGE-32] is stored for each event and member; an unreadable one is ignored', () => {
    const stored = stubSessionStorage();
    const edit: Edit = { base, fields: mine, which: 'this' };
    new UnsavedEdit('a', null).write(edit);
    expect([
      new UnsavedEdit('a', null).read(),
      new UnsavedEdit('b', null).read(),
      new UnsavedEdit('a', 'Kofi').read(),
    ]).toEqual([edit, null, null]);
    new UnsavedEdit('a', null).write(null);
    expect(stored.size).toBe(0);
    for (const unreadable of [
      '{"base":',
      '7',
      '{}',
      '{"base":{"id":"a"}}',
      JSON.stringify({ base: { ...base, name: 7 } }),
    ]) {
      stored.set('board.edit.a', unreadable);
      expect(new UnsavedEdit('a', null).read(), unreadable).toBeNull();
    }
    stored.set('board.edit.a', JSON.stringify({ base, fields: { name: 'Choir rehearsal', place: 7 }, unsure: [null] }));
    expect(new UnsavedEdit('a', null).read()).toMatchObject({ fields: { name: 'Choir rehearsal', place: '' } });
  });

  it('[PAGE-32] is saved only if the event already has all of it', () => {
    const stored = stubSessionStorage();
    const isSaved = (edit: Edit, current: BoardEvent): boolean => {
      const place = new UnsavedEdit('a', null);
      place.write(edit);
      const unsaved = place.readUnsaved(current);
      expect([stored.size, unsaved]).toEqual(unsaved === null ? [0, null] : [1, edit]);
      return unsaved === null;
    };
    const edit: Edit = { base, fields: { ...mine, details: 'Bring water.' }, which: 'this' };
    const later = { ...base, version: base.version + 1 };
    expect(isSaved(edit, base)).toBe(false);
    expect(isSaved(edit, { ...later, name: 'Choir rehearsal' })).toBe(false);
    expect(isSaved(edit, { ...later, name: 'Choir rehearsal', details: 'Bring water.', place: 'Library' })).toBe(true);
    // Words that are not understood yet change nothing, and stay to be corrected.
    expect(isSaved({ ...edit, fields: { ...formValuesOf(base), when: 'tomorrow in the' } }, later)).toBe(false);
  });
});

describe('what the address selects', () => {
  it('[PAGE-4] is read as it was written', () => {
    const selection = { q: 'choir & chess', author: 'Lena', from: '2026-12-01', sort: '-name', limit: 20 } as const;
    expect(readSelection(new URLSearchParams(writeSelection(selection).toString()))).toEqual(selection);
  });

  it('[PAGE-4] ignores invalid parts, and shows more rather than nothing', () => {
    expect(
      readSelection(new URLSearchParams('q=choir&from=tomorrow&limit=9999&sort=x&nonsense=1&__proto__=2')),
    ).toEqual({ q: 'choir' });
  });

  it('[PAGE-25] a week ends with the viewer’s week', () => {
    expect(['2026-11-23', '2026-11-29', '2026-12-31'].map((day) => endOfWeek(day, 1))).toEqual([
      '2026-11-29',
      '2026-11-29',
      '2027-01-03',
    ]);
    expect(([1, 7, 6] as const).map((first) => endOfWeek('2026-11-28', first))).toEqual([
      '2026-11-29',
      '2026-11-28',
      '2026-12-04',
    ]);
  });

  it('[PAGE-61] a week in the address exists, and selects nothing but the view', () => {
    const read = (week: string) => readSelection(new URLSearchParams({ view: 'week', week })).week;
    for (const week of ['2026-11-23', '2026-11-29', '1000-01-08', '9999-12-18']) expect(read(week)).toBe(week);
    for (const week of ['2026-11-31', '2026-48', '2026-W48', 'now', '1000-01-07', '9999-12-19', '2026-11-23T10:00', ''])
      expect(read(week)).toBeUndefined();
    expect(filterOf({ view: 'week', week: '2026-11-23', q: 'x' })).toEqual(filterOf({ q: 'x' }));
  });

  it('[PAGE-24] a month in the address exists, with years of four digits in all of its weeks', () => {
    const read = (month: string) => readSelection(new URLSearchParams({ view: 'month', month })).month;
    for (const month of ['2026-12', '1000-01', '9999-11']) expect(read(month)).toBe(month);
    for (const month of ['2026-13', '2026-00', '2026-1', 'december', '0999-12', '9999-12', '2026-12-01', ''])
      expect(read(month)).toBeUndefined();
  });

  it('[PAGE-26] only a board without a selection shows the next dates instead of all', () => {
    for (const selection of [{}, { author: 'Lena' }, { limit: 20 }, { q: '' }])
      expect(seriesShownIn(selection)).toBe('next');
    for (const selection of [
      { q: 'choir' },
      { name: 'Choir' },
      { from: '2026-12-01' },
      { to: '2026-12-01' },
      { view: 'week' },
      { view: 'month' },
      { sort: 'name' },
    ] as const)
      expect(seriesShownIn(selection)).toBe('all');
  });
});
