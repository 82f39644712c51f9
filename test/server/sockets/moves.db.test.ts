import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { FeedStatus } from '../../../client/feed/board-feed.ts';
import { feedClient } from '../../support/board/feed-client.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { startBalancer } from '../../support/cluster/balancer.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { until } from '../../support/until.ts';

const portOf = ({ localUrl }: TestBoard): number => Number(new URL(localUrl).port);

async function viewersAt({ localUrl }: TestBoard): Promise<number> {
  const text = await (await fetch(`${localUrl}/metrics`)).text();
  return Number(/^board_viewers\{board="main"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

const statusOf = async ({ localUrl }: TestBoard, path: string): Promise<number> =>
  (await fetch(localUrl + path, { headers: { connection: 'close' } })).status;

describe('a server that stops', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  async function start({ onTestFinished }: TestContext): Promise<TestBoard> {
    const board = await startBoard({ database });
    onTestFinished(() => board.close());
    return board;
  }

  /** Follows the board. `seen`: every state that it shows, once it is live. */
  async function follow(url: string, { onTestFinished }: TestContext) {
    const client = feedClient(url);
    onTestFinished(client.stop);
    await until('the follower to be live', () => client.feed.status.state === 'live');
    const seen = new Set<FeedStatus['state']>();
    client.feed.onChange(() => seen.add(client.feed.status.state));
    return { ...client, seen };
  }

  it('[FEED-30] moves its screens to another one: they stay live, and miss nothing', async (context) => {
    const [stopping, other] = [await start(context), await start(context)];
    const balancer = await startBalancer([portOf(stopping), portOf(other)]);
    context.onTestFinished(balancer.close);
    const followers = await Promise.all(Array.from({ length: 40 }, () => follow(balancer.url, context)));
    await until(
      'both servers to have some',
      async () => (await viewersAt(stopping)) > 0 && (await viewersAt(other)) > 0,
    );

    const writer = new Visitor(other.url);
    const posted: string[] = [];
    const writing = { isOver: false };
    const written = (async () => {
      for (let n = 0; !writing.isOver; n += 1) posted.push((await writer.post({ name: `Rehearsal ${n}` })).id);
    })();
    await stopping.moveScreens();
    expect(await statusOf(other, '/readyz')).toBe(200);
    // Nobody is left when it closes.
    await stopping.close();
    writing.isOver = true;
    await written;

    await until('everybody to show every post', () =>
      followers.every(({ feed }) => posted.every((id) => feed.events.get(id) !== undefined)),
    );
    expect(followers.map(({ feed }) => feed.status.state)).toEqual(followers.map(() => 'live'));
    expect([...new Set(followers.flatMap(({ seen }) => [...seen]))]).toEqual(['live']);
    await until('all to be at the other', async () => (await viewersAt(other)) === followers.length);

    // The sockets that have moved are like any others.
    const next = await start(context);
    const { id } = await new Visitor(next.url).post({ name: 'Bake sale' });
    await until('a post through a third server', () =>
      followers.every(({ feed }) => feed.events.get(id) !== undefined),
    );
  });

  it('[FEED-30] serves on where no other server is, and nobody leaves it', async (context) => {
    const alone = await start(context);
    const follower = await follow(alone.url, context);
    const moving = alone.moveScreens();
    await until('it to say that it is not ready', async () => (await statusOf(alone, '/readyz')) === 503);
    expect(await statusOf(alone, '/healthz')).toBe(200);
    const { id } = await new Visitor(alone.url).post({ name: 'Meanwhile' });
    await moving;
    await until('the post', () => follower.feed.events.get(id) !== undefined);
    expect([...follower.seen]).toEqual(['live']);
    expect(await statusOf(alone, '/healthz')).toBe(200);
  });

  it('[FEED-30] takes newcomers, but no screen that leaves a server', async (context) => {
    const alone = await start(context);
    await alone.moveScreens();
    await follow(alone.url, context);
    const socket = io(alone.url, { transports: ['websocket'], query: { moving: 1 }, reconnection: false });
    context.onTestFinished(() => void socket.disconnect());
    const outcome = await new Promise((resolve) => {
      socket.once('connect', () => resolve('let in')).once('connect_error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });
});
