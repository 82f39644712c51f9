import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../client/api/http.ts';
import { LoadedValue } from '../../../client/ui/loaded-value.ts';

describe('a value that a page loads', () => {
  /** A request that a test answers. */
  function request(value: LoadedValue<string | null>) {
    let answer!: (key: string | null) => void;
    let fail!: () => void;
    const done = value.load(
      () =>
        new Promise((resolve, reject) => {
          answer = resolve;
          fail = () => reject(new ApiError('unreachable', 'No connection.'));
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

  it('[PROJECTOR-14] is not known before it is here, and can be loaded again after a failure', async () => {
    const key = new LoadedValue<string | null>();
    const notified = vi.fn();
    key.onChange(notified);
    const first = request(key);
    expect(key.state).toEqual({ state: 'loading' });
    await first.fail();
    expect([key.state, notified.mock.calls.length]).toEqual([
      { state: 'failed', detail: 'No connection.', final: false },
      1,
    ]);
    const second = request(key);
    expect(key.state).toEqual({ state: 'loading' });
    await second.answer(null);
    expect(key.state).toEqual({ state: 'known', value: null });
  });

  it('[PROJECTOR-14] a value that the page itself set is not replaced by an answer to an older request', async () => {
    const key = new LoadedValue<string | null>();
    const [one, other] = [request(key), request(key)];
    key.take('new');
    await one.answer(null);
    await other.fail();
    expect(key.state).toEqual({ state: 'known', value: 'new' });
  });

  it('is the answer to the newest request, even if an older one is answered later', async () => {
    const key = new LoadedValue<string | null>();
    const [older, newest] = [request(key), request(key)];
    await newest.answer('newer');
    await older.answer('old');
    expect(key.state).toEqual({ state: 'known', value: 'newer' });
  });

  it('stays known while it is loaded again, and ignores answers after the page was closed', async () => {
    const key = new LoadedValue<string | null>();
    key.take('known');
    const again = request(key);
    expect(key.state).toEqual({ state: 'known', value: 'known' });
    key.cancel();
    await again.fail();
    expect(key.state).toEqual({ state: 'known', value: 'known' });
  });
});
