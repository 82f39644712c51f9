import { afterEach, describe, expect, it, vi } from 'vitest';
import { getSession, getSnapshot } from '../../../client/api/board-api.ts';
import { ApiError } from '../../../client/api/http.ts';
import { versionHeader } from '../../../shared/protocol-version.ts';
import { ownJson } from '../../support/own-json.ts';

const session = { user: null, guest: null };
const own = { [versionHeader]: '2' };

/** What comes from somewhere between the page and the board, or not whole. */
const notOurs: Record<string, () => Response> = {
  'a page to log in': () => new Response('<h1>Please log in</h1>', { headers: { 'content-type': 'text/html' } }),
  'a page that calls itself JSON': () => new Response('<h1>', { headers: { 'content-type': 'application/json' } }),
  'JSON of somebody else': () => Response.json({ user: { username: 'portal' } }),
  null: () => Response.json(null),
  'no content': () => new Response(null, { status: 204 }),
  'an answer of the board, cut short': () => new Response('{"user":null,"gue', { headers: own }),
  'an answer of the board, cut to nothing': () => new Response('', { headers: own }),
};

describe('a call', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  /** Answers one request after the other, and returns how the browser's cache was to be used for each. */
  function serve(...answers: (() => Response | Promise<Response>)[]): (RequestCache | undefined)[] {
    const caches: (RequestCache | undefined)[] = [];
    vi.stubGlobal('fetch', async (_path: string, { cache, signal }: RequestInit) => {
      caches.push(cache);
      const answer = (await answers.shift()?.()) ?? Response.error();
      signal!.addEventListener('abort', () => void answer.body?.cancel());
      return answer;
    });
    return caches;
  }

  it.each(Object.entries(notOurs))('[FOLLOW-12] %s is no success', async (_what, answer) => {
    serve(answer, answer);
    await expect(getSession()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each(Object.entries(notOurs))(
    '[FOLLOW-12] %s may be in the browser’s cache, so the call is made once more past it',
    async (_what, answer) => {
      const caches = serve(answer, () => ownJson(session));
      expect(await getSession()).toEqual(session);
      expect(caches).toEqual([undefined, 'reload']);
    },
  );

  it('[FOLLOW-12] a refusal that is not the board’s has none of its codes', async () => {
    serve(() => Response.json({ code: 'board_not_found', detail: 'Gone' }, { status: 404 }));
    await expect(getSession()).rejects.toMatchObject({ code: 'internal' });
    serve(() => ownJson({ code: 'board_not_found', detail: 'Gone' }, { status: 404 }));
    await expect(getSession()).rejects.toMatchObject({ code: 'board_not_found', message: 'Gone' });
  });

  it('[FOLLOW-13] its deadline counts silence: an answer takes as long as some of it keeps coming', async () => {
    vi.useFakeTimers();
    const text = JSON.stringify(session);
    const bytes = new TextEncoder().encode(text);
    let controller: ReadableStreamDefaultController<Uint8Array>;
    serve(
      () =>
        new Response(
          new ReadableStream<Uint8Array>({
            start: (given) => {
              controller = given;
            },
          }),
          { headers: own },
        ),
    );
    const asked = getSession();
    for (const byte of bytes) {
      await vi.advanceTimersByTimeAsync(15_000);
      controller!.enqueue(Uint8Array.of(byte));
    }
    controller!.close();
    expect(await asked).toEqual(session);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['before the answer', 'within the answer'])('[FOLLOW-13] it ends after 20 s of silence %s', async (when) => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', async (_path: string, { signal }: RequestInit) => {
      const aborted = new Promise<never>((_resolve, reject) => {
        signal!.addEventListener('abort', () => reject(new Error('aborted')));
      });
      if (when === 'before the answer') return aborted;
      return new Response(new ReadableStream({ pull: () => aborted }), { headers: own });
    });
    const asked = getSnapshot('main', 'public', new AbortController().signal).catch((error: unknown) => error);
    let ended = false;
    void asked.then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await asked).toBeInstanceOf(ApiError);
  });
});
