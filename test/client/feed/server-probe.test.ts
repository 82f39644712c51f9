import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { probeServer } from '../../../client/feed/server-probe.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('the probe of a page that is cut off', () => {
  let clock: FakeClock;
  let isCutOff: boolean;
  let respond: () => Promise<Response>;
  let found: number[];
  let asked: number[];
  let stop: () => void;

  beforeEach(() => {
    clock = new FakeClock(0);
    isCutOff = true;
    respond = async () => new Response('{"build":"b1"}');
    [found, asked] = [[], []];
    vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) => {
      asked.push(clock.now());
      return Promise.race([
        respond(),
        new Promise((_resolve, reject) => {
          signal!.addEventListener('abort', () => reject(new Error('aborted')));
        }),
      ]);
    });
    stop = probeServer({ clock, isCutOff: () => isCutOff, onReachable: () => found.push(clock.now()) });
  });

  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
  });

  it('asks every two seconds, and leaves the page alone for a while after the server was found', async () => {
    await clock.advanceAsync(9_000);
    expect(found).toEqual([2_000, 8_000]);
  });

  it('asks nothing while the page is connected', async () => {
    isCutOff = false;
    await clock.advanceAsync(10_000);
    expect(asked).toEqual([]);
  });

  it('gives up a request that hangs, and asks again', async () => {
    respond = () => new Promise(() => undefined);
    await clock.advanceAsync(5_000);
    respond = async () => new Response('{"build":"b1"}');
    await clock.advanceAsync(5_000);
    expect(found).toEqual([6_000]);
  });

  it('reports nothing after it was stopped, and leaves no timer behind', async () => {
    respond = () => new Promise(() => undefined);
    await clock.advanceAsync(2_500);
    stop();
    await clock.advanceAsync(10_000);
    expect([found, asked, clock.pendingTimers]).toEqual([[], [2_000], 0]);
  });
});
