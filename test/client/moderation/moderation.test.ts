import { afterEach, describe, expect, it, vi } from 'vitest';
import { Moderation } from '../../../client/moderation/moderation.ts';
import { BoardStore } from '../../../client/store/board-store.ts';
import { SessionStore } from '../../../client/store/session-store.ts';
import { ownJson } from '../../support/own-json.ts';

const rude = { id: 'guest:1', name: 'Rude', member: false };

/** A server that answers removals with these counts, one after the other; null: its database fails. */
function serve(answers: ({ hidden: number; left: number } | null)[]): void {
  const rest = [...answers];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string) => {
      if (path.endsWith('/people')) return ownJson({ viewers: 0, nameless: 0, people: [], removed: [] });
      const answer = rest.shift();
      if (answer === undefined) throw new Error('one call too many');
      return answer === null
        ? ownJson({ code: 'unavailable', detail: 'The database is away.' }, { status: 503 })
        : ownJson(answer);
    }),
  );
}

async function remove(events: 'keep' | 'hide'): Promise<{ done: string | undefined; problem: string }> {
  const moderation = new Moderation(
    new BoardStore('main', new SessionStore(async () => ({ user: null, guest: null }))),
  );
  await moderation.remove(rude, events);
  moderation.undo.stop();
  return { done: moderation.undo.newest?.label, problem: moderation.problem };
}

describe('removing a person', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('[MOD-3] says how many posts were hidden', async () => {
    serve([{ hidden: 1, left: 0 }]);
    expect(await remove('hide')).toEqual({ done: 'Removed: Rude (1 post hidden)', problem: '' });
    serve([{ hidden: 0, left: 0 }]);
    expect(await remove('keep')).toEqual({ done: 'Removed: Rude', problem: '' });
  });

  it('[MOD-3] asks again while posts are left', async () => {
    serve([
      { hidden: 50, left: 70 },
      { hidden: 70, left: 0 },
    ]);
    expect(await remove('hide')).toEqual({ done: 'Removed: Rude (120 posts hidden)', problem: '' });
  });

  it('[MOD-3] says how many posts could not be hidden', async () => {
    serve([
      { hidden: 3, left: 2 },
      { hidden: 0, left: 2 },
    ]);
    expect(await remove('hide')).toEqual({
      done: 'Removed: Rude (3 posts hidden)',
      problem: '2 posts by Rude could not be hidden. Hide them one by one.',
    });
  });

  it('[MOD-3] says why, if the database failed', async () => {
    serve([null]);
    expect(await remove('hide')).toEqual({ done: undefined, problem: 'The database is away.' });
  });
});
