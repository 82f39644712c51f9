import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UndoList } from '../../../client/moderation/undo-list.ts';
import { ApiError } from '../../../client/api/http.ts';

const approved = { what: 'Approved', sum: 'approved' };

describe('the undo bar', () => {
  let undone: string[];
  let list: UndoList;
  const undo = (name: string) => async () => void undone.push(name);
  const approve = (name: string): void => list.add({ ...approved, name, undo: undo(name) });

  beforeEach(() => {
    vi.useFakeTimers();
    undone = [];
    list = new UndoList();
  });
  afterEach(() => vi.useRealTimers());

  it('[MOD-9] adds up what is alike, and undoes it together, the last first', async () => {
    approve('Choir');
    expect(list.newest).toMatchObject({ label: 'Approved: “Choir”', last: '' });
    approve('Drums');
    list.add({ ...approved, name: 'Egg drop', count: 3, undo: undo('three') });
    expect(list.newest).toMatchObject({ label: '5 approved', last: '“Egg drop”' });
    await list.undo(list.newest!.id);
    expect(undone).toEqual(['three', 'Drums', 'Choir']);
    expect(list.newest).toBeNull();
  });

  it('[MOD-9] shows only the newest of what is not alike; the one before can be undone after it', async () => {
    approve('Choir');
    list.add({ what: 'Frozen', undo: undo('freeze') });
    list.add({ what: 'Frozen', undo: undo('freeze again') });
    expect(list.newest?.label).toBe('Frozen');
    await list.undo(list.newest!.id);
    await list.undo(list.newest!.id);
    expect(list.newest?.label).toBe('Approved: “Choir”');
    expect(undone).toEqual(['freeze again', 'freeze']);
  });

  it('[MOD-9] each further action gives the sum its time again', () => {
    approve('Choir');
    vi.advanceTimersByTime(29_000);
    approve('Drums');
    vi.advanceTimersByTime(29_000);
    expect(list.newest?.label).toBe('2 approved');
    vi.advanceTimersByTime(1_000);
    expect(list.newest).toBeNull();
  });

  it('[MOD-9] says how many stay, and tries a failed step again', async () => {
    list.add({ ...approved, count: 3, name: 'Choir', undo: async () => 2 });
    await list.undo(list.newest!.id);
    expect(list.newest?.problem).toBe('2 were changed since and stay.');
    let fails = true;
    list.add({
      ...approved,
      name: 'Drums',
      undo: async () => {
        if (fails) throw new ApiError('unavailable', 'Later.');
        undone.push('Drums');
      },
    });
    expect(list.newest?.label).toBe('Approved: “Drums”');
    await list.undo(list.newest!.id);
    expect(list.newest?.problem).toBe('Later.');
    fails = false;
    await list.undo(list.newest!.id);
    expect(undone).toEqual(['Drums']);
  });
});
