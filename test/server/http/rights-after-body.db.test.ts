import { request, type ClientRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member, whoIs } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:test',
  'BEGIN:VEVENT',
  'UID:late@test',
  'DTSTAMP:20260101T000000Z',
  'SUMMARY:Late',
  'DTSTART;VALUE=DATE:29991201',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

const post = JSON.stringify({ name: 'Late', start: '2999-12-01' });

describe('[SESSION-6] what a request may do is decided after its body has come', () => {
  let board: TestBoard;
  let owner: Visitor;
  let slugs = 0;

  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Owner');
    for (const name of ['Bob', 'Mod', 'Victim', 'Passing']) await member(board.url, name);
  });
  afterAll(() => board.close());

  async function loggedIn(name: string): Promise<Visitor> {
    const visitor = new Visitor(board.url);
    expect((await logIn(visitor, name)).status).toBe(200);
    // From here on the process knows the session, so a request is under way as soon as it arrives.
    expect(await whoIs(visitor)).toMatchObject({ username: name });
    return visitor;
  }

  /** A board of the owner with this moderator. */
  async function boardWith(moderator: string): Promise<string> {
    const slug = `late-${(slugs += 1)}`;
    await owner.call('POST', '/api/boards', { body: { slug, title: 'Late' } });
    await owner.call('PUT', `/api/boards/${slug}/moderators`, { body: { usernames: [moderator] } });
    return slug;
  }

  /** Sends a request whose body waits for `meanwhile`. Returns the status of the answer. */
  async function statusOf(
    by: Visitor,
    [method, path]: [string, string],
    body: string,
    meanwhile: () => Promise<unknown>,
  ): Promise<number> {
    const sent: ClientRequest = request(`${board.url}${path}`, {
      method,
      headers: {
        cookie: by.cookie,
        'content-type': path.endsWith('/import')
          ? 'text/calendar'
          : path.endsWith('/pictures')
            ? 'image/jpeg'
            : 'application/json',
        'content-length': Buffer.byteLength(body),
        'if-match': '"1"',
      },
    });
    const answered = new Promise<number>((resolve, reject) => {
      sent.on('error', reject).on('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      });
    });
    await new Promise((resolve) => sent.write(body.slice(0, 10), resolve));
    await meanwhile();
    sent.end(body.slice(10));
    return answered;
  }

  const lateEvents = () => board.database.db.collection('events').countDocuments({ name: 'Late' });

  it.each<[string, number, (slug: string, bob: Visitor) => Promise<unknown>]>([
    ['lost the role', 403, (slug) => owner.call('PUT', `/api/boards/${slug}/moderators`, { body: { usernames: [] } })],
    [
      'may not any more: archived',
      403,
      (slug) => owner.call('PATCH', `/api/boards/${slug}`, { body: { archived: true } }),
    ],
    ['logged out everywhere', 401, (_, bob) => bob.copy().call('POST', '/api/logout-everywhere')],
    ['has no board any more', 404, (slug) => owner.call('DELETE', `/api/boards/${slug}`, { body: { confirm: slug } })],
  ])('an import of somebody who %s meanwhile is refused', async (_, status, meanwhile) => {
    const slug = await boardWith('Bob');
    const bob = await loggedIn('Bob');
    expect(await statusOf(bob, ['POST', `/api/boards/${slug}/import`], calendar, () => meanwhile(slug, bob))).toBe(
      status,
    );
    expect(await lateEvents()).toBe(0);
  });

  it.each<[string, number, (slug: string, bob: Visitor) => Promise<unknown>]>([
    [
      'may not post any more',
      403,
      (slug) => owner.call('PATCH', `/api/boards/${slug}`, { body: { posting: 'nobody' } }),
    ],
    ['logged out everywhere', 401, (_, bob) => bob.copy().call('POST', '/api/logout-everywhere')],
    ['has no board any more', 404, (slug) => owner.call('DELETE', `/api/boards/${slug}`, { body: { confirm: slug } })],
  ])('a picture of somebody who %s meanwhile is not stored', async (_, status, meanwhile) => {
    const slug = await boardWith('Victim');
    const bob = await loggedIn('Bob');
    expect(
      await statusOf(bob, ['POST', `/api/boards/${slug}/pictures`], '\xff\xd8\xff no more', () => meanwhile(slug, bob)),
    ).toBe(status);
    expect(await board.database.db.collection('pictures').countDocuments()).toBe(0);
  });

  it('a session that a new password ended closes no account', async () => {
    const before = await loggedIn('Owner');
    const change = { current: goodPassword, next: goodPassword };
    expect(
      await statusOf(before, ['DELETE', '/api/users/Victim'], '{ "events": "keep" }', () =>
        owner.call('POST', '/api/password', { body: change }),
      ),
    ).toBe(401);
    expect((await logIn(new Visitor(board.url), 'Victim')).status).toBe(200);
  });

  it.each([
    ['a board', (slug: string) => `/api/boards/${slug}`, '{ "title": "Late" }'],
    ['an event', (_: string, event: string) => `/api/events/${event}`, '{ "name": "Late" }'],
  ])('a moderator who was demoted meanwhile does not change %s', async (_, path, body) => {
    const slug = await boardWith('Bob');
    const { id } = await owner.post({ guestName: undefined });
    await owner.call('PATCH', '/api/users/Mod', { body: { role: 'moderator' } });
    const moderator = await loggedIn('Mod');
    expect(
      await statusOf(moderator, ['PATCH', path(slug, id)], body, () =>
        owner.call('PATCH', '/api/users/Mod', { body: { role: 'member' } }),
      ),
    ).toBe(403);
  });

  it('a post on a board for members is refused to somebody who logged out meanwhile', async () => {
    const slug = await boardWith('Bob');
    await owner.call('PATCH', `/api/boards/${slug}`, { body: { posting: 'members' } });
    const bob = await loggedIn('Bob');
    expect(
      await statusOf(bob, ['POST', `/api/boards/${slug}/events`], post, () => bob.copy().call('POST', '/api/logout')),
    ).toBe(401);
  });

  it('nobody posts under the name of an account that was closed meanwhile', async () => {
    const passing = await loggedIn('Passing');
    expect(
      await statusOf(passing, ['POST', '/api/boards/main/events'], post, async () => {
        await passing.copy().call('DELETE', '/api/account', { body: { password: goodPassword, events: 'delete' } });
        await member(board.url, 'Passing');
      }),
    ).toBe(401);
    expect(await lateEvents()).toBe(0);
  });
});
