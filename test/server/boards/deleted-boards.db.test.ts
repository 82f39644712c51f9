import { ObjectId, type Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('what a deleted board leaves', () => {
  let board: TestBoard;
  let owner: Visitor;
  let next: Visitor;

  beforeAll(async () => {
    board = await startBoard({ settings: { BOARD_CREATION: 'members' } });
    owner = await member(board.url, 'Ms.Okafor');
    next = await member(board.url, 'Next');
  });
  afterAll(() => board.close());

  async function create(by: Visitor, slug: string): Promise<void> {
    expect((await by.call('POST', '/api/boards', { body: { slug, title: slug } })).status).toBe(201);
  }
  async function remove(by: Visitor, slug: string): Promise<void> {
    expect((await by.call('DELETE', `/api/boards/${slug}`, { body: { confirm: slug } })).status).toBe(204);
  }
  const post = (by: Visitor, slug: string, fields: object = {}): Promise<Answer> =>
    by.call('POST', `/api/boards/${slug}/events`, {
      body: { name: 'Choir', start: '2999-12-01', guestName: 'Lena', ...fields },
    });
  const stored = (slug: string): Promise<number> =>
    board.database.db.collection('events').countDocuments({ board: slug });

  it('[BOARD-16] what was deleted on it is not restored onto a later board of its address, nor posted there again', async () => {
    const lena = new Visitor(board.url);
    const deletions = board.database.db.collection<Document>('deletions');
    await create(owner, 'twice');
    const { event } = (await post(lena, 'twice')).body;
    expect((await lena.call('DELETE', `/api/events/${event.id}`, { version: 1 })).status).toBe(200);
    const kept = await deletions.findOne({ _id: new ObjectId(event.id) });
    expect(kept).not.toBeNull();
    await remove(owner, 'twice');
    expect(await deletions.countDocuments({ 'document.board': 'twice' })).toBe(0);
    await create(next, 'twice');
    const restore = (): Promise<Answer> => lena.call('POST', `/api/events/${event.id}/restore`);
    expect((await restore()).body.code).toBe('event_not_found');
    // As if the event had been deleted at the very moment in which its board was.
    await deletions.insertOne(kept!);
    expect((await restore()).body.code).toBe('event_not_found');
    expect((await post(lena, 'twice', { id: event.id })).body.code).toBe('id_taken');
    expect(await stored('twice')).toBe(0);
  });

  it('[BOARD-16] what is posted while it is deleted is nowhere afterwards', async () => {
    const guests = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const guest = new Visitor(board.url);
        await guest.call('POST', '/api/guest', { body: { name: `Guest ${index}` } });
        return guest;
      }),
    );
    for (let round = 0; round < 5; round += 1) {
      const slug = `race-${round}`;
      await create(owner, slug);
      let isOver = false;
      const writers = guests.map(async (guest) => {
        while (!isOver) await post(guest, slug, { guestName: undefined });
      });
      await until('the first posts', async () => (await stored(slug)) > 10);
      await remove(owner, slug);
      isOver = true;
      await Promise.all(writers);
      expect(await stored(slug)).toBe(0);
    }
  });

  it('[BOARD-16] an import that is under way ends, and leaves nothing on the next board', async () => {
    const events = Array.from({ length: 6_000 }, (_, index) =>
      ['BEGIN:VEVENT', `UID:${index}@test`, `SUMMARY:Fair ${index}`, 'DTSTART;VALUE=DATE:29991201', 'END:VEVENT'].join(
        '\r\n',
      ),
    );
    await create(owner, 'fair');
    const importing = owner.call('POST', '/api/boards/fair/import', {
      raw: ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...events, 'END:VCALENDAR', ''].join('\r\n'),
      headers: { 'content-type': 'text/calendar' },
    });
    await until('the first events', async () => (await stored('fair')) > 0);
    await remove(owner, 'fair');
    await create(next, 'fair');
    expect([403, 404]).toContain((await importing).status);
    expect(await stored('fair')).toBe(0);
  });

  it('[BOARD-20] its calendar is not that of the next board of its address, although it is sent for some seconds', async () => {
    await create(owner, 'term');
    // So many are made at most every few seconds.
    await board.database.db.collection('events').insertMany(
      Array.from({ length: 1_000 }, (_, n) => ({
        board: 'term',
        name: `SECRET ${n}`,
        start: '2999-12-01',
        version: 1,
        details: 'x'.repeat(500),
        author: { name: 'Lena', member: false },
      })),
    );
    const calendar = async (): Promise<string> => (await fetch(`${board.url}/boards/term.ics`)).text();
    await until('the calendar', async () => (await calendar()).includes('SECRET 999'));
    await remove(owner, 'term');
    await create(next, 'term');
    expect(await calendar()).not.toContain('SECRET');
  });

  it('[BOARD-15] a guest puts nothing back where only members can post', async () => {
    const lena = new Visitor(board.url);
    await create(owner, 'club');
    const { event } = (await post(lena, 'club')).body;
    await lena.call('DELETE', `/api/events/${event.id}`, { version: 1 });
    await owner.call('PATCH', '/api/boards/club', { body: { posting: 'members' } });
    const { status, body } = await lena.call('POST', `/api/events/${event.id}/restore`);
    expect([status, body.detail]).toEqual([403, 'Only members can restore events on this board. Log in first.']);
    expect((await owner.call('POST', `/api/events/${event.id}/restore`)).status).toBe(200);
  });
});
