import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Editing } from '../../../client/event/editing.ts';
import { UnsavedEdit } from '../../../client/event/unsaved-edit.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { FakeEventServer } from '../../support/tabs/fake-event-server.ts';
import { FakeTabs, type Fate, type Page } from '../../support/tabs/fake-tabs.ts';

type Step =
  | { do: 'write'; what: 'name' | 'place'; text: string }
  | { do: 'save' | 'reload' | 'others change' }
  | { do: 'call'; nth: number; fate: Fate };

/** Somebody who edits an event while the network loses things and others change the details. */
class World {
  readonly #first = boardEvent({ name: 'first', place: 'first', details: 'first' });
  readonly #server = new FakeEventServer();
  readonly #browser = new FakeTabs(this.#server.handle);
  #page: Page = { tab: 0, alive: true, storage: new Map() };
  #editing: Editing | null = null;
  /** What the person last saved or wants to save. */
  #meant = { name: 'first', place: 'first' };
  #changes = 0;

  constructor() {
    this.#browser.stub();
    this.#server.add(this.#first);
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'write':
        this.#write(step.what, step.text);
        break;
      case 'save':
        this.save();
        break;
      case 'reload':
        this.#reload();
        break;
      case 'others change':
        this.#server.change(this.#first.id, { details: `details ${(this.#changes += 1)}` });
        break;
      case 'call':
        this.#browser.calls.splice(step.nth % (this.#browser.calls.length || 1), 1)[0]?.finish(step.fate);
        break;
      default:
        step satisfies never;
    }
    await this.#settled();
  }

  save(): void {
    const editing = this.#editing;
    if (editing === null) return;
    void this.#browser.in(this.#page, () => (editing.state.state === 'conflict' ? editing.keepMine() : editing.save()));
  }

  /** From here on nothing is lost, and the person saves until the form closes. */
  async end(): Promise<void> {
    for (let tries = 0; tries < 6 && (this.#editing !== null || tries === 0); tries += 1) {
      this.save();
      await this.#settled();
      while (this.#browser.calls.length > 0) await this.take({ do: 'call', nth: 0, fate: 'answered' });
    }
    expect(this.#editing?.state ?? null, 'an edit that cannot be saved').toBeNull();
    const { name, place, details } = this.#current;
    expect({ name, place }, 'what the board has').toEqual(this.#meant);
    expect(details, 'what others wrote').toBe(this.#changes === 0 ? 'first' : `details ${this.#changes}`);
  }

  get #current(): BoardEvent {
    return this.#server.events[0]!;
  }

  #write(what: 'name' | 'place', text: string): void {
    this.#editing ??= this.#open();
    const editing = this.#editing;
    if (editing.state.state === 'conflict') this.#browser.in(this.#page, () => editing.goOn());
    this.#browser.in(this.#page, () => editing.write({ ...editing.fields, [what]: text }));
    this.#meant = { name: editing.fields.name, place: editing.fields.place };
  }

  #reload(): void {
    this.#page.alive = false;
    this.#page = { ...this.#page, alive: true, storage: new Map(this.#page.storage) };
    const wasOpen = this.#editing !== null;
    this.#editing = this.#browser.in(this.#page, () => this.#stored.readUnsaved(this.#current)) && this.#open();
    const shown = this.#editing?.fields ?? this.#current;
    const { name, place } = shown;
    if (wasOpen) expect({ name, place }, 'after a reload').toEqual(this.#meant);
  }

  #open(): Editing {
    return this.#browser.in(this.#page, () => {
      const stored = this.#stored;
      const earlier = stored.readUnsaved(this.#current);
      const editing = new Editing(earlier?.base ?? this.#current, {
        store: (edit) => stored.write(edit),
        ...(earlier === null ? {} : { earlier }),
      });
      const page = this.#page;
      editing.onChange(() => {
        if (editing.state.state === 'done' && page.alive) this.#editing = null;
      });
      return editing;
    });
  }

  get #stored(): UnsavedEdit {
    return new UnsavedEdit(this.#first.id, null);
  }

  async #settled(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      what: fc.constantFrom('name' as const, 'place' as const),
      // Few, so that people also change something back.
      text: fc.constantFrom('first', 'second', 'third'),
    }),
  },
  { weight: 6, arbitrary: fc.constant({ do: 'save' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      nth: fc.nat({ max: 2 }),
      fate: fc.constantFrom<Fate[]>('answered', 'answer lost', 'answer lost', 'call lost', 'refused'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('reload' as const, 'others change' as const) }) },
);

describe('an edit, with lost answers, reloads, retries and other people’s changes in any order', () => {
  // What a page loads when somebody begins to write.
  beforeAll(() => import('../../../client/event-form/check-event.ts'));
  afterEach(() => vi.unstubAllGlobals());

  it('[PAGE-36] what somebody saved is on the board or still in the form, also where they changed it back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const world = new World();
        for (const one of steps) await world.take(one);
        await world.end();
      }),
      { seed: 16, numRuns: 200 },
    );
  });
});
