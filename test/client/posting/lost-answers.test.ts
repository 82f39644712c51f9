import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { postEvent } from '../../../client/api/board-api.ts';
import { emptyValues, type FormValues } from '../../../client/event-form/form-values.ts';
import { Outbox } from '../../../client/feed/outbox.ts';
import { Posting } from '../../../client/posting/posting.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { FakeEventServer, type Written } from '../../support/tabs/fake-event-server.ts';
import { FakeTabs, type Fate, type Page } from '../../support/tabs/fake-tabs.ts';

const maxTabs = 3;

/** A text that somebody pressed Post on. One that they typed over before it arrived is not meant any more. */
type Pressed = { text: FormValues; name: string; typedOver: boolean; afterText: number };

type Tab = {
  number: number;
  page: Page;
  posting: Posting;
  name: string;
  feed: Map<string, BoardEvent>;
  open: Pressed[];
};

type Step =
  | { do: 'write'; tab: number; what: keyof FormValues }
  | { do: 'post' | 'reload' | 'duplicate' | 'rename' | 'feed'; tab: number }
  | { do: 'call'; nth: number; fate: Fate }
  | { do: 'change'; nth: number; what: 'name' | 'place' }
  | { do: 'wait' };

/** Some people with their tabs, a server, and between them a network that loses things. */
class World {
  readonly server = new FakeEventServer();
  readonly browser = new FakeTabs(this.server.handle);
  readonly tabs: Tab[] = [];
  #texts = 0;

  constructor() {
    this.browser.stub();
    this.#open(new Map(), 'Lena');
  }

  async take(step: Step): Promise<void> {
    const tab = this.tabs['tab' in step ? step.tab % this.tabs.length : 0]!;
    switch (step.do) {
      case 'write':
        this.#write(tab, step.what);
        break;
      case 'post':
        this.post(tab);
        break;
      case 'reload':
        tab.page.alive = false;
        this.#load(tab);
        break;
      case 'duplicate':
        if (this.tabs.length < maxTabs) this.#open(tab.page.storage, tab.name);
        break;
      case 'rename':
        this.#typeOver(tab);
        tab.name += '+';
        break;
      case 'feed':
        for (const event of this.server.events) tab.feed.set(event.id, event);
        void this.browser.in(tab.page, () => tab.posting.settle());
        break;
      case 'call':
        this.browser.calls.splice(step.nth % (this.browser.calls.length || 1), 1)[0]?.finish(step.fate);
        break;
      case 'change': {
        const event = this.server.events[step.nth % (this.server.events.length || 1)];
        if (event !== undefined) this.server.change(event.id, { [step.what]: `changed ${(this.#texts += 1)}` });
        break;
      }
      case 'wait':
        await vi.advanceTimersByTimeAsync(5_000);
        break;
      default:
        step satisfies never;
    }
    await this.#settled();
  }

  post(tab: Tab): void {
    const { posting, name } = tab;
    if (posting.state.state === 'sending') return;
    if (posting.fields.name !== '')
      tab.open = [...tab.open, { text: posting.fields, name, typedOver: false, afterText: this.#texts }];
    void this.browser.in(tab.page, () => posting.send(name));
  }

  /** From here on nothing is lost, and people press Post until their forms are empty. */
  async end(): Promise<void> {
    const answerAll = async (): Promise<void> => {
      while (this.browser.calls.length > 0) await this.take({ do: 'call', nth: 0, fate: 'answered' });
      await this.take({ do: 'wait' });
    };
    await answerAll();
    this.check();
    for (const tab of this.tabs) {
      for (let tries = 0; tab.posting.fields.name !== '' && tries < 4; tries += 1) {
        this.post(tab);
        await this.#settled();
        await answerAll();
      }
      expect(tab.posting.fields, 'a form that cannot be posted').toEqual(emptyValues);
    }
    this.check();
    this.#checkOnce();
  }

  /** However often somebody pressed Post on a text, without typing in between, it made one event. */
  #checkOnce(): void {
    const posted = this.tabs.flatMap(({ number, open }) =>
      open.map(({ text, name, afterText }) => ({ text: text.name, key: `${number} ${name} ${afterText}` })),
    );
    const made = [...this.server.history.values()].map(([first]) => first!.event.name);
    for (const text of new Set(made)) {
      const times = new Set(posted.filter((one) => one.text === text).map(({ key }) => key)).size;
      expect(made.filter((name) => name === text).length, `events made of “${text}”`).toBeLessThanOrEqual(times);
    }
  }

  /** Each text that somebody pressed Post on is on the board, or still in the form. */
  check(): void {
    for (const tab of this.tabs) {
      const { fields } = tab.posting;
      for (const { text, name, typedOver } of tab.open) {
        if (sameText(text, fields)) continue;
        const made = [...this.server.history.values()].filter((states) =>
          states.some(({ event }) => isText(event, text, name)),
        );
        const arrived = made.some((states) =>
          states.some(({ event, tab: by }) => by === tab.number && isText(event, text, name)),
        );
        if (typedOver && !arrived) continue;
        const kept = made.filter((states) => this.#isKept(states, { text, name }, tab));
        expect(kept.length, `events with “${text.name}” of tab ${tab.number}, by ${name}`).toBeGreaterThan(0);
      }
    }
  }

  /** Whether an event still has a text, or only the same tab and other people have changed it since. */
  #isKept(states: Written[], { text, name }: Pick<Pressed, 'text' | 'name'>, { number }: Tab): boolean {
    const at = states.findIndex(({ event }) => isText(event, text, name));
    return states.slice(at).every(({ event, tab }) => isText(event, text, name) || tab === null || tab === number);
  }

  #write(tab: Tab, what: keyof FormValues): void {
    const { posting } = tab;
    const before = posting.fields;
    const text = `${what} ${(this.#texts += 1)}`;
    const fields = {
      ...before,
      name: before.name || `first ${this.#texts}`,
      day: before.day || '2026-12-01',
      ...(what !== 'repeats'
        ? { [what]: text }
        : before.repeats === ''
          ? { repeats: 'week', repeatTimes: '3' }
          : { repeats: '', repeatTimes: '' }),
    };
    this.#typeOver(tab);
    this.browser.in(tab.page, () => posting.write(fields));
  }

  #typeOver({ open, posting }: Tab): void {
    for (const one of open) one.typedOver ||= sameText(one.text, posting.fields);
  }

  #open(storage: ReadonlyMap<string, string>, name: string): void {
    const page: Page = { tab: this.tabs.length, alive: false, storage: new Map(storage) };
    const tab = { number: page.tab, page, name, feed: new Map<string, BoardEvent>(), open: [] };
    this.tabs.push(this.#load(tab));
  }

  #load(tab: Omit<Tab, 'posting'>): Tab {
    tab.page = { tab: tab.number, alive: true, storage: new Map(tab.page.storage) };
    tab.feed = new Map();
    return Object.assign(tab, {
      posting: this.browser.in(tab.page, () => {
        const outbox = new Outbox((post) => postEvent('main', post));
        return new Posting({
          board: 'main',
          storageKey: 'board.draft.main',
          timeZone: () => 'Europe/Berlin',
          submit: (post) => outbox.submit(post),
          find: (id) => tab.feed.get(id),
          onGuest: () => undefined,
        });
      }),
    });
  }

  /** Lets everything happen that needs no call to end. */
  async #settled(): Promise<void> {
    await vi.advanceTimersByTimeAsync(200);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

function sameText(one: FormValues, other: FormValues): boolean {
  return one.name === other.name && one.place === other.place && one.repeats === other.repeats;
}

/** Whether an event has what was typed; it may have been corrected by others in one field. */
function isText({ name, place, series, author }: BoardEvent, text: FormValues, by: string): boolean {
  return (
    (name === text.name || name.startsWith('changed')) &&
    ((place ?? '') === text.place || place?.startsWith('changed') === true) &&
    (series !== null) === (text.repeats !== '') &&
    author.name === by
  );
}

const tab = fc.nat({ max: maxTabs - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      tab,
      what: fc.constantFrom('name', 'name', 'place', 'repeats'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('post' as const), tab }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      nth: fc.nat({ max: 3 }),
      fate: fc.constantFrom<Fate[]>('answered', 'answer lost', 'answer lost', 'call lost', 'refused'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('reload' as const, 'duplicate' as const, 'feed' as const, 'feed' as const),
      tab,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), tab }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      nth: fc.nat({ max: 3 }),
      what: fc.constantFrom('name' as const, 'place' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'wait' as const }) },
);

describe('with lost answers, duplicated tabs, late feeds and retries in any order', () => {
  // What a page loads when somebody begins to write.
  beforeAll(() =>
    Promise.all([
      import('../../../client/posting/unclear-posts.ts'),
      import('../../../client/event-form/check-event.ts'),
    ]),
  );
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('[PAGE-35] each text that somebody pressed Post on is on the board or still in the form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const world = new World();
        for (const one of steps) {
          await world.take(one);
        }
        await world.end();
      }),
      { seed: 16, numRuns: 150 },
    );
  });

  const typeAndPost = async (world: World, tab = 0): Promise<void> => {
    await world.take({ do: 'write', tab, what: 'name' });
    await world.take({ do: 'post', tab });
  };
  const call = (world: World, fate: Fate) => world.take({ do: 'call', nth: 0, fate });
  /** What each event has said, state by state. */
  const said = ({ server }: World) =>
    [...server.history.values()].map((states) => states.map(({ event }) => event.name));

  it('[PAGE-35] a correction of a post whose answer was lost changes that event, also after a reload', async () => {
    for (const isReloaded of [false, true]) {
      const world = new World();
      await typeAndPost(world);
      await call(world, 'answer lost');
      if (isReloaded) await world.take({ do: 'reload', tab: 0 });
      await typeAndPost(world);
      for (const fate of ['answered', 'answer lost'] as const) await call(world, fate);
      const { posting } = world.tabs[0]!;
      expect([posting.state.state, posting.fields.name]).toEqual(['failed', 'name 2']);
      await world.take({ do: 'post', tab: 0 });
      await call(world, 'answered');
      expect([posting.state.state, posting.fields, said(world)]).toEqual([
        'posted',
        emptyValues,
        [['name 1', 'name 2']],
      ]);
    }
  });

  it('[PAGE-35] a feed that comes late empties only a form that was not changed since', async () => {
    const world = new World();
    await typeAndPost(world);
    await call(world, 'answer lost');
    await world.take({ do: 'write', tab: 0, what: 'name' });
    await world.take({ do: 'feed', tab: 0 });
    const { posting } = world.tabs[0]!;
    expect([posting.state.state, posting.fields.name]).toEqual(['failed', 'name 2']);
    await world.end();
    expect(said(world)).toEqual([['name 1', 'name 2']]);

    await typeAndPost(world);
    await call(world, 'answer lost');
    await world.take({ do: 'reload', tab: 0 });
    await world.take({ do: 'feed', tab: 0 });
    expect(world.tabs[0]!.posting.state).toMatchObject({ state: 'posted', event: { name: 'name 3' } });
  });

  it('[PAGE-35] a duplicated tab posts an event of its own, whenever it was duplicated', async () => {
    for (const fate of [null, 'answer lost', 'call lost'] as const) {
      const world = new World();
      await world.take({ do: 'write', tab: 0, what: 'name' });
      if (fate === null) await world.take({ do: 'duplicate', tab: 0 });
      await world.take({ do: 'post', tab: 0 });
      if (fate === null) await call(world, 'answered');
      else {
        await call(world, fate);
        await world.take({ do: 'duplicate', tab: 0 });
      }
      await typeAndPost(world, 1);
      await call(world, 'answered');
      await world.end();
      expect(said(world).sort()).toEqual([['name 1'], ['name 2']]);
    }
  });

  it('[PAGE-35] what somebody else changed meanwhile stays, or is shown before it is replaced', async () => {
    const world = new World();
    await typeAndPost(world);
    await call(world, 'answer lost');
    await world.take({ do: 'change', nth: 0, what: 'place' });
    await typeAndPost(world);
    for (const fate of ['answered', 'answer lost'] as const) await call(world, fate);
    expect(world.server.events).toMatchObject([{ name: 'name 3', place: 'changed 2' }]);
    await world.take({ do: 'change', nth: 0, what: 'name' });
    for (const replaces of [false, true]) {
      await world.take({ do: 'post', tab: 0 });
      await call(world, 'answered');
      if (replaces) await call(world, 'answered');
      expect([world.server.events[0]!.name, world.tabs[0]!.posting.state]).toMatchObject(
        replaces
          ? ['name 3', { state: 'posted' }]
          : ['changed 4', { state: 'failed', problem: { detail: expect.stringContaining('changed 4') as string } }],
      );
    }
  });

  it('[PAGE-35] a stored draft that cannot be read leaves an empty form, and a damaged one what can be read', async () => {
    const world = new World();
    for (const [stored, name] of [
      ['{', ''],
      ['7', ''],
      ['null', ''],
      ['{"id":"5","fields":{"name":"Choir"}}', 'Choir'],
      ['{"id":5,"fields":{"name":"Choir","place":7},"sent":{}}', 'Choir'],
      ['{"id":"5f5f5f5f5f5f5f5f5f5f5f5f","fields":{"name":"Choir"},"sent":[null,7,{"fields":"x"}]}', 'Choir'],
    ] as const) {
      world.tabs[0]!.page.storage.set('board.draft.main', stored);
      await world.take({ do: 'reload', tab: 0 });
      expect(world.tabs[0]!.posting.fields).toEqual({ ...emptyValues, name });
    }
    await typeAndPost(world);
    await call(world, 'answered');
    expect(world.tabs[0]!.posting.state.state).toBe('posted');
  });
});
