import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../client/api/http.ts';
import { SessionStore } from '../../../client/store/session-store.ts';
import type { Session } from '../../../shared/session.ts';

const lena: Session = { user: { username: 'Lena', displayName: null, role: 'member' }, guest: null };
const nobody: Session = { user: null, guest: null };
const lenaAsGuest: Session = { user: null, guest: { name: 'Lena' } };

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

  /** A tab whose cookie is what `session` returns, and what it has shown. */
  function tab(session: () => Session) {
    let asked = 0;
    const store = new SessionStore(async () => {
      asked += 1;
      return session();
    });
    const shown: (string | null)[] = [];
    store.onChange(() => shown.push(store.session.user?.username ?? null));
    const isHolding = async (): Promise<boolean> => {
      const before = asked;
      await store.refresh();
      return asked === before;
    };
    return { store, shown, isHolding };
  }

  it.each([
    ['replaced', true],
    ['kept', false],
  ])('[ACCOUNT-11] no other tab of the browser is logged out while the session is being %s', async (_, works) => {
    let cookie = lena;
    const [here, other] = [tab(() => cookie), tab(() => cookie)];
    await Promise.all([here.store.refresh(), other.store.refresh()]);
    const work = here.store.replace(async () => {
      await expect.poll(other.isHolding).toBe(true);
      cookie = nobody;
      await other.store.refresh();
      cookie = lena;
      if (!works) throw new Error('wrong password');
    });
    await (works ? work : expect(work).rejects.toThrow('wrong password'));
    await expect.poll(other.isHolding).toBe(false);
    expect(new Set([...here.shown, ...other.shown])).toEqual(new Set(['Lena']));
    expect([here.store.revision, other.store.revision]).toEqual(works ? [1, 1] : [0, 0]);
  });

  it('[ACCOUNT-11] the other tabs follow a log-in and a log-out', async () => {
    let cookie = nobody;
    const [here, other] = [tab(() => cookie), tab(() => cookie)];
    await other.store.refresh();
    cookie = lena;
    here.store.enter(lena.user!);
    await expect.poll(() => other.store.isMember).toBe(true);
    cookie = nobody;
    await here.store.leave();
    await expect.poll(() => other.store.isMember).toBe(false);
  });

  it.each([
    ['the server answers', async () => lenaAsGuest, lenaAsGuest],
    ['the server does not answer', () => Promise.reject(new ApiError('unreachable', 'away')), nobody],
  ])('[JOIN-7] a guest who logs out is not taken for a stranger meanwhile, if %s', async (_, answer, after) => {
    let ask: () => Promise<Session> = async () => lena;
    const store = new SessionStore(() => ask());
    await store.refresh();
    const shown: (Session | null)[] = [];
    store.onChange(() => shown.push(store.known ? store.session : null));
    ask = answer;
    await store.leave();
    expect(shown).toEqual([null, after]);
  });

  it('[ACCOUNT-11] if nothing was replaced, the session is the same', async () => {
    const store = new SessionStore(async () => lena);
    await store.refresh();
    const before = store.revision;
    await expect(store.replace(() => Promise.reject(new Error('wrong password')))).rejects.toThrow('wrong password');
    expect([store.revision, store.session]).toEqual([before, lena]);
  });
});
