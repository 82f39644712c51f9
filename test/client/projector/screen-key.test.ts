import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../client/api/http.ts';
import { LoadedValue } from '../../../client/ui/loaded-value.ts';
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

  it('[PROJECTOR-14] shows its board, and shows it at once where the network is away at the next start', async () => {
    answer = leads;
    const first = opened();
    expect(first.state).toEqual({ state: 'looking' });
    await vi.advanceTimersByTimeAsync(0);
    expect(first.state).toEqual({ state: 'shown', board: 'year-5' });
    answer = isAway;
    const second = opened();
    expect(second.state).toEqual({ state: 'shown', board: 'year-5' });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(second.state).toEqual({ state: 'shown', board: 'year-5' });
  });

  it('[PROJECTOR-14] that was taken back keeps nothing of the board in the browser', async () => {
    answer = leads;
    const link = opened();
    await vi.advanceTimersByTimeAsync(0);
    stored.set('board.projector.year-5', '{}').set('board.projector.year-5.as-of', '2026-11-24T10:00:00Z');
    answer = isOff;
    await link.ask();
    expect([link.state, stored.size]).toEqual([{ state: 'off' }, 0]);
  });

  it('[PROJECTOR-14] that is taken back while the server is asked is asked for once more: its answer may be of before', async () => {
    const answers: ((found: { slug: string }) => void)[] = [];
    answer = () =>
      new Promise((resolve) => {
        answers.push(resolve);
      });
    const link = opened();
    const told = [link.ask(), link.ask()];
    expect(answers.length).toBe(1);
    answer = isOff;
    answers[0]!({ slug: 'year-5' });
    await Promise.all(told);
    expect(link.state).toEqual({ state: 'off' });
    // Who asks when there is nothing under way asks once.
    const asked = vi.fn(leads);
    answer = asked;
    await link.ask();
    expect([link.state, asked.mock.calls.length]).toEqual([{ state: 'shown', board: 'year-5' }, 1]);
  });

  it('[PROJECTOR-14] asks on until there is an answer, and again by itself', async () => {
    answer = isAway;
    const link = opened();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(link.state).toEqual({ state: 'looking' });
    answer = leads;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(link.state).toEqual({ state: 'shown', board: 'year-5' });
    answer = isOff;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(link.state).toEqual({ state: 'off' });
  });
});

describe('whether there is a link, as the settings know it', () => {
  /** Answers that come when a test says so, in any order. */
  function asking(asked: LoadedValue<string | null>) {
    let answer!: (key: string | null) => void;
    let fail!: () => void;
    const done = asked.ask(
      () =>
        new Promise((resolve, reject) => {
          answer = resolve;
          fail = () => reject(new Error('away'));
        }),
    );
    return {
      answer: (key: string | null) => {
        answer(key);
        return done;
      },
      fail: () => {
        fail();
        return done;
      },
    };
  }

  it('[PROJECTOR-14] is not known before it is told, and can be asked for again where that failed', async () => {
    const key = new LoadedValue<string | null>();
    const told = vi.fn();
    key.onChange(told);
    const first = asking(key);
    expect(key.state).toEqual({ state: 'coming' });
    await first.fail();
    expect([key.state, told.mock.calls.length]).toEqual([{ state: 'failed' }, 1]);
    const second = asking(key);
    expect(key.state).toEqual({ state: 'coming' });
    await second.answer(null);
    expect(key.state).toEqual({ state: 'known', value: null });
  });

  it('[PROJECTOR-14] what was made or taken back counts, not an answer that was on its way', async () => {
    const key = new LoadedValue<string | null>();
    const [one, other] = [asking(key), asking(key)];
    key.take('new');
    await one.answer(null);
    await other.fail();
    expect(key.state).toEqual({ state: 'known', value: 'new' });
    const [late, latest] = [asking(key), asking(key)];
    await latest.answer('newer');
    await late.answer('old');
    expect(key.state).toEqual({ state: 'known', value: 'newer' });
  });
});
