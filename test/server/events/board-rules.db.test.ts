import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardEvent } from '../../../shared/event.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

describe('what a board’s rules forbid', () => {
  let board: TestBoard;
  let owner: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
  });
  afterAll(() => board.close());

  async function makeBoard(slug: string): Promise<void> {
    expect((await owner.call('POST', '/api/boards', { body: { slug, title: slug } })).status).toBe(201);
  }

  async function change(slug: string, body: object): Promise<void> {
    expect((await owner.call('PATCH', `/api/boards/${slug}`, { body })).status).toBe(200);
  }

  function post(slug: string, by: Visitor, fields: object = {}): Promise<Answer> {
    return by.call('POST', `/api/boards/${slug}/events`, {
      body: { name: 'Choir', start: '2999-12-01', guestName: 'Lena', ...fields },
    });
  }

  async function posted(slug: string, by: Visitor, fields: object = {}): Promise<BoardEvent> {
    const { status, body } = await post(slug, by, fields);
    expect([status, body.detail]).toEqual([201, undefined]);
    return body.event;
  }

  const importing = (slug: string, by: Visitor): Promise<Answer> =>
    by.call('POST', `/api/boards/${slug}/import`, {
      raw: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nEND:VCALENDAR\r\n',
      headers: { 'content-type': 'text/calendar' },
    });

  /** Each way to change events: a live one, one that was deleted, and the first date of a series. */
  function changes(
    by: Visitor,
    live: BoardEvent,
    deleted: BoardEvent,
    series: BoardEvent,
  ): [string, Promise<Answer>][] {
    const [ofLive, ofSeries] = [`/api/events/${live.id}`, `/api/events/${series.id}?series=all`];
    return [
      ['edit', by.call('PATCH', ofLive, { version: 1, body: { name: 'Changed' } })],
      ['replace', by.call('PUT', ofLive, { version: 1, body: { name: 'Changed', start: '2999-12-01' } })],
      ['delete', by.call('DELETE', ofLive, { version: 1 })],
      ['restore', by.call('POST', `/api/events/${deleted.id}/restore`)],
      ['edit the series', by.call('PATCH', ofSeries, { version: 1, body: { name: 'Changed' } })],
      ['delete the series', by.call('DELETE', ofSeries, { version: 1 })],
      ['import', importing(live.board, by)],
    ];
  }

  for (const [rule, slug, patch, detail] of [
    ['frozen', 'cold', { posting: 'nobody' }, 'This board is frozen. Only moderators can change events.'],
    ['archived', 'old', { archived: true }, 'This board is archived and read-only.'],
  ] as const) {
    it(`[BOARD-8] on a board that is ${rule}, authors change nothing in any way`, async () => {
      await makeBoard(slug);
      const authors = [new Visitor(board.url), await member(board.url, `Lena-${slug}`)];
      const events = await Promise.all(
        authors.map(async (author) => {
          const [live, deleted] = [await posted(slug, author), await posted(slug, author)];
          const series = await posted(slug, author, {
            start: `${new Date().getUTCFullYear() + 1}-06-01`,
            repeat: { every: 'week', count: 3 },
          });
          expect((await author.call('DELETE', `/api/events/${deleted.id}`, { version: 1 })).status).toBe(200);
          expect((await author.get(`/api/events/${live.id}`)).body.may).toMatchObject({ edit: true, delete: true });
          return [live, deleted, series] as const;
        }),
      );
      await change(slug, patch);
      for (const [index, author] of authors.entries()) {
        const [live, deleted, series] = events[index]!;
        for (const [way, answer] of changes(author, live, deleted, series)) {
          const { status, body } = await answer;
          expect([way, status]).toEqual([way, 403]);
          if (way !== 'import') expect([way, body.detail]).toEqual([way, detail]);
        }
        expect((await author.get(`/api/events/${live.id}`)).body.may).toEqual({
          edit: false,
          delete: false,
          moderate: false,
        });
      }
      // Moderators can, unless the board is archived: then nobody can.
      const [live, deleted] = events[0]!;
      const expected = rule === 'frozen' ? 200 : 403;
      expect([
        (await owner.call('PATCH', `/api/events/${live.id}`, { version: 1, body: { pinned: true } })).status,
        (await owner.call('POST', `/api/events/${deleted.id}/restore`)).status,
        (await importing(slug, owner)).status,
      ]).toEqual([expected, expected, expected]);
    });
  }

  it('[BOARD-9] where posts wait for approval, what an author restores waits again; what a moderator restores does not', async () => {
    await makeBoard('careful');
    const lena = new Visitor(board.url);
    const restore = (by: Visitor, { id }: BoardEvent, which = ''): Promise<Answer> =>
      by.call('POST', `/api/events/${id}/restore${which}`);
    const [live, hidden, other] = [
      await posted('careful', lena),
      await posted('careful', lena),
      await posted('careful', lena),
    ];
    const series = await posted('careful', lena, {
      start: `${new Date().getUTCFullYear() + 1}-06-01`,
      repeat: { every: 'week', count: 3 },
    });
    await owner.call('PATCH', `/api/events/${hidden.id}`, { version: 1, body: { status: 'hidden' } });
    for (const [{ id }, version] of [
      [live, 1],
      [hidden, 2],
      [other, 1],
    ] as const)
      expect((await lena.call('DELETE', `/api/events/${id}`, { version })).status).toBe(200);
    expect((await lena.call('DELETE', `/api/events/${series.id}?series=all`, { version: 1 })).status).toBe(200);
    // All of them were deleted before posts had to wait.
    await change('careful', { approval: true });
    expect((await restore(lena, live)).body.event.status).toBe('pending');
    expect((await restore(lena, hidden)).body.event.status).toBe('pending');
    expect((await restore(lena, series, '?series=all')).body.event.status).toBe('pending');
    expect((await restore(owner, other)).body.event.status).toBe('live');
    const { events } = (await new Visitor(board.url).get('/api/boards/careful/snapshot')).body;
    expect(events.map(({ id }) => id)).toEqual([other.id]);
    expect((await owner.get('/api/boards/careful/snapshot?audience=moderators')).body.events).toHaveLength(6);
  });
});
