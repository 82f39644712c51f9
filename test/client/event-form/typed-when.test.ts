import { describe, expect, it } from 'vitest';
import { emptyValues } from '../../../client/event-form/form-values.ts';
import { TypedWhen, understoodAs, type WhenRead } from '../../../client/event-form/typed-when.ts';

const how = { before: emptyValues, repeatable: true };

function typed() {
  const read: (WhenRead | null)[] = [];
  return { read, when: new TypedWhen((fields) => read.push(fields)) };
}

describe('a date as it is typed', () => {
  it('[PAGE-21] only the latest words count, and can be awaited', async () => {
    const { when, read } = typed();
    for (const words of ['10 Apr 2027', '10 Apr 2027 6', '10 Apr 2027 6pm']) when.read(words, 'Europe/Berlin', how);
    expect(when.isReading).toBe(true);
    await when.settled();
    expect(read).toEqual([{ day: '2027-04-10', time: '18:00', endDay: '', endTime: '' }]);
    expect([when.isReading, when.problem]).toEqual([false, '']);
  });

  it('[PAGE-21] the error disappears with the words', async () => {
    const { when, read } = typed();
    when.read('unicorns', 'Europe/Berlin', how);
    await when.settled();
    expect([read, when.problem]).toEqual([[null], expect.stringContaining('Not understood')]);
    when.read(' ', 'Europe/Berlin', how);
    expect([when.isReading, when.problem]).toEqual([false, '']);
  });

  it('[PAGE-21] words that were deleted before they were understood fill in nothing', async () => {
    const { when, read } = typed();
    when.read('tomorrow', 'Europe/Berlin', how);
    when.read('', 'Europe/Berlin', how);
    when.read('unicorns', 'Europe/Berlin', how);
    await when.settled();
    expect(read).toEqual([null]);
  });

  it('[PAGE-21] if reading them fails, an error is shown, and nothing waits forever', async () => {
    const { when, read } = typed();
    when.read('tomorrow', 'Nowhere/Land', how);
    await when.settled();
    expect([read, when.isReading, when.problem]).toEqual([
      [null],
      false,
      expect.stringContaining('Pick the day and time below'),
    ]);
  });

  it('[PAGE-21] words that say that it repeats fill in how often, and are refused for an event that exists', async () => {
    const { when, read } = typed();
    when.read('every Tuesday, 10 Apr 2029, 5pm', 'Europe/Berlin', how);
    await when.settled();
    const fields = { day: '2029-04-10', time: '17:00', endDay: '', endTime: '' };
    expect(read).toEqual([{ ...fields, repeats: 'week', repeatTimes: '10', repeatUntil: '' }]);
    when.read('every Tuesday 5pm', 'Europe/Berlin', { before: emptyValues, repeatable: false });
    await when.settled();
    expect([read.at(-1), when.problem]).toEqual([null, 'Only a new event can be made to repeat.']);
  });

  it.each([
    [{ day: '2019-04-10', time: '17:00', repeats: 'week' }, 'Wednesday, April 10, 2019, 5:00 PM, every week'],
    [{ day: '2019-04-10', time: '18:00' }, 'Wednesday, April 10, 2019, 6:00 PM'],
    [{ day: '2019-04-10' }, 'Wednesday, April 10, 2019, all day'],
    [{ day: '2019-04-10', endDay: '2019-04-12' }, 'Wednesday, April 10, 2019, all day, until Fri, Apr 12'],
    [{ day: '2019-04-10', time: '18:00', endTime: '20:00' }, 'Wednesday, April 10, 2019, 6:00 PM, until 8:00 PM'],
  ])('[PAGE-21] the meaning is shown in full: %j', (fields, text) => {
    expect(understoodAs({ ...emptyValues, ...fields })).toBe(`Understood as ${text}.`);
  });
});
