import { ObjectId } from 'mongodb';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { SessionDocument } from '../../../server/accounts/session-repository.ts';
import type { StoredAccount } from '../../../server/accounts/user-document.ts';
import { Sessions } from '../../../server/accounts/sessions.ts';

const userId = '5f5f5f5f5f5f5f5f5f5f5f5f';
const dayMs = 24 * 60 * 60_000;

/** A database of one account and one session. With `state.gate` a test can hold back its answers. */
function scene() {
  const now = new Date('2026-12-01T12:00:00Z');
  const state = {
    live: true,
    reads: 0,
    session: {
      _id: 's',
      user: new ObjectId(userId),
      generation: 0,
      createdAt: now,
      usedAt: now,
      expiresAt: now,
    } as SessionDocument | null,
    account: {
      id: userId,
      username: 'Lena',
      role: 'member',
      password: 'x',
      generation: 0,
      createdAt: now,
      closed: false,
      complete: true,
    } as StoredAccount | null,
    gate: Promise.resolve(),
  };
  const sessions = new Sessions({
    sessions: {
      find: async () => {
        state.reads += 1;
        // Read when the query reaches the database; the answer may arrive much later.
        const answer = state.session;
        await state.gate;
        return answer;
      },
      delete: async () => true,
      touch: async () => true,
    } as never,
    users: { find: async () => state.account } as never,
    lifetimes: { idleMs: dayMs, maxMs: 10 * dayMs },
    log: { record: () => undefined },
    logger: pino({ level: 'silent' }),
    isCurrent: () => state.live,
    clock: () => now,
  });
  return { state, sessions };
}

describe('the cache of sessions', () => {
  it('[SESSION-2] reads a session once, also for many requests at the same moment', async () => {
    const { state, sessions } = scene();
    await Promise.all([sessions.find('s'), sessions.find('s'), sessions.find('s')]);
    expect(await sessions.find('s')).toMatchObject({ username: 'Lena' });
    expect(state.reads).toBe(1);
  });

  it('[SESSION-2] is not trusted while the change stream is not live', async () => {
    const { state, sessions } = scene();
    expect(await sessions.find('s')).not.toBeNull();
    state.live = false;
    state.session = null;
    expect(await sessions.find('s')).toBeNull();
  });

  it('[SESSION-1] does not keep a session that ends while it is being read', async () => {
    for (const tell of [
      (sessions: Sessions) => sessions.invalidateSession('s'),
      (sessions: Sessions) => sessions.invalidateAccount(userId),
      (sessions: Sessions) => sessions.forgetAll(),
    ]) {
      const { state, sessions } = scene();
      let open = (): void => undefined;
      state.gate = new Promise((resolve) => {
        open = resolve;
      });
      const early = sessions.find('s');
      state.session = null;
      tell(sessions);
      // A request after the end must not share the answer to an earlier one.
      const late = sessions.find('s');
      open();
      await early;
      expect(await late).toBeNull();
      expect(await sessions.find('s')).toBeNull();
    }
  });

  it('[SESSION-1] a session of an older generation of its account is over', async () => {
    const { state, sessions } = scene();
    expect(await sessions.find('s')).not.toBeNull();
    state.account = { ...state.account!, generation: 1 };
    sessions.invalidateAccount(userId);
    expect(await sessions.find('s')).toBeNull();
  });

  it('[SESSION-1] a closed account has no sessions', async () => {
    const { state, sessions } = scene();
    state.account = { ...state.account!, closed: true };
    expect(await sessions.find('s')).toBeNull();
  });
});
