import { describe, expect, it } from 'vitest';
import type { Account } from '../../../shared/account.ts';
import { AccountList } from '../../../client/account/account-list.ts';

describe('the owner’s list of accounts', () => {
  it('[PAGE-38] shows one page more each time, also after a change of an account', async () => {
    let count = 7;
    const asked: (string | null)[] = [];
    const list = new AccountList((after) => {
      asked.push(after);
      const from = after === null ? 0 : Number(after);
      const users = Array.from(
        { length: Math.min(3, count - from) },
        (_, n) => ({ username: String(from + n) }) as Account,
      );
      return Promise.resolve({ users, next: from + 3 < count ? String(from + 3) : null });
    });
    const shown = async (): Promise<unknown> => {
      await list.load();
      return list.state.state === 'known' && [list.state.value.accounts.length, list.state.value.hasMore];
    };
    expect(await shown()).toEqual([3, true]);
    list.more();
    expect(await shown()).toEqual([6, true]);
    await list.act('1', () => Promise.resolve());
    expect(await shown()).toEqual([6, true]);
    list.more();
    expect(await shown()).toEqual([7, false]);
    asked.length = 0;
    count = 2;
    expect(await shown()).toEqual([2, false]);
    expect(asked).toEqual([null]);
  });
});
