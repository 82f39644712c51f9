import { describe, expect, it } from 'vitest';
import { SessionStore } from '../../../client/store/session-store.ts';
import type { Session } from '../../../shared/session.ts';

const lena: Session = { user: { username: 'Lena', role: 'member' }, guest: null };
const nobody: Session = { user: null, guest: null };

describe('the session of a page', () => {
  it('[ACCOUNT-11] a session that is being replaced is never taken for one that has ended', async () => {
    const answers: ((session: Session) => void)[] = [];
    const store = new SessionStore(() => new Promise((resolve) => answers.push(resolve)));
    const first = store.refresh();
    answers.shift()!(lena);
    await first;

    const seen: (string | null)[] = [];
    store.onChange(() => seen.push(store.session.user?.username ?? null));
    const before = store.revision;
    // Asked with the old cookie, before and during the change of the password.
    const early = store.refresh();
    const replaced = store.replace(async () => {
      await store.refresh();
      answers.shift()!(nobody);
      await early;
    });
    await expect.poll(() => answers.length).toBe(1);
    answers.shift()!(lena);
    await replaced;
    expect(seen).toEqual(['Lena']);
    // It is the same person with another session, so the connection has to be opened again.
    expect(store.revision).toBeGreaterThan(before);
  });

  it('[ACCOUNT-11] if nothing was replaced, the session is the same', async () => {
    const store = new SessionStore(async () => lena);
    await store.refresh();
    const before = store.revision;
    await expect(store.replace(() => Promise.reject(new Error('wrong password')))).rejects.toThrow('wrong password');
    expect([store.revision, store.session]).toEqual([before, lena]);
  });
});
