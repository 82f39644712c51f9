import { ObjectId } from 'mongodb';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventRepository } from '../../../server/events/event-repository.ts';
import { createEventService } from '../../../server/events/event-service.ts';
import type { Board } from '../../../shared/board.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Pulse, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { unboundedRoom } from '../../support/board/board-room.ts';
import { goodPassword, logIn, member } from '../../support/board/people.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('the people of a board', () => {
  let board: TestBoard;
  let other: TestBoard;
  let owner: Visitor;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    board = await startBoard();
    other = await startBoard({ database: board.database });
    owner = await member(board.url, 'Ms.Okafor');
  });
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await other.close();
    await board.close();
  });

  /** A socket that follows a board, and the pulses that it received. */
  async function watch(
    url: string,
    visitor = new Visitor(url),
    slug = 'main',
  ): Promise<{ socket: Socket; pulses: Pulse[]; answer: SubscribeAnswer }> {
    const socket = io(url, {
      forceNew: true,
      transports: ['websocket'],
      extraHeaders: visitor.cookie === '' ? {} : { cookie: visitor.cookie },
    });
    sockets.push(socket);
    const pulses: Pulse[] = [];
    socket.on('pulse', (pulse: Pulse) => pulses.push(pulse));
    const { position } = (await new Visitor(url).get(`/api/boards/${slug}/snapshot`)).body as unknown as {
      position: string;
    };
    const answer = (await socket.emitWithAck('subscribe', { board: slug, position })) as SubscribeAnswer;
    return { socket, pulses, answer };
  }

  async function guest(name: string): Promise<Visitor> {
    const visitor = new Visitor(board.url);
    expect((await visitor.call('POST', '/api/guest', { body: { name } })).body).toEqual({
      user: null,
      guest: { name },
    });
    return visitor;
  }

  const storedEvents = () => board.database.db.collection('events');
  const people = (): Promise<Answer> => owner.get('/api/boards/main/people');

  it('[JOIN-1] a code leads to its board, also in lower case; once changed or switched off it leads nowhere', async () => {
    const { joinCode } = (await owner.get('/api/boards/main')).body.board as { joinCode: string };
    const nobody = new Visitor(board.url);
    expect(joinCode).toMatch(/^[34679CDFGHJKMNPQRTWXY]{5}$/);
    expect((await nobody.get(`/api/join/${joinCode.toLowerCase()}`)).body.board).toMatchObject({ slug: 'main' });
    for (const wrong of ['AAAAA', 'x', '%00', '$where'])
      expect([wrong, (await nobody.get(`/api/join/${wrong}`)).body]).toMatchObject([
        wrong,
        { status: 404, code: 'board_not_found' },
      ]);
    expect((await nobody.call('POST', '/api/boards/main/join-code')).status).toBe(403);
    const renewed = ((await owner.call('POST', '/api/boards/main/join-code')).body.board as { joinCode: string })
      .joinCode;
    expect(renewed).not.toBe(joinCode);
    expect([
      (await nobody.get(`/api/join/${joinCode}`)).status,
      (await nobody.get(`/api/join/${renewed}`)).status,
    ]).toEqual([404, 200]);
    expect((await owner.call('DELETE', '/api/boards/main/join-code')).body.board).toMatchObject({ joinCode: null });
    expect((await nobody.get(`/api/join/${renewed}`)).status).toBe(404);
  });

  it('[JOIN-2] a guest takes a name that is not a member’s, and posts under it', async () => {
    const lena = await guest('Lena');
    expect(
      (await lena.call('POST', '/api/boards/main/events', { body: { name: 'Choir', start: '2026-12-11' } })).body.event
        .author,
    ).toEqual({ name: 'Lena', member: false });
    expect(
      (await new Visitor(board.url).call('POST', '/api/guest', { body: { name: 'ms.okafor' } })).body,
    ).toMatchObject({ status: 400, errors: [{ path: 'name' }] });
  });

  it('[JOIN-5] a guest who takes another name posts under it from then on; earlier posts keep theirs', async () => {
    const amara = await guest('Amara');
    const before = await amara.post({ guestName: undefined });
    expect((await amara.call('POST', '/api/guest', { body: { name: 'ms.okafor' } })).status).toBe(400);
    const named = await amara.call('POST', '/api/guest', { body: { name: 'Amara O.' } });
    expect(named.body).toEqual({ user: null, guest: { name: 'Amara O.' } });
    const after = await amara.post({ guestName: undefined });
    // Also when somebody changes it: what was posted under a name was seen, and approved, under it.
    const edited = await amara.call('PATCH', `/api/events/${before.id}`, { version: 1, body: { place: 'Gym' } });
    expect([edited.body.event.author.name, after.author.name]).toEqual(['Amara', 'Amara O.']);
    const { events } = (await amara.get('/api/myevents')).body;
    expect(events.map((event) => event.id)).toEqual([after.id, before.id]);
  });

  it('[JOIN-6] a guest who leaves keeps nothing: neither the name nor their posts, which stay as they are', async () => {
    const amara = await guest('Amara L');
    const posted = await amara.post({ guestName: undefined });
    const cookie = amara.copy();
    expect((await amara.call('DELETE', '/api/guest')).status).toBe(204);
    expect((await amara.get('/api/session')).body).toEqual({ user: null, guest: null });
    expect((await amara.get('/api/myevents')).body.events).toEqual([]);
    const path = `/api/events/${posted.id}`;
    expect((await amara.call('PATCH', path, { version: 1, body: { place: 'Gym' } })).status).toBe(403);
    expect((await new Visitor(board.url).get(path)).body.event).toEqual(posted);
    // With the same name again they are somebody else.
    await amara.call('POST', '/api/guest', { body: { name: 'Amara L' } });
    expect((await amara.call('DELETE', path, { version: 1 })).status).toBe(403);
    expect((await cookie.call('DELETE', path, { version: 1 })).status).toBe(200);
    // A browser in which nobody joined, and one of a member, have nobody to end.
    const ada = await member(board.url, 'AdaStays');
    for (const one of [new Visitor(board.url), ada]) expect((await one.call('DELETE', '/api/guest')).status).toBe(204);
    expect((await ada.get('/api/session')).body).toMatchObject({ user: { username: 'AdaStays' } });
  });

  it('[JOIN-3] forty phones behind one address all get in within ten seconds', async () => {
    const begun = Date.now();
    const posted = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const phone = new Visitor(board.url);
        await phone.get('/api/session');
        await phone.call('POST', '/api/guest', { body: { name: `Phone ${index}` } });
        const { answer } = await watch(board.url, phone);
        expect(answer).toMatchObject({ ok: true });
        return (
          await phone.call('POST', '/api/boards/main/events', { body: { name: `Post ${index}`, start: '2026-12-11' } })
        ).status;
      }),
    );
    expect(posted).toEqual(Array.from({ length: 40 }, () => 201));
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('[PRESENCE-1] all servers are counted together, and only moderators see the names', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'quiet', title: 'Quiet' } });
    const ada = await guest('Ada');
    const here = await watch(board.url, ada, 'quiet');
    const there = await watch(other.url, undefined, 'quiet');
    await until(
      'both servers to count both viewers',
      () => here.pulses.at(-1)?.viewers === 2 && there.pulses.at(-1)?.viewers === 2,
      15_000,
    );
    const seen = await owner.copy(other.url).get('/api/boards/quiet/people');
    expect(seen.body).toEqual({
      viewers: 2,
      nameless: 1,
      people: [{ id: expect.stringMatching(/^guest:/), name: 'Ada', member: false }],
      removed: [],
    });
    expect((await ada.get('/api/boards/quiet/people')).status).toBe(403);
    // A second page of the same person is no stranger.
    await watch(board.url, ada, 'quiet');
    await until('the second page to be counted', () => here.pulses.at(-1)?.viewers === 3, 15_000);
    expect((await owner.copy(board.url).get('/api/boards/quiet/people')).body).toMatchObject({
      viewers: 3,
      nameless: 1,
      people: [{ name: 'Ada' }],
    });
    there.socket.disconnect();
    await until('the other viewer to be gone', () => here.pulses.at(-1)?.viewers === 2, 15_000);
  });

  it('[PRESENCE-2] a server that died is no longer counted within 15 s', { timeout: 40_000 }, async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'lonely', title: 'Lonely' } });
    const here = await watch(board.url, undefined, 'lonely');
    // What a process leaves behind when it is killed.
    await board.database.db
      .collection<{ _id: string }>('presence')
      .updateOne(
        { _id: 'killed' },
        [{ $set: { at: '$$NOW', boards: [{ board: 'lonely', viewers: 7, nameless: 7, people: [] }] } }],
        { upsert: true },
      );
    await until('its viewers to be counted', () => here.pulses.at(-1)?.viewers === 8, 10_000);
    const died = Date.now();
    await until('its viewers to be no longer counted', () => here.pulses.at(-1)?.viewers === 1, 20_000);
    expect(Date.now() - died).toBeLessThan(15_000);
  });

  it('[MOD-1] a removed person cannot post or change anything, on any server; their posts can be hidden, too', async () => {
    const rude = await guest('Rude');
    const { event } = (
      await rude.call('POST', '/api/boards/main/events', { body: { name: 'Something rude', start: '2026-12-11' } })
    ).body;
    await watch(board.url, rude);
    const { id } = ((await people()).body.people as { id: string; name: string }[]).find(
      ({ name }) => name === 'Rude',
    )!;
    expect(
      (await rude.call('POST', '/api/boards/main/removed', { body: { id, name: 'Rude', events: 'keep' } })).status,
    ).toBe(403);
    expect(
      (await owner.call('POST', '/api/boards/main/removed', { body: { id, name: 'Rude', events: 'hide' } })).body,
    ).toEqual({ hidden: 1, left: 0 });
    expect((await new Visitor(board.url).get(`/api/events/${event.id}`)).status).toBe(404);
    const elsewhere = rude.copy(other.url);
    await until(
      'the other server to know',
      async () => ((await elsewhere.get('/api/boards/main')).body.you as { removed: boolean }).removed,
    );
    for (const visitor of [rude, elsewhere]) {
      expect(
        (await visitor.call('POST', '/api/boards/main/events', { body: { name: 'Again', start: '2026-12-11' } })).body,
      ).toMatchObject({ status: 403, detail: expect.stringContaining('removed') });
      expect(
        (await visitor.call('PATCH', `/api/events/${event.id}`, { version: 2, body: { name: 'Again' } })).status,
      ).toBe(403);
    }
    expect((await people()).body.removed).toEqual([{ id, name: 'Rude', until: expect.any(String) }]);
    expect((await owner.call('DELETE', '/api/boards/main/removed', { body: { id } })).status).toBe(204);
    expect(
      (await rude.call('POST', '/api/boards/main/events', { body: { name: 'Sorry', start: '2026-12-11' } })).status,
    ).toBe(201);
  });

  describe('[MOD-4] a removal follows the person', () => {
    const post = (by: Visitor): Promise<Answer> =>
      by.call('POST', '/api/boards/main/events', {
        body: { name: 'Fair', start: '2999-12-11', guestName: 'Somebody' },
      });

    /** Posts three events as this person, deletes one, and removes the person with their posts hidden. */
    async function removedAfterPosting(by: Visitor): Promise<{ kept: BoardEvent; deleted: BoardEvent; id: string }> {
      const [kept, deleted] = [(await post(by)).body.event, (await post(by)).body.event];
      expect((await by.call('DELETE', `/api/events/${deleted.id}`, { version: 1 })).status).toBe(200);
      const { owner: id } = (await storedEvents().findOne({ _id: new ObjectId(kept.id) }))! as unknown as {
        owner: string;
      };
      expect(
        (await owner.call('POST', '/api/boards/main/removed', { body: { id, name: 'Rude', events: 'hide' } })).body,
      ).toEqual({ hidden: 1, left: 0 });
      return { kept, deleted, id };
    }

    /** The statuses of each way to write something. */
    async function writing(by: Visitor, { kept, deleted }: { kept: BoardEvent; deleted: BoardEvent }) {
      const path = `/api/events/${kept.id}`;
      return {
        post: (await post(by)).status,
        edit: (await by.call('PATCH', path, { version: 2, body: { name: 'Again' } })).status,
        delete: (await by.call('DELETE', path, { version: 2 })).status,
        restore: (await by.call('POST', `/api/events/${deleted.id}/restore`)).status,
        removed: ((await by.get('/api/boards/main')).body.you as { removed: boolean }).removed,
      };
    }
    const refused = { post: 403, edit: 403, delete: 403, restore: 403, removed: true };

    it('a guest who signs up in the same browser stays removed, and is let in as the guest', async () => {
      const rude = await guest('Rude G');
      const events = await removedAfterPosting(rude);
      await rude.call('POST', '/api/signup', { body: { username: 'RudeOne', password: goodPassword } });
      expect(await writing(rude, events)).toEqual(refused);
      // An account of another browser is somebody else.
      expect((await post(await member(board.url, 'Polite'))).status).toBe(201);
      await owner.call('DELETE', '/api/boards/main/removed', { body: { id: events.id } });
      expect((await post(rude)).status).toBe(201);
    });

    it('a member who logs out stays removed as a guest, and under a new account of the same browser', async () => {
      const rude = await member(board.url, 'RudeTwo');
      const events = await removedAfterPosting(rude);
      await rude.call('POST', '/api/logout');
      // The events are the account's: to a guest they are not there.
      const asGuest = { ...refused, edit: 404, delete: 404 };
      expect(await writing(rude, events)).toEqual(asGuest);
      await rude.call('POST', '/api/guest', { body: { name: 'Quite new' } });
      expect(await writing(rude, events)).toEqual(asGuest);
      await rude.call('POST', '/api/signup', { body: { username: 'RudeThree', password: goodPassword } });
      expect(await writing(rude, events)).toEqual(asGuest);
      await owner.call('DELETE', '/api/boards/main/removed', { body: { id: events.id } });
      expect((await post(rude)).status).toBe(201);
    });

    it('a browser forgets no account of the day: it is refused another one before that', async () => {
      const rude = await member(board.url, 'RudeFive');
      const { id } = await removedAfterPosting(rude);
      const signUp = (n: number): Promise<Answer> =>
        rude.call('POST', '/api/signup', { body: { username: `RudeAgain${n}`, password: goodPassword } });
      await rude.call('POST', '/api/logout');
      // The longest name that a guest can have, in the largest characters.
      await rude.call('POST', '/api/guest', { body: { name: '𝔞'.repeat(60) } });
      let made = 1;
      for (; made < 100; made += 1) {
        const { status, headers } = await signUp(made);
        if (status === 429) {
          expect(Number(headers.get('retry-after'))).toBeGreaterThan(80_000);
          break;
        }
        expect(status).toBe(201);
        // A browser keeps no larger cookie.
        for (const cookie of rude.cookie.split('; ')) expect(cookie.length).toBeLessThanOrEqual(4_096);
      }
      expect(made).toBe(35);
      expect((await post(rude)).body).toMatchObject({ status: 403, detail: expect.stringContaining('removed') });
      // Nothing is closed to those who were there.
      expect((await logIn(rude, 'RudeAgain7')).status).toBe(200);
      expect((await post(rude)).status).toBe(403);
      await member(board.url, 'Elsewhere');
      expect((await logIn(rude, 'Elsewhere')).status).toBe(429);
      await owner.call('DELETE', '/api/boards/main/removed', { body: { id } });
      expect((await post(rude)).status).toBe(201);
    });

    it('[JOIN-6] a guest who leaves and joins again stays removed, and is let in as the guest of before', async () => {
      const rude = await guest('Rude L');
      const { id } = await removedAfterPosting(rude);
      await rude.call('DELETE', '/api/guest');
      await rude.call('POST', '/api/guest', { body: { name: 'Quite new L' } });
      expect((await post(rude)).body).toMatchObject({ status: 403, detail: expect.stringContaining('removed') });
      await owner.call('DELETE', '/api/boards/main/removed', { body: { id } });
      expect((await post(rude)).status).toBe(201);
    });

    it('[JOIN-6] a browser forgets no guest of the day: from the 36th on it lets nobody leave', async () => {
      const rude = await guest('Rude M');
      const { id } = await removedAfterPosting(rude);
      let left = 0;
      for (; left < 100; left += 1) {
        const { status } = await rude.call('DELETE', '/api/guest');
        if (status === 429) break;
        expect(status).toBe(204);
        // The longest name that a guest can have, in the largest characters.
        await rude.call('POST', '/api/guest', { body: { name: '𝔟'.repeat(60) } });
        for (const cookie of rude.cookie.split('; ')) expect(cookie.length).toBeLessThanOrEqual(4_096);
      }
      expect(left).toBe(35);
      expect((await post(rude)).status).toBe(403);
      await owner.call('DELETE', '/api/boards/main/removed', { body: { id } });
      expect((await post(rude)).status).toBe(201);
    });

    it('a member whose session was ended stays removed as a guest', async () => {
      const rude = await member(board.url, 'RudeFour');
      const elsewhere = rude.copy();
      const { id } = await removedAfterPosting(rude);
      await elsewhere.call('POST', '/api/logout-everywhere');
      expect((await post(rude)).status).not.toBe(201);
      expect((await post(rude)).body).toMatchObject({ status: 403, detail: expect.stringContaining('removed') });
      await owner.call('DELETE', '/api/boards/main/removed', { body: { id } });
    });
  });

  it('[MOD-3] removing a person hides all of their posts, however many', async () => {
    const busy = await guest('Busy');
    const { event } = (
      await busy.call('POST', '/api/boards/main/events', { body: { name: 'Post 0', start: '2026-12-11' } })
    ).body;
    const { owner: id } = (await storedEvents().findOne({ _id: new ObjectId(event.id) }))!;
    await storedEvents().insertMany(
      Array.from({ length: 1_100 }, (_, index) => ({
        board: 'main',
        owner: id,
        name: `Post ${index + 1}`,
        start: '2026-12-11',
      })),
    );
    let hidden = 0;
    // A busy machine may need more than one call; each says how many posts are left.
    for (let left = 1; left > 0;) {
      const answer = await owner.call('POST', '/api/boards/main/removed', {
        body: { id, name: 'Busy', events: 'hide' },
      });
      expect(answer).toMatchObject({ status: 200, body: { hidden: expect.any(Number), left: expect.any(Number) } });
      const body = answer.body as unknown as { hidden: number; left: number };
      hidden += body.hidden;
      left = body.left;
    }
    expect(hidden).toBe(1_101);
    expect(await storedEvents().countDocuments({ owner: id, status: { $ne: 'hidden' } })).toBe(0);
  });

  it('[MOD-3] a database that fails while hiding is an error, and trying again hides the rest', async () => {
    const loud = await guest('Loud');
    for (const name of ['One', 'Two'])
      expect((await loud.call('POST', '/api/boards/main/events', { body: { name, start: '2026-12-11' } })).status).toBe(
        201,
      );
    const { owner: id } = (await storedEvents().findOne({ 'author.name': 'Loud' }))!;
    // A validator affects only this test's database. A fail point would affect the tests of other files.
    const refuse = (validator: object): Promise<unknown> => board.database.db.command({ collMod: 'events', validator });
    const remove = (): Promise<Answer> =>
      owner.call('POST', '/api/boards/main/removed', { body: { id, name: 'Loud', events: 'hide' } });
    await refuse({ status: { $ne: 'hidden' } });
    expect(await remove()).toMatchObject({ status: 500, body: { code: 'internal' } });
    await refuse({});
    expect(await remove()).toMatchObject({ status: 200, body: { hidden: 2, left: 0 } });
  });

  it('[MOD-3] a post that another server took until it knew of the removal is hidden, too', async () => {
    const main = (await owner.get('/api/boards/main')).body.board as Board;
    const post = () =>
      storedEvents().insertOne({ board: 'main', owner: 'guest:fast', name: 'Post', start: '2026-12-11' });
    const rests: number[] = [];
    const events = createEventService({
      events: createEventRepository(board.database.db, { timeZone: main.timeZone }),
      boardFor: async (_, actor) => ({
        board: main,
        identity: null,
        actor: actor === null ? null : { ...actor, removed: false },
      }),
      requireStill: async () => undefined,
      room: unboundedRoom(),
      isMembersName: async () => false,
      reservePicture: () => Promise.reject(new Error('Nobody posts a picture.')),
      log: { record: () => undefined },
      rest: async (ms) => {
        rests.push(ms);
        await post();
      },
    });
    await post();
    expect(await events.hideOwned('main', 'guest:fast', { key: 'user:owner', role: 'owner' })).toEqual({
      hidden: 2,
      left: 0,
    });
    expect(rests).toEqual([1_000]);
  });

  it('[MOD-3] when hiding takes too long, the answer says how many posts are left', async () => {
    const shown = (owner: string) => storedEvents().countDocuments({ owner, status: { $ne: 'hidden' } });
    await storedEvents().insertMany(
      Array.from({ length: 120 }, (_, index) => ({
        board: 'main',
        owner: 'guest:slow',
        name: `Post ${index}`,
        start: '2026-12-11',
      })),
    );
    const main = (await owner.get('/api/boards/main')).body.board as Board;
    const read = { timeZone: main.timeZone };
    let ms = 0;
    const events = createEventService({
      events: createEventRepository(board.database.db, read),
      boardFor: async (_, actor) => ({
        board: main,
        identity: null,
        actor: actor === null ? null : { ...actor, removed: false },
      }),
      requireStill: async () => undefined,
      room: unboundedRoom(),
      isMembersName: async () => false,
      reservePicture: () => Promise.reject(new Error('Nobody posts a picture.')),
      log: { record: () => undefined },
      // Eleven seconds pass each time; meanwhile somebody sets the machine's clock back.
      monotonicMs: () => (ms += 11_000),
      clock: () => new Date(Date.now() - ms * 60),
    });
    const first = await events.hideOwned('main', 'guest:slow', { key: 'user:owner', role: 'owner' });
    expect(first).toEqual({ hidden: 50, left: 70 });
    expect(await shown('guest:slow')).toBe(70);
  });

  it('[MOD-2] a deleted event is put back as the same event, by the same author', async () => {
    const mia = await guest('Mia');
    const { event } = (
      await mia.call('POST', '/api/boards/main/events', {
        body: { name: 'Bake sale', start: '2026-12-11', details: 'Bring a cake.' },
      })
    ).body;
    expect((await owner.call('DELETE', `/api/events/${event.id}`, { version: 1 })).status).toBe(200);
    expect((await (await guest('Someone')).call('POST', `/api/events/${event.id}/restore`)).status).toBe(403);
    const restored = await owner.call('POST', `/api/events/${event.id}/restore`);
    expect([restored.status, restored.body.event]).toEqual([
      200,
      { ...event, version: 2, updatedAt: expect.any(String) },
    ]);
    // It is still hers, and putting it back a second time changes nothing.
    expect((await mia.call('PATCH', `/api/events/${event.id}`, { version: 2, body: { place: 'Hall' } })).status).toBe(
      200,
    );
    expect((await owner.call('POST', `/api/events/${event.id}/restore`)).body.event).toMatchObject({
      version: 3,
      place: 'Hall',
    });
    expect((await owner.call('POST', `/api/events/${'0'.repeat(24)}/restore`)).body).toMatchObject({
      status: 404,
      detail: expect.stringContaining('no longer'),
    });
  });
});
