import { describe, expect, it } from 'vitest';
import { MemberNames } from '../../../../server/accounts/names/member-names.ts';

/** A database of names. With `state.gate` a test can hold back its answers. */
function scene() {
  const state = { live: true, reads: 0, taken: new Set<string>(), gate: Promise.resolve() };
  const names = new MemberNames({
    users: {
      async someReadLike(_keys, name) {
        state.reads += 1;
        const answer = state.taken.has(name) ? 'same' : false;
        await state.gate;
        return answer;
      },
    },
    isCurrent: () => state.live,
  });
  return { state, names };
}

describe('the cache of free names', () => {
  it('[ACCOUNT-9] a free name is read once, until an account changes; a taken name is read each time', async () => {
    const { state, names } = scene();
    expect([await names.isTaken('Ann'), await names.isTaken('Ann'), state.reads]).toEqual([false, false, 1]);
    state.taken.add('Ann');
    names.forget();
    expect([await names.isTaken('Ann'), await names.isTaken('Ann'), state.reads]).toEqual([true, true, 3]);
  });

  it('[ACCOUNT-9] it is not trusted while the change stream is not live', async () => {
    const { state, names } = scene();
    await names.isTaken('Ann');
    state.taken.add('Ann');
    state.live = false;
    expect(await names.isTaken('Ann')).toBe(true);
  });

  it('[ACCOUNT-9] the next look-up finds an account that was created during the last one', async () => {
    const { state, names } = scene();
    let open = (): void => undefined;
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    const asked = names.isTaken('Ann');
    state.taken.add('Ann');
    names.forget();
    open();
    expect([await asked, await names.isTaken('Ann')]).toEqual([false, true]);
  });

  it('[ACCOUNT-9] it remembers at most 5,000 names', async () => {
    const { state, names } = scene();
    for (let number = 0; number <= 5_000; number += 1) await names.isTaken(`Guest ${number}`);
    await names.isTaken('Guest 5000');
    expect(state.reads).toBe(5_001);
    await names.isTaken('Guest 0');
    expect(state.reads).toBe(5_002);
  });
});
