import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open({ seed: 6, setSize: 1, clients: 6, mongodArgs: ['--oplogSize', '5', '--syncdelay', '1'] });
});
afterAll(async () => {
  await scene?.close();
});

// MongoDB truncates the oplog only up to the last checkpoint; here mongod takes one every second instead of every minute.
it('[FEED-9] a frozen server loses its place in a very small oplog: it sends an explicit reset, and all clients are right again', async () => {
  const [server] = scene.servers;
  const [member] = scene.set.members;
  const resets = await server!.metric('board_feed_resets_total');
  const oldest = (): Promise<number> =>
    member!.direct(async (_admin, client) => {
      const first = await client
        .db('local')
        .collection('oplog.rs')
        .find({}, { sort: { $natural: 1 }, limit: 1 })
        .next();
      return (first!.ts as { getHighBitsUnsigned: () => number }).getHighBitsUnsigned();
    });
  server!.freeze();
  const frozenAt = Math.ceil(Date.now() / 1000) + 1;
  const filling = 'x'.repeat(200_000);
  await until(
    'the oplog has forgotten what the server saw last',
    async () => {
      await scene.db.collection('noise').insertMany(Array.from({ length: 20 }, () => ({ filling })));
      return (await oldest()) > frozenAt;
    },
    60_000,
  );
  server!.thaw();
  await until('the reset is counted', async () => (await server!.metric('board_feed_resets_total')) > resets, 30_000);
  await scene.roundTrip();
  const { violations, deliveries } = await scene.settle();
  expect(violations).toEqual([]);
  expect(deliveries).toBeGreaterThan(0);
});
