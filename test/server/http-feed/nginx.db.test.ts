import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoardFeed } from '../../../client/feed/board-feed.ts';
import { HttpConnection } from '../../../client/feed/http-connection.ts';
import { systemClock } from '../../../shared/clock.ts';
import { fetchSnapshot } from '../../support/board/feed-client.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { startNginx } from '../../support/networks/nginx.ts';
import { startOddNetwork, type OddNetwork } from '../../support/networks/odd-network.ts';
import { until } from '../../support/until.ts';

const followers = 100;

describe('nginx, as deploy/nginx.conf has it', () => {
  let board: TestBoard;
  /** Between nginx and the board, to count what comes through. */
  let upstream: OddNetwork;
  let nginx: Awaited<ReturnType<typeof startNginx>>;
  beforeAll(async () => {
    board = await startBoard({ settings: { TRUST_PROXY: '1' } });
    upstream = await startOddNetwork({ upstreams: [board.localUrl] });
    nginx = await startNginx(upstream.url);
  });
  afterAll(async () => {
    await nginx.close();
    await upstream.close();
    await board.close();
  });

  const asked = (): number => upstream.requests.get('/api/boards/main/feed') ?? 0;

  it('[FOLLOW-10] of all screens that wait for the same, one asks the board', async () => {
    const feeds = Array.from(
      { length: followers },
      () =>
        new BoardFeed({
          board: 'main',
          clock: systemClock,
          connection: new HttpConnection({ board: 'main', clock: systemClock, url: nginx.url }),
          fetchSnapshot: (board, audience, signal) => fetchSnapshot(nginx.url, board, audience, signal),
        }),
    );
    const stops = feeds.map((feed) => feed.start());
    try {
      await until('all to be live', () => feeds.every(({ status }) => status.state === 'live'));
      const before = asked();
      const visitor = new Visitor(nginx.url);
      const posts = 10;
      for (let n = 0; n < posts; n += 1) {
        const { id } = await visitor.post({ name: `Choir ${n}` });
        await until('all to show it', () => feeds.every(({ events }) => events.get(id) !== undefined));
      }
      expect(new Set(feeds.map(({ events }) => events.checksum)).size).toBe(1);
      expect(feeds.every(({ status }) => status.state === 'live')).toBe(true);
      // One more for each turn that ends meanwhile.
      expect(asked() - before).toBeLessThanOrEqual(2 * posts + 4);
    } finally {
      for (const stop of stops) stop();
    }
  });

  it('[FOLLOW-10] moderators get their own answers through it, and nobody else gets them', async () => {
    const owner = await member(nginx.url, 'Owner');
    const { position } = (await owner.get('/api/boards/main/snapshot?audience=moderators')).body as unknown as {
      position: string;
    };
    const path = `/api/boards/main/feed?after=${encodeURIComponent(position)}&audience=moderators`;
    expect((await owner.get(path)).status).toBe(200);
    expect((await new Visitor(nginx.url).get(path)).status).toBe(403);
    expect((await owner.get(path)).status).toBe(200);
    expect((await fetch(`${nginx.url}/metrics`)).status).toBe(404);
  });
});
