import pino from 'pino';
import { Counter, Gauge, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { FirstWorkerEnded, WorkerCrew, type Ended, type WorkerProcess } from '../../../server/workers/worker-crew.ts';
import type { ToParent, ToWorker } from '../../../server/workers/worker-messages.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const serving = { url: 'http://localhost:3000', signUpUrl: null };

/** A worker without a process. */
class FakeWorker {
  readonly id: number;
  readonly told: ToWorker['tell'][] = [];
  readonly registry = new Registry();
  readonly changes = new Counter({ name: 'changes', help: 'changes', registers: [this.registry] });
  readonly lag = new Gauge({ name: 'lag', help: 'lag', aggregator: 'max', registers: [this.registry] });
  answersMetrics = true;
  allMetrics = '';
  end!: (ended: Ended) => void;
  readonly ended = new Promise<Ended>((resolve) => (this.end = resolve));
  readonly #listeners: ((message: ToParent) => void)[] = [];

  constructor(id: number) {
    this.id = id;
  }

  say(message: ToParent): void {
    for (const listener of this.#listeners) listener(message);
  }

  get process(): WorkerProcess {
    return {
      id: this.id,
      ended: this.ended,
      onMessage: (listener) => this.#listeners.push(listener),
      tell: (message) => {
        this.told.push(message.tell);
        if (message.tell === 'all-metrics') this.allMetrics = message.text;
        if (message.tell === 'stop') this.end({ code: 0, signal: null });
        if (message.tell === 'report-metrics' && this.answersMetrics)
          void this.registry
            .getMetricsAsJSON()
            .then((values) => this.say({ tell: 'metrics', ask: message.ask, values }));
      },
    };
  }
}

function crewOf(count: number) {
  const clock = new FakeClock();
  const forked: FakeWorker[] = [];
  const crew = new WorkerCrew({
    count,
    mongoUri: 'mongodb://127.0.0.1',
    clock,
    logger: pino({ level: 'silent' }),
    fork() {
      const worker = new FakeWorker(forked.length + 1);
      forked.push(worker);
      return worker.process;
    },
  });
  return { clock, forked, crew };
}

async function startedCrewOf(count: number) {
  const parts = crewOf(count);
  const starting = parts.crew.start();
  parts.forked[0]!.say({ tell: 'up' });
  parts.forked[0]!.say({ tell: 'serving', serving });
  expect(await starting).toEqual(serving);
  return parts;
}

const killed: Ended = { code: null, signal: 'SIGKILL' };

describe('a crew of workers', () => {
  it('[START-12] the first starts alone, and the others once it serves', async () => {
    const { crew, forked } = crewOf(3);
    const starting = crew.start();
    expect(forked.length).toBe(1);
    forked[0]!.say({ tell: 'up' });
    expect(forked[0]!.told).toEqual(['start']);
    forked[0]!.say({ tell: 'serving', serving });
    await starting;
    expect(forked.length).toBe(3);
  });

  it('[START-12] a first worker that cannot start ends the start, and is not replaced', async () => {
    for (const [ended, hasSaidWhy] of [[{ code: 1, signal: null }, true] as const, [killed, false] as const]) {
      const { crew, forked, clock } = crewOf(2);
      const starting = crew.start();
      forked[0]!.end(ended);
      await expect(starting).rejects.toThrow(FirstWorkerEnded);
      await expect(starting).rejects.toMatchObject({ hasSaidWhy });
      await clock.advanceAsync(60_000);
      expect(forked.length).toBe(1);
    }
  });

  it('[START-12] a worker that has served for a while is replaced at once', async () => {
    const { forked, clock } = await startedCrewOf(2);
    await clock.advanceAsync(60_000);
    forked[1]!.end(killed);
    await clock.advanceAsync(0);
    expect(forked.length).toBe(3);
  });

  it('[START-12] one that keeps ending is replaced after growing pauses, up to half a minute', async () => {
    const { forked, clock } = await startedCrewOf(2);
    const pausesMs: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      forked.at(-1)!.end({ code: 1, signal: null });
      const [before, endedAt] = [forked.length, clock.monotonic()];
      while (forked.length === before) await clock.advanceAsync(500);
      pausesMs.push(clock.monotonic() - endedAt);
    }
    expect(pausesMs).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('[START-12] all are told to stop, also one that is not up yet, and none is replaced', async () => {
    const { crew, forked, clock } = await startedCrewOf(3);
    forked[2]!.end(killed);
    await clock.advanceAsync(0);
    await crew.stop();
    expect(forked.map(({ told }) => told.at(-1))).toEqual(['stop', 'stop', undefined]);
    expect(clock.pendingTimers).toBe(0);
    forked[1]!.say({ tell: 'up' });
    expect(forked[1]!.told).toEqual(['stop', 'stop']);
    await clock.advanceAsync(60_000);
    expect(forked.length).toBe(3);
  });
});

describe('the metrics of a crew', () => {
  async function read(reader: FakeWorker, clock: FakeClock): Promise<Record<string, number>> {
    reader.allMetrics = '';
    reader.say({ tell: 'ask-all-metrics', ask: 1 });
    while (reader.allMetrics === '') await clock.advanceAsync(100);
    const lines = reader.allMetrics.split('\n').filter((line) => /^\w/.test(line));
    return Object.fromEntries(lines.map((line) => line.split(' ')).map(([name, value]) => [name, Number(value)]));
  }

  it('[START-13] add up, whichever worker is asked', async () => {
    const { forked, clock } = await startedCrewOf(2);
    const [one, two] = forked as [FakeWorker, FakeWorker];
    one.changes.inc(2);
    two.changes.inc(3);
    one.lag.set(0.5);
    two.lag.set(7);
    expect(await read(one, clock)).toEqual({ changes: 5, lag: 7 });
    expect(await read(two, clock)).toEqual({ changes: 5, lag: 7 });
  });

  it('[START-13] a counter does not fall when a worker ends, or does not answer', async () => {
    const { forked, clock } = await startedCrewOf(2);
    const [one, two] = forked as [FakeWorker, FakeWorker];
    one.changes.inc(2);
    two.changes.inc(3);
    two.lag.set(7);
    await read(one, clock);
    two.answersMetrics = false;
    expect(await read(one, clock)).toEqual({ changes: 5, lag: 0 });
    two.end(killed);
    await clock.advanceAsync(1_000);
    forked[2]!.changes.inc(4);
    expect(await read(one, clock)).toEqual({ changes: 9, lag: 0 });
  });
});
