import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkAct, BulkOutcome } from '../../../shared/bulk.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

type Named = { id: string; version: number };

describe('many events in one call', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;

  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
    lena = new Visitor(board.url);
    expect((await owner.call('PATCH', '/api/boards/main', { body: { approval: true } })).status).toBe(200);
  });
  afterAll(() => board.close());

  const named = ({ id, version }: Named): Named => ({ id, version });
  const call = (by: Visitor, body: object, slug = 'main') => by.call('POST', `/api/boards/${slug}/bulk`, { body });
  async function bulk(act: BulkAct, events: Named[], more: object = {}): Promise<BulkOutcome> {
    const { status, body } = await call(owner, { act, events: events.map(named), ...more });
    expect([status, body.detail]).toEqual([200, undefined]);
    return body as unknown as BulkOutcome;
  }
  const posts = (count: number): Promise<BoardEvent[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => lena.post({ name: `Post ${index}` })));
  const statuses = (events: Named[]): Promise<string[]> =>
    Promise.all(
      events.map(async ({ id }) => {
        const { status, body } = await owner.get(`/api/events/${id}`);
        return status === 200 ? body.event.status : String(status);
      }),
    );

  it('[MOD-8] approves, rejects, hides and deletes many, and takes each back', async () => {
    const waiting = await posts(3);
    const there = (status: string): string[] => waiting.map(() => status);
    const steps: [BulkAct, string][] = [
      ['approve', 'live'],
      ['wait', 'pending'],
      ['reject', 'hidden'],
      ['wait', 'pending'],
      ['approve', 'live'],
      ['hide', 'hidden'],
      ['show', 'live'],
      ['delete', '404'],
      ['restore', 'live'],
    ];
    let now: Named[] = waiting;
    for (const [act, status] of steps) {
      const { done, left } = await bulk(act, now);
      expect([act, left]).toEqual([act, []]);
      expect([act, await statuses(waiting)]).toEqual([act, there(status)]);
      now = done;
    }
  });

  it('[MOD-8] gives all authors the same word', async () => {
    const waiting = await posts(2);
    await bulk('reject', waiting, { note: 'Which room?' });
    for (const { id } of waiting)
      expect((await lena.get(`/api/events/${id}`)).body.event.review).toMatchObject({
        state: 'rejected',
        note: 'Which room?',
      });
  });

  it('[MOD-8] decides on each event alone, and says which are left and why', async () => {
    const [seen, changed] = await posts(2);
    await lena.call('PATCH', `/api/events/${changed!.id}`, {
      version: changed!.version,
      body: { name: 'Other words' },
    });
    const gone = { id: '0'.repeat(24), version: 1 };
    const outcome = await bulk('approve', [seen!, changed!, gone]);
    expect(outcome.done).toEqual([{ id: seen!.id, version: seen!.version + 1 }]);
    expect(outcome.left).toHaveLength(2);
    expect(outcome.left).toEqual(
      expect.arrayContaining([
        { id: changed!.id, code: 'version_conflict' },
        { id: gone.id, code: 'event_not_found' },
      ]),
    );
    expect(await statuses([seen!, changed!])).toEqual(['live', 'pending']);
  });

  it('[MOD-8] reaches no event of another board, also not to restore it', async () => {
    const made = await owner.call('POST', '/api/boards', { body: { title: 'Chess', slug: 'chess' } });
    expect(made.status).toBe(201);
    const post = { name: 'Blitz', start: '2999-01-01' };
    const { event } = (await owner.call('POST', '/api/boards/chess/events', { body: post })).body;
    const left = [{ id: event.id, code: 'event_not_found' }];
    expect(await bulk('hide', [event])).toEqual({ done: [], left });
    const chess = (act: BulkAct) => call(owner, { act, events: [named(event)] }, 'chess');
    expect((await chess('delete')).body).toMatchObject({ left: [] });
    expect(await bulk('restore', [event])).toEqual({ done: [], left });
    expect((await chess('restore')).body).toMatchObject({ left: [] });
  });

  it('[MOD-8] is for moderators, and for at most 200 events', async () => {
    const [event] = await posts(1);
    const body = { act: 'approve', events: [named(event!)] };
    expect((await call(lena, body)).status).toBe(403);
    expect((await call(await member(board.url, 'Kofi'), body)).status).toBe(403);
    for (const count of [0, 201]) {
      const answer = await call(owner, { act: 'approve', events: Array(count).fill(named(event!)) });
      expect([count, answer.status, answer.body.code]).toEqual([count, 400, 'invalid_request']);
    }
    const tooLong = await call(owner, { act: 'reject', note: 'x'.repeat(141), events: [named(event!)] });
    expect(tooLong.status).toBe(400);
    expect(await statuses([event!])).toEqual(['pending']);
  });
});
