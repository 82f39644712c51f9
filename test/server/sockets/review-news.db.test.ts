import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { io, type Socket } from 'socket.io-client';
import type { Snapshot, WaitingNotice } from '../../../shared/feed-protocol.ts';
import { protocolVersion } from '../../../shared/protocol-version.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { logIn, member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

type Page = { socket: Socket; posts: number; waiting: WaitingNotice[] };

describe('news of what waits and what was decided', () => {
  let board: TestBoard;
  let owner: Visitor;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
    await owner.call('PATCH', '/api/boards/main', { body: { approval: true } });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await board.close();
  });

  /** A page of this person that follows the board as everybody does. */
  async function open(person: Visitor): Promise<Page> {
    const { body } = await person.get('/api/boards/main/snapshot');
    const { position } = body as unknown as Snapshot;
    const socket = io(board.url, {
      forceNew: true,
      transports: ['websocket'],
      extraHeaders: { cookie: person.cookie },
    });
    sockets.push(socket);
    const page: Page = { socket, posts: 0, waiting: [] };
    socket.on('posts', () => (page.posts += 1));
    socket.on('waiting', (notice: WaitingNotice) => page.waiting.push(notice));
    const answer = (await socket.emitWithAck('subscribe', {
      board: 'main',
      position,
      protocol: protocolVersion,
    })) as unknown;
    expect(answer).toMatchObject({ ok: true });
    return page;
  }

  const decide = async (id: string, version: number, outcome: string, path = ''): Promise<void> => {
    const { status } = await owner.call('POST', `/api/events/${id}/review${path}`, { version, body: { outcome } });
    expect(status).toBe(200);
  };

  it('[MOD-6] a decision is told to the author’s own sockets, and to nobody else', async () => {
    const [guest, stranger] = [new Visitor(board.url), new Visitor(board.url)];
    const lena = await member(board.url, 'Lena');
    for (const [visitor, name] of [
      [guest, 'Mia'],
      [stranger, 'Ben'],
    ] as const)
      await visitor.call('POST', '/api/guest', { body: { name } });
    const pages = {
      guest: await open(guest),
      sameBrowser: await open(guest),
      lena: await open(lena),
      stranger: await open(stranger),
      nameless: await open(new Visitor(board.url)),
      moderator: await open(owner),
    };
    const byGuest = await guest.post({ guestName: 'Mia' });
    const byLena = await lena.post();
    await until('the news of the posts', () => pages.guest.posts + pages.sameBrowser.posts + pages.lena.posts === 3);
    for (const page of Object.values(pages)) page.posts = 0;
    const told = () => Object.values(pages).map(({ posts }) => posts > 0);
    await decide(byGuest.id, byGuest.version, 'rejected');
    await until('the guest to be told', () => pages.guest.posts > 0 && pages.sameBrowser.posts > 0);
    expect(told()).toEqual([true, true, false, false, false, false]);
    await decide(byLena.id, byLena.version, 'approved');
    await until('the member to be told', () => pages.lena.posts > 0);
    expect(told()).toEqual([true, true, true, false, false, false]);
  });

  it('[MOD-6] after logging out a page is told nothing of the account, also on a connection that stays', async () => {
    const lena = await member(board.url, 'Lena');
    const first = await lena.post();
    const elsewhere = new Visitor(board.url);
    await logIn(elsewhere, 'Lena');
    const [here, there] = [await open(lena), await open(elsewhere)];
    const ended = new Promise((resolve) => {
      here.socket.once('session', resolve);
    });
    await lena.call('POST', '/api/logout');
    await ended;
    await decide(first.id, first.version, 'rejected');
    await until('the other browser to be told', () => there.posts > 0);
    expect(here.posts).toBe(0);
  });

  it('[MOD-7] programs without a socket can ask how many posts wait, and others are told none', async () => {
    const guest = new Visitor(board.url);
    await guest.post({ guestName: 'Mia' });
    await guest.post({ guestName: 'Mia' });
    const waiting = async (person: Visitor) => (await person.get('/api/boards/main')).body.waiting;
    expect([await waiting(owner), await waiting(guest), await waiting(new Visitor(board.url))]).toEqual([2, 0, 0]);
  });

  it('[MOD-6] what everybody sees is told nobody twice', async () => {
    await owner.call('PATCH', '/api/boards/main', { body: { approval: false } });
    const guest = new Visitor(board.url);
    await guest.call('POST', '/api/guest', { body: { name: 'Mia' } });
    const page = await open(guest);
    const shown = await guest.post({ guestName: 'Mia' });
    await guest.call('PATCH', `/api/events/${shown.id}`, { version: shown.version, body: { place: 'Gym' } });
    await owner.call('PATCH', '/api/boards/main', { body: { approval: true } });
    const waits = await guest.post({ guestName: 'Mia' });
    await until('the post that waits', () => page.posts > 0);
    const before = page.posts;
    await decide(waits.id, waits.version, 'approved');
    await until('the decision', () => page.posts > before);
    expect(before).toBe(1);
  });

  it('[MOD-7] the moderators of a board are told how many posts and changes wait, all dates of a post as one', async () => {
    const guest = new Visitor(board.url);
    const one = await guest.post({ guestName: 'Mia' });
    const [moderator, other] = [await open(owner), await open(guest)];
    const latest = () => moderator.waiting.at(-1);
    await until('the number that waited before', () => latest()?.posts === 1);
    const series = await guest.post({ name: 'Film night', repeat: { every: 'week', count: 30 } });
    await until('the series', () => latest()?.posts === 2);
    await decide(one.id, one.version, 'approved');
    await until('the decision', () => latest()?.posts === 1);
    await guest.call('PATCH', `/api/events/${one.id}`, { version: 2, body: { place: 'Gym' } });
    await until('a change that waits', () => latest()?.posts === 2);
    await decide(series.id, series.version, 'rejected', '?series=all');
    await until('the rejection of all dates', () => latest()?.posts === 1);
    await guest.call('DELETE', `/api/events/${one.id}`, { version: 3 });
    await until('the deletion', () => latest()?.posts === 0);
    expect(latest()).toEqual({ board: 'main', posts: 0 });
    expect(other.waiting).toEqual([]);
  });

  it('[MOD-7] somebody who becomes a moderator of the board is told the number at once', async () => {
    const lena = await member(board.url, 'Lena');
    await new Visitor(board.url).post({ guestName: 'Mia' });
    const page = await open(lena);
    const { status } = await owner.call('PUT', '/api/boards/main/moderators', { body: { usernames: ['Lena'] } });
    expect(status).toBe(204);
    await until('the number', () => page.waiting.at(-1)?.posts === 1);
  });
});
