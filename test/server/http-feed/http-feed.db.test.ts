import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, Pulse, Snapshot } from '../../../shared/feed-protocol.ts';
import { protocolVersion } from '../../../shared/protocol-version.ts';
import { LiveSet } from '../../../shared/live-set.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('the feed by HTTP', () => {
  let board: TestBoard;
  let other: TestBoard;
  let owner: Visitor;
  let guest: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    other = await startBoard({ database: board.database });
    owner = await member(board.url, 'Owner');
    guest = new Visitor(board.url);
  });
  afterAll(async () => {
    await other.close();
    await board.close();
  });

  async function snapshot(audience = 'public', by = guest): Promise<Snapshot> {
    return (await by.get(`/api/boards/main/snapshot?audience=${audience}`)).body as unknown as Snapshot;
  }

  function follow(after: string, more = '', by = guest) {
    return by.get(`/api/boards/main/feed?after=${encodeURIComponent(after)}${more}`);
  }

  /** Waits, for more than one turn if a turn ends meanwhile. */
  async function wait(after: string, more = '', by = guest): ReturnType<typeof follow> {
    let turn: string | number = 0;
    for (;;) {
      const answer = await follow(after, `${more}&turn=${turn}`, by);
      if (answer.status !== 204) return answer;
      turn = answer.headers.get('feed-turn')!;
    }
  }

  it('[FOLLOW-1] a program that asks again and again, any server, comes to what the database holds, and can prove it', async () => {
    const start = await snapshot();
    const set = new LiveSet();
    set.reset(start.events);
    let { position } = start;
    const servers = [guest, guest.copy(other.url)];
    let turn = '';
    const writing = (async () => {
      for (let n = 0; n < 30; n += 1) {
        const { id, version } = await guest.post({ name: `Choir ${n}` });
        if (n % 3 === 0) await guest.call('DELETE', `/api/events/${id}`, { version });
      }
    })();
    let frames = 0;
    await until('all changes to come', async () => {
      const { status, headers, body } = await follow(position, turn, servers[frames % 2]);
      turn = `&turn=${headers.get('feed-turn')}`;
      if (status === 204) return false;
      const frame = body as unknown as Frame;
      frames += 1;
      expect([status, frame.board, frame.after]).toEqual([200, 'main', position]);
      for (const change of frame.changes) set.apply(change);
      expect([set.size, set.checksum]).toEqual([frame.size, frame.checksum]);
      position = frame.at;
      return set.size >= start.size + 20 && [...set.values()].some(({ name }) => name === 'Choir 29');
    });
    await writing;
    const { size, checksum } = await snapshot();
    expect([set.size, set.checksum]).toEqual([size, checksum]);
  });

  it('[FOLLOW-1] what follows a position may be kept by caches for a second', async () => {
    const { position } = await snapshot();
    const nothing = await follow(position);
    expect([nothing.status, nothing.body.changes, nothing.headers.get('cache-control')]).toEqual([
      200,
      [],
      'public, max-age=1',
    ]);
    const waiting = wait(position);
    const { id } = await guest.post();
    const { status, headers, body } = await waiting;
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=1']);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('api-version')).toBe(String(protocolVersion));
    expect((body as unknown as Frame).changes).toMatchObject([{ put: { id } }]);
  });

  it('[FOLLOW-3] the public feed is the same for everybody, with and without cookies, and pages of other sites may read it', async () => {
    const { position } = await snapshot();
    await guest.post();
    for (const path of [`feed?after=${encodeURIComponent(position)}`, 'snapshot', 'pulse']) {
      const answers = await Promise.all(
        [guest, owner, new Visitor(board.url)].map(async ({ cookie }) => {
          const response = await fetch(`${board.url}/api/boards/main/${path}`, {
            headers: { origin: 'https://elsewhere.example', ...(cookie === '' ? {} : { cookie }) },
          });
          expect(response.headers.get('access-control-allow-origin')).toBe('*');
          expect(response.headers.get('cache-control')).toMatch(/^public, max-age=[15]$/);
          expect(response.headers.getSetCookie()).toEqual([]);
          expect(response.headers.get('vary') ?? '').not.toMatch(/cookie/i);
          const { now: _, ...body } = (await response.json()) as { now?: string };
          return JSON.stringify(body);
        }),
      );
      expect([path, new Set(answers).size]).toEqual([path, 1]);
    }
  });

  it('[FOLLOW-3] the moderators’ feed is theirs alone, kept by no cache, and ends with the right to it', async () => {
    const mira = await member(board.url, 'Mira');
    await owner.call('PUT', '/api/boards/main/moderators', { body: { usernames: ['Mira'] } });
    const { position } = await snapshot('moderators', owner);
    const now = await follow(position, '&audience=moderators', mira);
    expect([now.status, now.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(now.headers.get('access-control-allow-origin')).toBeNull();
    expect((await follow(position, '&audience=moderators')).status).toBe(403);

    const waits = Promise.all([mira, owner].map((by) => wait(position, '&audience=moderators', by)));
    await owner.call('PUT', '/api/boards/main/moderators', { body: { usernames: [] } });
    await guest.post();
    const [refused, answered] = await waits;
    expect(refused!.status).toBe(403);
    expect([answered!.status, answered!.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  });

  it('[FOLLOW-4] a position without a history is said to be one, and what is no position is refused', async () => {
    const { position } = await snapshot();
    const unknown = await follow(`0000${position}`);
    expect([unknown.status, unknown.body.code, unknown.headers.get('cache-control')]).toEqual([
      410,
      'position_unknown',
      'public, max-age=5',
    ]);
    expect((await guest.get('/api/boards/main/feed')).status).toBe(400);
    expect((await follow(position, '&turn=soon')).status).toBe(400);
    expect((await follow(position, '&turn=-1')).status).toBe(400);
    expect((await guest.get('/api/boards/nowhere/feed?after=x')).status).toBe(404);
  });

  it('[FOLLOW-5] the pulse tells everybody the state of the public board', async () => {
    await guest.post();
    const response = await until('the pulse to be that of the snapshot', async () => {
      const [{ size, checksum, position }, answer] = await Promise.all([
        snapshot(),
        fetch(`${board.url}/api/boards/main/pulse`),
      ]);
      const pulse = (await answer.json()) as Pulse;
      expect(pulse).toMatchObject({ board: 'main', viewers: 0, build: 'none' });
      expect(Math.abs(Date.parse(pulse.now) - Date.now())).toBeLessThan(60_000);
      return pulse.at === position && pulse.size === size && pulse.checksum === checksum && answer;
    });
    expect(response.headers.get('cache-control')).toBe('public, max-age=5');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await guest.get('/api/boards/nowhere/pulse')).status).toBe(404);
  });

  it('[FOLLOW-6] a server that stops answers those who wait, so that they go on at another', async () => {
    const stopping = await startBoard({ database: board.database });
    const { position } = await snapshot();
    const asked = new Visitor(stopping.url);
    const { headers } = await asked.get(`/api/boards/main/feed?after=${encodeURIComponent(position)}`);
    const turn = Number(headers.get('feed-turn')) + 1;
    const waits = asked.get(`/api/boards/main/feed?after=${encodeURIComponent(position)}&turn=${turn}`);
    await until('the request to wait', async () => {
      const metrics = await (await fetch(`${stopping.localUrl}/metrics`)).text();
      return metrics.includes('board_feed_waiting 1');
    });
    await stopping.close();
    const { status, headers: said } = await waits;
    expect([status, said.get('feed-turn'), said.get('cache-control')]).toEqual([204, String(turn), 'no-store']);
    expect(said.get('connection')).toBe('close');
  });
});
