import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clearing } from '../../../shared/clearing.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { insertEvents } from '../../support/board/many-events.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

type Shown = [name: string, status: string];

describe('clearing a board', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;

  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
    lena = new Visitor(board.url);
    for (const slug of ['chess', 'files'])
      expect((await owner.call('POST', '/api/boards', { body: { title: slug, slug } })).status).toBe(201);
  });
  afterAll(() => board.close());

  const newId = (): string => new ObjectId().toHexString();
  const clear = (slug: string, id: string, more: object = {}, by = owner): Promise<Answer> =>
    by.call('POST', `/api/boards/${slug}/clearings`, { body: { id, ...more } });
  const undo = (slug: string, id: string, by = owner): Promise<Answer> =>
    by.call('POST', `/api/boards/${slug}/clearings/${id}/undo`);
  const list = async (slug: string): Promise<Clearing[]> =>
    (await owner.get(`/api/boards/${slug}/clearings`)).body.clearings as Clearing[];
  const post = async (slug: string, name: string): Promise<BoardEvent> => {
    const body = { name, start: '2999-12-01', guestName: 'Lena' };
    return (await lena.call('POST', `/api/boards/${slug}/events`, { body })).body.event;
  };
  const patch = (event: BoardEvent, body: object): Promise<Answer> =>
    owner.call('PATCH', `/api/events/${event.id}`, { version: event.version, body });
  async function shown(slug: string, audience = 'moderators'): Promise<Shown[]> {
    const { events } = (await owner.get(`/api/boards/${slug}/snapshot?audience=${audience}`)).body;
    return events.map(({ name, status }): Shown => [name, status]).sort((a, b) => a[0].localeCompare(b[0]));
  }

  it('[MOD-11] takes all off in one step, and puts exactly these back as they were', async () => {
    await post('chess', 'Blitz');
    await patch(await post('chess', 'Hidden one'), { status: 'hidden' });
    await owner.call('PATCH', '/api/boards/chess', { body: { approval: true } });
    await post('chess', 'Waiting one');
    const before: Shown[] = [
      ['Blitz', 'live'],
      ['Hidden one', 'hidden'],
      ['Waiting one', 'pending'],
    ];
    await expect.poll(() => shown('chess')).toEqual(before);
    const id = newId();
    expect((await clear('chess', id)).body).toEqual({ changed: 3, left: 0 });
    await expect.poll(() => shown('chess')).toEqual([]);
    expect((await new Visitor(board.url).get('/api/boards/chess/events?archived=any')).body.events).toEqual([]);
    await post('chess', 'Later one');
    expect(await list('chess')).toEqual([{ id, kind: 'clear', at: expect.any(String) as unknown, events: 3 }]);

    expect((await undo('chess', id)).body).toEqual({ changed: 3, left: 0 });
    await expect.poll(() => shown('chess')).toEqual([before[0], before[1], ['Later one', 'pending'], before[2]]);
    expect(await list('chess')).toEqual([]);
    expect((await undo('chess', id)).status).toBe(404);
  });

  it('[MOD-11] leaves alone what somebody changed, deleted or posted since', async () => {
    const [shownAgain, deleted] = [await post('main', 'Shown again'), await post('main', 'Deleted')];
    await post('main', 'Untouched');
    const id = newId();
    expect((await clear('main', id)).body).toEqual({ changed: 3, left: 0 });
    const now = async ({ id: one }: BoardEvent): Promise<BoardEvent> =>
      (await owner.get(`/api/events/${one}`)).body.event;
    // Shown by hand, and hidden again by hand: it is not the clearing that hides it now.
    await patch((await patch(await now(shownAgain), { status: 'live' })).body.event, { status: 'hidden' });
    await owner.call('DELETE', `/api/events/${deleted.id}`, { version: (await now(deleted)).version });
    expect((await undo('main', id)).body).toEqual({ changed: 1, left: 0 });
    await expect
      .poll(() => shown('main'))
      .toEqual([
        ['Shown again', 'hidden'],
        ['Untouched', 'live'],
      ]);
  });

  it('[MOD-11] is for moderators of this very board; an id cannot be used on two', async () => {
    const id = newId();
    await post('main', 'Another one');
    expect((await clear('main', id, {}, lena)).status).toBe(403);
    expect((await clear('main', id)).status).toBe(200);
    expect((await undo('main', id, lena)).status).toBe(403);
    expect((await clear('chess', id)).body.code).toBe('id_taken');
    expect((await undo('chess', id)).status).toBe(404);
    expect((await clear('main', newId(), { import: id })).status).toBe(404);
    expect((await undo('main', id)).status).toBe(200);
  });

  it('[MOD-12] takes off what an import created, with the same undo; what was there stays', async () => {
    await post('files', 'Posted');
    const raw = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN']
      .concat(
        ...['one', 'two'].map((uid) => [
          'BEGIN:VEVENT',
          `UID:${uid}`,
          `SUMMARY:Imported ${uid}`,
          'DTSTART;VALUE=DATE:29991201',
          'END:VEVENT',
        ]),
      )
      .concat('END:VCALENDAR', '')
      .join('\r\n');
    const file = { raw, headers: { 'content-type': 'text/calendar' } };
    expect((await owner.call('POST', '/api/boards/files/import?dryRun=true', file)).status).toBe(200);
    expect(await list('files')).toEqual([]);
    expect((await owner.call('POST', '/api/boards/files/import', file)).body).toMatchObject({ created: 2 });
    const [imported] = await list('files');
    expect(imported).toMatchObject({ kind: 'import', events: 2 });
    const id = newId();
    expect((await clear('files', id, { import: imported!.id })).body).toEqual({ changed: 2, left: 0 });
    await expect.poll(() => shown('files')).toEqual([['Posted', 'live']]);
    expect((await undo('files', id)).body).toEqual({ changed: 2, left: 0 });
    await expect.poll(async () => (await shown('files')).length).toBe(3);
  });

  it('[MOD-11] a board of thousands of events is cleared and comes back, with its screens', async () => {
    const count = 3_000;
    await insertEvents(board.database.db, count);
    const here = async (): Promise<number> => (await shown('main', 'public')).length;
    await expect.poll(here, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);
    const all = await here();
    const id = newId();
    const repeat = async (call: () => Promise<Answer>): Promise<number> => {
      let changed = 0;
      for (let left = 1; left > 0;) {
        const { body } = await call();
        changed += Number(body.changed);
        left = Number(body.left);
        expect(body.changed).toBeGreaterThan(0);
      }
      return changed;
    };
    const cleared = await repeat(() => clear('main', id));
    await expect.poll(here, { timeout: 30_000 }).toBe(0);
    expect(await repeat(() => undo('main', id))).toBe(cleared);
    await expect.poll(here, { timeout: 30_000 }).toBe(all);
  });
});
