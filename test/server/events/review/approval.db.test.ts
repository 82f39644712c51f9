import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardEvent } from '../../../../shared/event.ts';
import { Visitor, type Answer } from '../../../support/board/http-client.ts';
import { member } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';

describe('where posts wait for approval', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;
  const stranger = (): Visitor => new Visitor(board.url);

  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
    lena = stranger();
    expect((await owner.call('PATCH', '/api/boards/main', { body: { approval: true } })).status).toBe(200);
  });
  afterAll(() => board.close());

  const patch = (by: Visitor, { id, version }: BoardEvent, body: object, query = ''): Promise<Answer> =>
    by.call('PATCH', `/api/events/${id}${query}`, { version, body });
  const review = (by: Visitor, { id, version }: BoardEvent, body: object, query = ''): Promise<Answer> =>
    by.call('POST', `/api/events/${id}/review${query}`, { version, body });
  const seenBy = async (by: Visitor, { id }: BoardEvent): Promise<BoardEvent> =>
    (await by.get(`/api/events/${id}`)).body.event;

  async function onBoard(audience: 'public' | 'moderators', { id }: BoardEvent): Promise<BoardEvent | undefined> {
    const path = `/api/boards/main/snapshot?audience=${audience}`;
    const { body } = await (audience === 'public' ? stranger() : owner).get(path);
    return body.events.find((event) => event.id === id);
  }

  async function approved(fields: object = {}): Promise<BoardEvent> {
    const event = await lena.post(fields);
    expect(event.status).toBe('pending');
    return (await review(owner, event, { outcome: 'approved' })).body.event;
  }

  it('[EVENT-24] what is only approved, hidden, shown, pinned or put back has not changed since it was posted', async () => {
    const event = await approved();
    expect([event.version, event.updatedAt]).toEqual([2, event.createdAt]);
    let now = event;
    for (const body of [{ pinned: true }, { status: 'hidden' }, { status: 'live' }])
      now = (await patch(owner, now, body)).body.event;
    await owner.call('DELETE', `/api/events/${now.id}`, { version: now.version });
    now = (await owner.call('POST', `/api/events/${now.id}/restore`)).body.event;
    expect([now.status, now.updatedAt]).toEqual(['live', event.createdAt]);
    now = (await patch(owner, now, { cancelled: true })).body.event;
    expect(now.updatedAt > event.createdAt).toBe(true);
  });

  it('[BOARD-13] a change of an approved event waits: everyone sees what was approved, its author and moderators see both', async () => {
    const event = await approved({ place: 'Main hall' });
    const { status, body } = await patch(lena, event, { name: 'Unkind words', place: 'Main hall' });
    expect([status, body.event.name]).toEqual([200, 'Choir try-outs']);
    const waiting = expect.objectContaining({ state: 'waiting', changes: { name: 'Unkind words' } }) as unknown;
    expect(body.event.review).toEqual(waiting);
    expect(body.event.updatedAt).toBe(event.updatedAt);
    for (const by of [lena, owner]) expect((await seenBy(by, event)).review).toEqual(waiting);
    await expect.poll(async () => (await onBoard('moderators', event))?.review).toEqual(waiting);
    const pub = [await onBoard('public', event), await seenBy(stranger(), event)];
    for (const seen of pub) {
      expect(seen).toMatchObject({ name: 'Choir try-outs', version: 3 });
      expect(seen).not.toHaveProperty('review');
    }
    // A conflict tells a stranger's eyes nothing either.
    expect((await review(stranger(), body.event, { outcome: 'approved' })).status).toBe(403);
    const done = await review(owner, body.event, { outcome: 'approved', note: 'Fine.' });
    expect(done.body.event).toMatchObject({ name: 'Unkind words', status: 'live', review: { state: 'approved' } });
    expect(done.body.event.updatedAt > event.updatedAt).toBe(true);
    await expect.poll(async () => (await onBoard('public', event))?.name).toBe('Unkind words');
  });

  it('[BOARD-13] by replacing, for all dates, and after further changes, nothing gets past approval', async () => {
    const event = await approved();
    const replaced = await lena.call('PUT', `/api/events/${event.id}`, {
      version: event.version,
      body: { name: 'Replaced', start: '2026-12-02' },
    });
    expect(replaced.body.event.name).toBe('Choir try-outs');
    // What the author changes next comes on top of what waits. Start, end and zone go together.
    const again = await patch(lena, replaced.body.event, { place: 'Gym', name: 'Choir try-outs' });
    expect(again.body.event.review?.changes).toEqual({
      start: '2026-12-02',
      end: null,
      timeZone: 'Europe/Berlin',
      place: 'Gym',
    });
    const back = await patch(lena, again.body.event, { start: event.start, place: null });
    expect(back.body.event.review).toBeUndefined();

    const start = `${new Date().getUTCFullYear() + 1}-06-01`;
    const posted = await lena.post({ start, repeat: { every: 'week', count: 3 } });
    const first = (await review(owner, posted, { outcome: 'approved' }, '?series=all')).body.event;
    const dates = async (): Promise<BoardEvent[]> => {
      const { body } = await owner.get('/api/boards/main/snapshot?audience=moderators');
      return body.events.filter(({ series }) => series?.id === first.id);
    };
    await expect.poll(async () => (await dates()).map(({ status }) => status)).toEqual(['live', 'live', 'live']);
    await patch(lena, first, { name: 'All unkind' }, '?series=all');
    await expect
      .poll(async () => (await dates()).map(({ name, review: of }) => [name, of?.changes]))
      .toEqual(Array(3).fill(['Choir try-outs', { name: 'All unkind' }]));
    await review(owner, await seenBy(owner, first), { outcome: 'approved' }, '?series=all');
    await expect.poll(async () => (await dates()).map(({ name }) => name)).toEqual(Array(3).fill('All unkind'));
    const states = async (): Promise<unknown[]> => (await dates()).map(({ review: of }) => of?.state);
    await patch(lena, await seenBy(lena, first), { name: 'Worse' }, '?series=all');
    for (const outcome of ['rejected', 'waiting']) {
      await review(owner, await seenBy(owner, first), { outcome }, '?series=all');
      await expect.poll(states).toEqual(Array(3).fill(outcome));
    }
  });

  it('[BOARD-13] one decision is about several dates only if they say the same', async () => {
    const start = `${new Date().getUTCFullYear() + 1}-06-01`;
    const first = await lena.post({ start, repeat: { every: 'week', count: 4 } });
    const dates = async (): Promise<BoardEvent[]> => {
      const { body } = await owner.get('/api/boards/main/snapshot?audience=moderators');
      const all = body.events.filter(({ series }) => series?.id === first.id);
      return all.sort((a, b) => a.startsAt.localeCompare(b.startsAt));
    };
    await expect.poll(async () => (await dates()).length).toBe(4);
    const [, second, third] = await dates();
    await patch(lena, second!, { name: 'Nasty' });
    await patch(lena, third!, { start: third!.start.replace(/..$/, '28') });
    await review(owner, first, { outcome: 'approved' }, '?series=all');
    await expect
      .poll(async () => (await dates()).map(({ status }) => status).sort())
      .toEqual(['live', 'live', 'pending', 'pending']);
    // Of changes, too.
    const [live, other] = (await dates()).filter(({ status }) => status === 'live');
    await patch(lena, live!, { name: 'Choir 2' }, '?series=all');
    await patch(lena, await seenBy(lena, other!), { place: 'Elsewhere' });
    await review(owner, await seenBy(owner, live!), { outcome: 'approved' }, '?series=all');
    await expect
      .poll(async () => (await dates()).map(({ name, status }) => `${status} ${name}`).sort())
      .toEqual(['live Choir 2', 'live Choir try-outs', 'pending Choir 2', 'pending Nasty']);
  });

  it('[BOARD-13] a change of a hidden event waits with the whole event; a moderator’s change keeps what waits', async () => {
    const event = await approved();
    const hidden = (await patch(owner, event, { status: 'hidden' })).body.event;
    const changed = await patch(lena, hidden, { name: 'Kinder' });
    expect(changed.body.event).toMatchObject({ name: 'Kinder', status: 'pending' });

    const other = await approved({ place: 'Hall' });
    const waits = (await patch(lena, other, { place: 'Gym', details: 'Bring water.' })).body.event;
    const moved = (await patch(owner, waits, { place: 'Gym', pinned: true })).body.event;
    expect(moved).toMatchObject({ place: 'Gym', pinned: true, review: { changes: { details: 'Bring water.' } } });
    const [both] = [await review(owner, moved, { outcome: 'approved' })];
    expect(both.body.event).toMatchObject({ place: 'Gym', pinned: true, details: 'Bring water.', status: 'live' });
  });

  it('[BOARD-13] what waits survives a deletion: restored, the event waits as its author wants it', async () => {
    const event = await approved();
    const waits = (await patch(lena, event, { name: 'Changed' })).body.event;
    await lena.call('DELETE', `/api/events/${event.id}`, { version: waits.version });
    const restored = await lena.call('POST', `/api/events/${event.id}/restore`);
    expect(restored.body.event).toMatchObject({ name: 'Changed', status: 'pending' });
    expect(await onBoard('public', event)).toBeUndefined();
  });

  it('[MOD-5] authors learn what became of a post or a change, with the moderator’s words, and can go on from it', async () => {
    const post = await lena.post();
    const rejected = await review(owner, post, { outcome: 'rejected', note: ' Who is this for? \n' });
    expect(rejected.body.event).toMatchObject({ status: 'hidden', review: { note: 'Who is this for?' } });
    expect(await seenBy(lena, post)).toMatchObject({ status: 'hidden', review: { state: 'rejected' } });
    expect((await stranger().get(`/api/events/${post.id}`)).status).toBe(404);

    const event = await approved();
    const waits = (await patch(lena, event, { name: 'Worse' })).body.event;
    const no = (await review(owner, waits, { outcome: 'rejected', note: 'Not this.' })).body.event;
    expect(no).toMatchObject({ name: 'Choir try-outs', status: 'live', updatedAt: event.updatedAt });
    const { body } = await lena.get('/api/myevents');
    const mine = new Map(body.events.map((one) => [one.id, one]));
    expect(mine.get(post.id)?.review).toMatchObject({ state: 'rejected', note: 'Who is this for?', changes: null });
    expect(mine.get(event.id)?.review).toMatchObject({ state: 'rejected', changes: { name: 'Worse' } });
    // A rejected change is not part of what the author changes next; taken back, it waits again.
    const undone = (await review(owner, no, { outcome: 'waiting' })).body.event;
    expect(undone.review).toMatchObject({ state: 'waiting', changes: { name: 'Worse' } });
    const final = (await review(owner, undone, { outcome: 'rejected' })).body.event;
    expect((await patch(lena, final, { cancelled: true })).body.event.review?.changes).toEqual({ cancelled: true });
    // The switch of the moderators' page says it, too.
    const second = await lena.post();
    expect((await patch(owner, second, { status: 'live' })).body.event.review?.state).toBe('approved');
  });

  it('[MOD-5] a browser that has posted lists its own posts, as a guest and after signing up; a stranger logs in', async () => {
    const guest = stranger();
    expect((await guest.get('/api/myevents')).status).toBe(401);
    const post = await guest.post({ guestName: 'Mia' });
    expect((await guest.get('/api/myevents')).body.events.map(({ id }) => id)).toEqual([post.id]);
    await guest.call('POST', '/api/signup', { body: { username: 'Mia', password: 'seven quiet otters' } });
    const later = await guest.post({ guestName: undefined });
    expect((await guest.get('/api/myevents')).body.events.map(({ id }) => id)).toEqual([later.id, post.id]);
  });
});
