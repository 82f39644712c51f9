import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient } from '../../support/board/feed-client.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('display names', () => {
  let board: TestBoard;
  let other: TestBoard;
  let owner: Visitor;
  let ana: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    other = await startBoard({ database: board.database });
    owner = await member(board.url, 'Head');
    ana = await member(board.url, 'ana.ruiz');
  });
  afterAll(async () => {
    await other.close();
    await board.close();
  });

  const rename = (by: Visitor, displayName: unknown): Promise<Answer> =>
    by.call('PATCH', '/api/account', { body: { displayName } });
  const author = async (id: string): Promise<unknown> =>
    (await new Visitor(board.url).get(`/api/events/${id}`)).body.event.author;
  const full = { name: 'ana.ruiz', member: true, displayName: 'Dr. Ana M. Ruiz' };

  it('[ACCOUNT-17] is beside the username, in the session, in the owner’s list, and in what is posted from then on', async () => {
    expect((await ana.get('/api/session')).body.user).toEqual({
      username: 'ana.ruiz',
      displayName: null,
      role: 'member',
    });
    const changed = await rename(ana, '  Dr.  Ana M. Ruiz ');
    const user = { username: 'ana.ruiz', displayName: 'Dr. Ana M. Ruiz', role: 'member' };
    expect([changed.status, changed.body]).toEqual([200, { user }]);
    expect((await ana.get('/api/session')).body.user).toEqual(user);
    await until('the other server to know', async () => {
      const { user: there } = (await ana.copy(other.url).get('/api/session')).body as {
        user?: { displayName?: unknown };
      };
      return there?.displayName === 'Dr. Ana M. Ruiz';
    });
    const { users } = (await owner.get('/api/users')).body as unknown as {
      users: { username: string; displayName: unknown }[];
    };
    expect(users.map(({ username, displayName }) => [username, displayName])).toEqual([
      ['Head', null],
      ['ana.ruiz', 'Dr. Ana M. Ruiz'],
    ]);
    const event = await ana.post({ guestName: undefined });
    expect(event.author).toEqual(full);
    const found = async (q: string): Promise<number> =>
      (await owner.get(`/api/boards/main/events?${q}`)).body.events.length;
    expect([await found('q=dr.+ana'), await found('q=ana.ruiz'), await found('author=ana.ruiz')]).toEqual([1, 1, 1]);
    expect(await (await fetch(`${board.url}/boards/main.atom`)).text()).toContain('<name>Dr. Ana M. Ruiz</name>');
  });

  it('[ACCOUNT-19] a change reaches every event of the account, live, waiting, hidden and deleted, as a later version by the feed', async () => {
    const lena = await member(board.url, 'Lena');
    const [live, hidden, deleted] = [
      await lena.post({ guestName: undefined, name: 'Live' }),
      await lena.post({ guestName: undefined, name: 'Hidden' }),
      await lena.post({ guestName: undefined, name: 'Deleted' }),
    ];
    const someoneElses = await owner.post({ guestName: undefined, name: 'Else' });
    await owner.call('PATCH', `/api/events/${hidden.id}`, { version: 1, body: { status: 'hidden' } });
    await lena.call('DELETE', `/api/events/${deleted.id}`, { version: 1 });
    const { feed, stop } = feedClient(other.url, { board: 'main' });
    await until('the feed to be live', () => feed.status.state === 'live');

    const shown = { name: 'Lena', member: true, displayName: 'Lena Brandt' };
    await rename(lena, 'Lena Brandt');
    await until('the feed to have it', () => feed.events.get(live.id)?.author.displayName === 'Lena Brandt');
    expect(feed.events.get(live.id)).toEqual({ ...live, author: shown, version: 2 });
    expect(feed.events.get(someoneElses.id)).toEqual(someoneElses);
    const restored = await lena.call('POST', `/api/events/${deleted.id}/restore`);
    expect(restored.body.event.author).toEqual(shown);
    const { events } = (await lena.get('/api/myevents')).body;
    expect(events.map((event) => event.author)).toEqual([shown, shown, shown]);

    await rename(lena, null);
    await until('the feed to have the username', () => feed.events.get(live.id)?.version === 3);
    expect(feed.events.get(live.id)?.author).toEqual({ name: 'Lena', member: true });
    stop();
  });

  it('[ACCOUNT-19] a server finishes at its start what another one began', async () => {
    const kim = await member(board.url, 'Kim');
    const { id } = await kim.post({ guestName: undefined });
    // As after a crash: the account has the name, and no event does.
    await board.database.db
      .collection('users')
      .updateOne({ name: 'Kim' }, { $set: { displayName: 'Kim Novak', isRenaming: true } });
    const third = await startBoard({ database: board.database });
    await until(
      'the event to have it',
      async () => ((await author(id)) as { displayName?: string }).displayName === 'Kim Novak',
    );
    await until(
      'the account to be no longer marked',
      async () => (await board.database.db.collection('users').findOne({ name: 'Kim' }))?.isRenaming === undefined,
    );
    await third.close();
  });

  it('[ACCOUNT-18] nobody takes a name that is or looks like another member’s, or that says what somebody is', async () => {
    const mallory = await member(board.url, 'Mallory');
    const refused = async (name: string): Promise<boolean> => {
      const { status, body } = await rename(mallory, name);
      if (status === 400) expect(body).toMatchObject({ errors: [{ path: 'displayName' }] });
      return status === 400;
    };
    const others = ['Head', 'HEAD', 'H e a d', 'Неad', 'ana ruiz', 'Ana-Ruiz', 'Dr. Ana M. Ruiz'];
    for (const name of [...others, 'Owner', 'The Owner', 'Moderator Mallory', 'M0derator', 'Guest'])
      expect([name, await refused(name)]).toEqual([name, true]);
    // Their own username is theirs, and so is a word that only begins like a role.
    for (const name of ['mallory', 'Homeowner Mallory', 'Dr. Mallory'])
      expect([name, await refused(name)]).toEqual([name, false]);
    // And nobody is taken for Mallory.
    expect((await new Visitor(board.url).call('POST', '/api/guest', { body: { name: 'Dr. Mallory' } })).status).toBe(
      400,
    );
    const signUp = await new Visitor(board.url).call('POST', '/api/signup', {
      body: { username: 'Homeowner', password: 'seven quiet otters' },
    });
    expect(signUp.status).toBe(201);
    // A name that is given back is free again.
    await rename(mallory, null);
    expect((await rename(owner, 'Dr. Mallory')).status).toBe(200);
  });

  it('[ACCOUNT-18] of two who take the same name at the same moment one gets it', async () => {
    const [one, two] = [await member(board.url, 'One'), await member(board.url, 'Two')];
    const both = await Promise.all([rename(one, 'The Same'), rename(two, 'The Same')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('[ACCOUNT-17] only a member has one, and too many changes have to wait', async () => {
    expect((await rename(new Visitor(board.url), 'Somebody')).status).toBe(401);
    const busy = await member(board.url, 'Busy');
    expect((await rename(busy, 5)).status).toBe(400);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await rename(busy, `Busy Bee ${n}`)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  });
});
