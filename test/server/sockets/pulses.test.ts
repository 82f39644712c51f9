import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createFeedMetrics } from '../../../server/feed/feed-metrics.ts';
import type { BoardServer } from '../../../server/sockets/board-socket.ts';
import { Pulses } from '../../../server/sockets/pulses.ts';
import { roomOf } from '../../../server/sockets/rooms.ts';
import { FakeClock } from '../../support/fake-clock.ts';

it('[HTTP-3] the metrics count the viewers of a board until the last one has left', async () => {
  const rooms = new Map([[roomOf('class7', 'public'), new Set(['one', 'two'])]]);
  const io = { of: () => ({ adapter: { rooms }, sockets: new Map() }) } as unknown as BoardServer;
  const registry = new Registry();
  const metrics = createFeedMetrics(registry);
  const clock = new FakeClock();
  const feed = { live: false } as never;
  const pulses = new Pulses({ io, feed, metrics, clock, build: 'test', viewersElsewhere: () => 0 });
  const counted = async (): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith('board_viewers{'));
  pulses.viewersChanged(['class7']);
  clock.advance(1_000);
  expect(await counted()).toEqual(['board_viewers{board="class7"} 2']);
  rooms.clear();
  pulses.viewersChanged(['class7']);
  clock.advance(1_000);
  expect(await counted()).toEqual([]);
  pulses.stop();
});
