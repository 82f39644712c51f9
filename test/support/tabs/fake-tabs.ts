import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import { ownJson } from '../own-json.ts';

/** What becomes of a call: its answer arrives, is lost, or the call itself never arrives; or the server is too busy. */
export type Fate = 'answered' | 'answer lost' | 'call lost' | 'refused';

/** A page in a tab of a browser. Its storage stays when the page is loaded again, and is copied with the tab. */
export type Page = { tab: number; alive: boolean; storage: Map<string, string> };

type Call = { page: Page; finish: (fate: Fate) => void };
type Handler = (page: Page, method: string, path: string, body: unknown, ifMatch: string | null) => Response;

/**
 * A browser with several tabs in one process. Whatever a page does afterwards, also after a wait, finds its own
 * `sessionStorage`; tabs share their channels. Calls wait for the test to say what becomes of them.
 */
export class FakeTabs {
  readonly #running = new AsyncLocalStorage<Page>();
  readonly #channels = new Set<FakeChannel>();
  readonly #handle: Handler;
  readonly calls: Call[] = [];

  constructor(handle: Handler) {
    this.#handle = handle;
  }

  /** Replaces what a browser gives to a page, until `vi.unstubAllGlobals()`. */
  stub(): void {
    const storage = (): Map<string, string> => this.#page.storage;
    const { channels, running, pageOf } = {
      channels: this.#channels,
      running: this.#running,
      pageOf: () => this.#page,
    };
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => storage().get(key) ?? null,
      setItem: (key: string, value: string) => (this.#page.alive ? storage().set(key, value) : undefined),
      removeItem: (key: string) => (this.#page.alive ? storage().delete(key) : undefined),
    });
    vi.stubGlobal(
      'BroadcastChannel',
      class extends FakeChannel {
        constructor(name: string) {
          super(name, pageOf(), channels, running);
        }
      },
    );
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => this.#fetch(path, init));
  }

  /** Does something in a page. */
  in<T>(page: Page, work: () => T): T {
    return this.#running.run(page, work);
  }

  get #page(): Page {
    const page = this.#running.getStore();
    if (page === undefined) throw new Error('This was not done in a page.');
    return page;
  }

  #fetch(path: string, { method = 'GET', body, headers }: RequestInit): Promise<Response> {
    const page = this.#page;
    const ifMatch = new Headers(headers).get('If-Match');
    return new Promise((resolve, reject) => {
      const finish = (fate: Fate): void => {
        if (fate === 'refused') return resolve(busy());
        const answer =
          fate === 'call lost' ? null : this.#handle(page, method, path, JSON.parse(body as string), ifMatch);
        // A page that has gone does not get its answer, but its call arrives.
        if (fate === 'answered' && page.alive) resolve(answer!);
        else if (page.alive) reject(new TypeError('Failed to fetch'));
      };
      this.calls.push({ page, finish });
    });
  }
}

function busy(): Response {
  const problem = { code: 'unavailable', detail: 'The database is away.' };
  return ownJson(problem, { status: 503, headers: { 'Retry-After': '2' } });
}

/** A BroadcastChannel: everybody but the sender hears it, a moment later. */
class FakeChannel extends EventTarget {
  constructor(
    readonly name: string,
    readonly page: Page,
    readonly all: Set<FakeChannel>,
    readonly running: AsyncLocalStorage<Page>,
  ) {
    super();
    all.add(this);
  }

  postMessage(data: unknown): void {
    if (!this.page.alive) return;
    for (const other of this.all) {
      if (other === this || other.name !== this.name) continue;
      queueMicrotask(() => {
        if (other.page.alive)
          this.running.run(other.page, () => other.dispatchEvent(new MessageEvent('message', { data })));
      });
    }
  }
}
