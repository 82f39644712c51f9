import { afterEach, describe, expect, it } from 'vitest';
import type { BoardSize } from '../../../../shared/board-size.ts';
import { newObjectId } from '../../../../client/posting/object-id.ts';
import { calendarOf, otherLimits } from '../../../support/board/board-room.ts';
import { Visitor } from '../../../support/board/http-client.ts';
import { member } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';

const start = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const long = '世'.repeat(2_000);

describe('a full board', () => {
  let board: TestBoard;
  afterEach(() => board.close());

  const size = async (by: Visitor): Promise<BoardSize> =>
    (await by.get('/api/boards/main/size')).body as unknown as BoardSize;

  it('[BOARD-18] says what it holds and what to do; what deletes, hides or cancels still works', async () => {
    board = await startBoard({ settings: { BOARD_EVENTS: '3' } });
    const owner = await member(board.url, 'Owner');
    const guest = new Visitor(board.url);
    const id = newObjectId();
    const first = await guest.post({ id });
    const second = await guest.post();
    await guest.post();
    const posted = { name: 'One more', start: '2026-12-01', guestName: 'Lena' };
    const { status, body } = await guest.call('POST', '/api/boards/main/events', { body: posted });
    expect([status, body.code, body.detail]).toEqual([
      403,
      'board_full',
      'There is no room on this board: it holds 3 of at most 3 events. Delete events that are over, or ask a moderator to.',
    ]);
    // Its answer was lost, and it is sent again.
    expect(
      await guest.call('POST', '/api/boards/main/events', {
        body: { ...posted, id, name: first.name, start: first.start },
      }),
    ).toMatchObject({ status: 200 });
    const patch = (version: number, fields: object) =>
      owner.call('PATCH', `/api/events/${second.id}`, { version, body: fields });
    expect(await patch(1, { status: 'hidden' })).toMatchObject({ status: 200 });
    expect(await patch(2, { cancelled: true, start: '2026-12-02T18:30' })).toMatchObject({ status: 200 });
    expect(await guest.call('DELETE', `/api/events/${first.id}`, { version: 1 })).toMatchObject({ status: 200 });
    expect(await guest.call('POST', `/api/events/${first.id}/restore`)).toMatchObject({ status: 200 });
    expect(await guest.call('DELETE', `/api/events/${first.id}`, { version: 2 })).toMatchObject({ status: 200 });
    expect(await guest.call('POST', '/api/boards/main/events', { body: posted })).toMatchObject({ status: 201 });
  });

  it('[BOARD-18] refuses a preview of a file that does not fit', async () => {
    board = await startBoard({ settings: { BOARD_EVENTS: '3' } });
    const owner = await member(board.url, 'Owner');
    const preview = await owner.call('POST', '/api/boards/main/import?dryRun=true', {
      raw: calendarOf('many', 4, ''),
      headers: { 'content-type': 'text/calendar' },
    });
    expect([preview.status, preview.body.code]).toEqual([403, 'board_full']);
  });

  it('[BOARD-19] its moderators can ask how much it holds, nobody else', async () => {
    board = await startBoard({ settings: { BOARD_EVENTS: '5' } });
    const owner = await member(board.url, 'Owner');
    const lena = await member(board.url, 'Lena');
    for (let n = 0; n < 4; n += 1) await lena.post({ guestName: undefined });
    expect(await size(owner)).toMatchObject({ events: 4, most: { events: 5, bytes: 256 * 1024 * 1024 } });
    expect((await size(owner)).bytes).toBeGreaterThan(1_000);
    expect((await lena.get('/api/boards/main/size')).status).toBe(403);
  });

  it('[LIMIT-18] a person adds so many bytes in a day, and an address so many more; imports do not count', async () => {
    board = await startBoard({
      settings: { ...otherLimits, DAY_MEGABYTES_PER_PERSON: '1', DAY_MEGABYTES_PER_ADDRESS: '2' },
    });
    const owner = await member(board.url, 'Owner');
    const people = [await member(board.url, 'Lena'), await member(board.url, 'Paul'), await member(board.url, 'Ann')];
    const repeat = { every: 'week', count: 100 };
    const post = (by: Visitor) =>
      by.call('POST', '/api/boards/main/events', {
        body: { name: 'Long', start, details: long, repeat },
      });
    const outcomes: number[][] = [];
    for (const one of people) outcomes.push([(await post(one)).status, (await post(one)).status]);
    expect(outcomes).toEqual([
      [201, 429],
      [201, 429],
      [429, 429],
    ]);
    const { headers, body } = await post(people[0]!);
    expect(body.detail).toMatch(
      /^So much was posted today that no more is taken for now\. Please wait \d+ (minutes|hours)/,
    );
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(60);
    const imported = await owner.call('POST', '/api/boards/main/import', {
      raw: calendarOf('more', 300, long),
      headers: { 'content-type': 'text/calendar' },
    });
    expect([imported.status, imported.body.created]).toEqual([200, 300]);
  });
});
