import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../client/api/http.ts';
import { ScreenKey } from '../../../client/projector/screen-key.ts';
import { stubLocalStorage } from '../../support/stub-storage.ts';

describe('a screen’s link', () => {
  const stored = new Map<string, string>();
  const stops: (() => void)[] = [];
  let answer: () => Promise<{ slug: string }>;
  const leads = async (): Promise<{ slug: string }> => ({ slug: 'year-5' });
  const isOff = async (): Promise<never> => {
    throw new ApiError('board_not_found', 'nowhere');
  };
  const isAway = async (): Promise<never> => {
    throw new ApiError('unreachable', 'away');
  };

  beforeEach(() => {
    vi.useFakeTimers();
    stored.clear();
    stubLocalStorage(stored);
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function opened(): ScreenKey {
    const link = new ScreenKey({ key: 'k', find: () => answer() });
    stops.push(link.start());
    return link;
  }

  it('[PROJECTOR-14] shows its board, and at the next start shows it at once, also without the network', async () => {
    answer = leads;
    const first = opened();
    expect(first.state).toEqual({ state: 'loading' });
    await vi.advanceTimersByTimeAsync(0);
    expect(first.state).toEqual({ state: 'known', value: 'year-5' });
    answer = isAway;
    const second = opened();
    expect(second.state).toEqual({ state: 'known', value: 'year-5' });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(second.state).toEqual({ state: 'known', value: 'year-5' });
  });

  it('[PROJECTOR-14] that was turned off leaves nothing of the board in the browser', async () => {
    answer = leads;
    const link = opened();
    await vi.advanceTimersByTimeAsync(0);
    stored.set('board.projector.year-5', '{}').set('board.projector.year-5.as-of', '2026-11-24T10:00:00Z');
    answer = isOff;
    await link.check();
    expect([link.state, stored.size]).toEqual([{ state: 'known', value: null }, 0]);
  });

  it('[PROJECTOR-14] that is turned off during a check is checked again: the answer may be older', async () => {
    const answers: ((found: { slug: string }) => void)[] = [];
    answer = () =>
      new Promise((resolve) => {
        answers.push(resolve);
      });
    const link = opened();
    const told = [link.check(), link.check()];
    expect(answers.length).toBe(1);
    answer = isOff;
    answers[0]!({ slug: 'year-5' });
    await Promise.all(told);
    expect(link.state).toEqual({ state: 'known', value: null });
    // A check that starts when none is running sends one request.
    const asked = vi.fn(leads);
    answer = asked;
    await link.check();
    expect([link.state, asked.mock.calls.length]).toEqual([{ state: 'known', value: 'year-5' }, 1]);
  });

  it('[PROJECTOR-14] is checked until the server answers, and again at intervals', async () => {
    answer = isAway;
    const link = opened();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(link.state).toEqual({ state: 'loading' });
    answer = leads;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(link.state).toEqual({ state: 'known', value: 'year-5' });
    answer = isOff;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(link.state).toEqual({ state: 'known', value: null });
  });
});
