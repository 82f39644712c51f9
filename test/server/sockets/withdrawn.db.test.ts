import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Audience, Snapshot, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

/** A position of the same history, earlier than this one. */
function earlier(position: string, seconds: number): string {
  const [epoch, data] = position.split('.') as [string, string];
  const time = Number.parseInt(data.slice(2, 10), 16) - seconds;
  return `${epoch}.82${time.toString(16).toUpperCase().padStart(8, '0')}${data.slice(10)}`;
}

describe('what was taken back', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;
  const closers: (() => Promise<void> | void)[] = [];

  beforeEach(async () => {
    board = await startBoard({ settings: { BOARD_CREATION: 'members' } });
    owner = await member(board.url, 'Ms.Okafor');
    lena = await member(board.url, 'Lena');
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await board.close();
  });

  async function snapshot(slug: string, who = new Visitor(board.url), audience: Audience = 'public') {
    return (await who.get(`/api/boards/${slug}/snapshot?audience=${audience}`)).body as unknown as Snapshot;
  }

  function subscribe(message: object, { url = board.url, cookie = '' } = {}): Promise<SubscribeAnswer> {
    const socket: Socket = io(url, { forceNew: true, transports: ['websocket'], extraHeaders: { cookie } });
    closers.push(() => void socket.disconnect());
    return socket.timeout(10_000).emitWithAck('subscribe', message) as Promise<SubscribeAnswer>;
  }

  async function post(who: Visitor, slug: string, name: string): Promise<string> {
    const body = { name, start: '2026-12-11T18:00', details: `${name} at home` };
    const { status, body: answer } = await who.call('POST', `/api/boards/${slug}/events`, { body });
    expect(status).toBe(201);
    return answer.event.id;
  }

  it('[FEED-25] a replay from before has no text that was hidden, deleted or changed since', async () => {
    const { position } = await snapshot('main');
    const ids = {
      hidden: await post(lena, 'main', 'SECRET hidden'),
      pending: await post(lena, 'main', 'SECRET pending'),
      deleted: await post(lena, 'main', 'SECRET deleted'),
      changed: await post(lena, 'main', 'SECRET first words'),
    };
    await until('all to be public', async () => (await snapshot('main')).size === 4);
    for (const status of ['hidden', 'pending'] as const)
      await owner.call('PATCH', `/api/events/${ids[status]}`, { version: 1, body: { status } });
    await lena.call('DELETE', `/api/events/${ids.deleted}`, { version: 1 });
    await lena.call('PATCH', `/api/events/${ids.changed}`, { version: 1, body: { name: 'Fair', details: null } });
    const now = await until('all to be taken back', async () => {
      const current = await snapshot('main');
      return !JSON.stringify(current).includes('SECRET') && current.size === 1 && current;
    });
    const answer = await until('the frames to be sent', async () => {
      const replay = await subscribe({ board: 'main', position });
      return replay.ok && replay.at === now.position && replay;
    });
    expect(JSON.stringify(answer)).not.toContain('SECRET');
    expect(answer.changes).toEqual([
      { remove: ids.hidden },
      { remove: ids.pending },
      { remove: ids.deleted },
      { put: expect.objectContaining({ id: ids.changed, name: 'Fair' }) as unknown },
    ]);
    expect(answer).toMatchObject({ size: now.size, checksum: now.checksum });
  });

  it('[FEED-26] nobody reads what was on a board of the same address before, on any server', async () => {
    const second = await startBoard({ database: board.database });
    closers.push(() => second.close());
    const body = { slug: 'class7', title: 'Class 7' };
    await owner.call('POST', '/api/boards', { body });
    await owner.call('PATCH', '/api/boards/class7', { body: { approval: true } });
    const id = await post(lena, 'class7', 'SECRET pending');
    await until('it to wait', async () => (await snapshot('class7', owner, 'moderators')).size === 1);
    const old = await snapshot('class7', owner, 'moderators');
    expect((await owner.call('DELETE', '/api/boards/class7', { body: { confirm: 'class7' } })).status).toBe(204);
    expect((await lena.call('POST', '/api/boards', { body })).status).toBe(201);
    for (const { url } of [board, second]) {
      const as = { url, cookie: lena.cookie };
      const audience = 'moderators';
      const fresh = await until('the new board to be readable', async () => {
        const answer = await fetch(`${url}/api/boards/class7/snapshot?audience=moderators`, { headers: as });
        const current = (await answer.json()) as Snapshot;
        return answer.ok && current.size === 0 && current.position > old.position && current;
      });
      await until('the board before to be forgotten', async () => {
        const answer = await subscribe({ board: 'class7', position: old.position, audience }, as);
        return !answer.ok && answer.code === 'position_unknown';
      });
      for (const seconds of [0, 1, 5, 30]) {
        const position = earlier(old.position, seconds);
        expect(await subscribe({ board: 'class7', position, audience }, as)).toEqual({
          ok: false,
          code: 'position_unknown',
        });
      }
      const joined = await until('the current position to be known', async () => {
        const { position } = await snapshot('class7', lena, audience);
        const answer = await subscribe({ board: 'class7', position, audience }, as);
        return answer.ok && answer;
      });
      expect(joined).toMatchObject({ changes: [], size: 0, checksum: fresh.checksum });
      expect(JSON.stringify(joined)).not.toContain(id);
    }
  });

  it('[FEED-26] followers of a deleted board hear no frame of one that is created with its address', async () => {
    const body = { slug: 'class7', title: 'Class 7' };
    await owner.call('POST', '/api/boards', { body });
    const { position } = await snapshot('class7', owner, 'moderators');
    const socket = io(board.url, { forceNew: true, transports: ['websocket'], extraHeaders: { cookie: owner.cookie } });
    closers.push(() => void socket.disconnect());
    const heard: string[] = [];
    socket.on('changes', (frame) => heard.push(JSON.stringify(frame)));
    const follow = () => socket.timeout(5_000).emitWithAck('subscribe', { board: 'class7', position });
    await until('the subscription', async () => ((await follow()) as SubscribeAnswer).ok);
    await owner.call('DELETE', '/api/boards/class7', { body: { confirm: 'class7' } });
    await lena.call('POST', '/api/boards', { body });
    await until('a view of the new board', async () => (await snapshot('class7')).position > position);
    const id = await post(lena, 'class7', 'Reading night');
    const newcomer = await until('the post to be sent', async () => {
      const current = await snapshot('class7');
      if (current.size === 0) return false;
      const answer = await subscribe({ board: 'class7', position: current.position });
      return answer.ok && answer;
    });
    expect(newcomer.size).toBe(1);
    // What was sent before this answer has arrived before it.
    await follow();
    expect(heard.join()).not.toContain(id);
  });
});
