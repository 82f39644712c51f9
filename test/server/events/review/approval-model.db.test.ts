import fc from 'fast-check';
import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardEvent } from '../../../../shared/event.ts';
import { keysOf, type Operation } from '../../../../shared/policies.ts';
import { Visitor, type Answer } from '../../../support/board/http-client.ts';
import { goodPassword, member } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';
import { ApprovalModel, type Content, type ModelEvent, type ModelPerson } from './approval-model.ts';

type Person = { visitor: Visitor; actor: ModelPerson; name: string };

const people = ['owner', 'guest', 'member', 'other guest'] as const;
const texts = fc.constantFrom('Choir', 'Chess', 'Football');
const places = fc.constantFrom(null, 'Gym', 'Hall');
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['create', 'edit', 'edit', 'edit', 'replace', 'series', 'delete', 'restore', 'import'] as const),
      ),
      by: fc.constantFrom('author', 'author', 'author', ...people),
      at: fc.nat({ max: 5 }),
      name: texts,
      place: places,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('approved', 'rejected', 'live', 'hidden', 'pin'),
      by: fc.constantFrom('owner', 'owner', 'owner', ...people),
      at: fc.nat({ max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('approval' as const), on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('state' as const),
      to: fc.constantFrom('open', 'members only', 'frozen', 'archived'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), who: fc.constantFrom('guest', 'member') }) },
  { weight: 1, arbitrary: fc.constant({ do: 'sign up' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const rules = {
  open: { posting: 'anyone', archived: false },
  'members only': { posting: 'members', archived: false },
  frozen: { posting: 'nobody', archived: false },
  archived: { archived: true },
} as const;

describe('a board on which posts may wait for approval', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;
  let runs = 0;

  beforeAll(async () => {
    board = await startBoard({ settings: { LIMIT_PER_PERSON: '100000', LIMIT_PER_ADDRESS: '100000' } });
    owner = await member(board.url, 'Ms.Okafor');
    lena = await member(board.url, 'Lena');
  });
  afterAll(() => board.close());

  async function keyOf(visitor: Visitor, guestName?: string): Promise<string> {
    const { id } = await visitor.post({ guestName });
    const document = await board.database.db.collection('events').findOne({ _id: new ObjectId(id) });
    return String(document?.owner);
  }

  /** One history: each step is done on the server and in the model, and both must answer and hold the same. */
  class History {
    readonly model = new ApprovalModel();
    readonly people = new Map<string, Person>();
    readonly slug = `m${(runs += 1)}`;

    async begin(): Promise<void> {
      await this.#ok('POST', '/api/boards', { slug: this.slug, title: this.slug });
      this.people.set('owner', {
        visitor: owner,
        name: 'Ms.Okafor',
        actor: { key: await keyOf(owner), role: 'owner' },
      });
      for (const name of ['guest', 'other guest']) {
        const visitor = new Visitor(board.url);
        this.people.set(name, { visitor, name, actor: { key: await keyOf(visitor, name), role: null } });
      }
      this.people.set('member', { visitor: lena, name: 'member', actor: { key: await keyOf(lena), role: 'member' } });
    }

    async take(step: Step): Promise<void> {
      switch (step.do) {
        case 'approval':
          if (this.model.state === 'archived') return;
          await this.#ok('PATCH', `/api/boards/${this.slug}`, { approval: step.on });
          this.model.approval = step.on;
          return;
        case 'state':
          await this.#ok('PATCH', `/api/boards/${this.slug}`, { archived: false });
          await this.#ok('PATCH', `/api/boards/${this.slug}`, rules[step.to]);
          this.model.state = step.to;
          return;
        case 'remove': {
          if (this.model.state === 'archived') return;
          const { actor } = this.people.get(step.who)!;
          await this.#ok('POST', `/api/boards/${this.slug}/removed`, { id: actor.key, name: 'Rude', events: 'keep' });
          actor.removed = true;
          return;
        }
        case 'sign up':
          return this.#signUp(this.people.get('guest')!);
        case 'approved':
        case 'rejected':
        case 'live':
        case 'hidden':
        case 'pin':
          return this.#moderate(step.do, this.people.get(step.by)!, this.#event(step.at));
        default:
          return this.#write(step, step.by === 'author' ? this.#authorOf(step.at) : this.people.get(step.by)!);
      }
    }

    /** What the public and each person are told of every event. */
    async compare(): Promise<void> {
      const stranger = new Visitor(board.url);
      for (const event of this.model.events) {
        const { status, body } = await stranger.get(`/api/events/${event.id}`);
        if (event.deleted || event.status !== 'live') {
          expect([event, status]).toEqual([event, 404]);
          continue;
        }
        expect(body.event).toMatchObject(event.content);
        expect(body.event).not.toHaveProperty('review');
      }
      for (const { visitor, actor } of this.people.values()) {
        const { body } = await visitor.get('/api/myevents?limit=200');
        for (const event of this.model.events.filter(({ owner: of, deleted }) => of === actor.key && !deleted)) {
          const mine = body.events.find(({ id }) => id === event.id);
          expect(mine).toMatchObject({ ...event.content, status: event.status });
          const { review } = mine!;
          expect(review?.state === 'waiting' ? review.changes : null).toEqual(event.waiting);
        }
      }
    }

    /** Each of them has an event, so that few steps are about nothing. */
    async post(): Promise<void> {
      for (const by of people)
        await this.take({ do: 'create', by, at: 0, name: 'Choir', place: by === 'guest' ? 'Hall' : null });
    }

    #authorOf(at: number): Person {
      const owner = this.#event(at)?.owner;
      return (
        [...this.people.values()].find(({ actor }) => keysOf(actor).includes(owner ?? '')) ?? this.people.get('guest')!
      );
    }

    #event(at: number): ModelEvent | null {
      return this.model.events.length === 0 ? null : this.model.events[at % this.model.events.length]!;
    }

    async #write(step: Extract<Step, { by: string; name: string }>, person: Person): Promise<void> {
      const { model } = this;
      const content = { name: step.name, place: step.place };
      if (step.do === 'create' || step.do === 'import') {
        const allowed = model.allows(step.do, person.actor, null);
        const answer = await (step.do === 'create' ? this.#create(person, content) : this.#import(person));
        expect([step.do, answer.status]).toEqual([step.do, allowed === 'no' ? 403 : step.do === 'create' ? 201 : 200]);
        if (answer.status === 201) await this.#hold(answer.body.event, person.actor, content);
        return;
      }
      const event = this.#event(step.at);
      if (event === null) return;
      const change = step.do === 'replace' ? content : { name: step.name };
      const answer = await this.#change(step.do, person.visitor, event, content);
      if (!this.#agrees(step.do, person, event, answer)) return;
      if (step.do === 'delete') event.deleted = true;
      else if (step.do === 'restore') model.restore(event, person.actor);
      else if (step.do === 'series') model.editSeries(event, person.actor, step.name);
      else model.edit(event, person.actor, change);
    }

    async #hold({ id, series }: BoardEvent, actor: ModelPerson, content: Content): Promise<void> {
      if (series === null) return this.model.create(id, actor, content, null);
      const dates = board.database.db.collection('events').find({ 'series.id': new ObjectId(series.id) });
      for await (const { _id } of dates) this.model.create(_id.toHexString(), actor, content, series.id);
    }

    async #moderate(act: string, person: Person, event: ModelEvent | null): Promise<void> {
      if (event === null) return;
      const { id } = event;
      const { version } = await this.#stored(event);
      const answer =
        act === 'approved' || act === 'rejected'
          ? await person.visitor.call('POST', `/api/events/${id}/review`, { version, body: { outcome: act } })
          : await person.visitor.call('PATCH', `/api/events/${id}`, {
              version,
              body: act === 'pin' ? { pinned: true } : { status: act },
            });
      // To an author who does not moderate, a patch of `status` is refused as an edit would be, or for its field.
      if (!this.#agrees('moderate', person, event, answer)) return;
      if (act === 'approved' || act === 'rejected') this.model.review(event, act);
      else if (act !== 'pin') event.status = act as 'live' | 'hidden';
      if (act !== 'approved' && act !== 'rejected' && person.actor.key === event.owner) {
        event.content = this.model.seenForEditing(event, person.actor);
        event.waiting = null;
      }
    }

    /** Compares the status with the table's; returns whether the operation took place. */
    #agrees(operation: Operation, person: Person, event: ModelEvent, { status }: Answer): boolean {
      const allowed = this.model.allows(operation, person.actor, event);
      const expected = allowed === 'yes' ? 200 : allowed === 'no' ? 403 : 404;
      expect([operation, person.name, this.model.state, event, status]).toEqual([
        operation,
        person.name,
        this.model.state,
        event,
        expected,
      ]);
      return allowed === 'yes';
    }

    async #change(
      what: Exclude<Operation, 'create' | 'import' | 'moderate'>,
      by: Visitor,
      event: ModelEvent,
      to: object,
    ): Promise<Answer> {
      const path = `/api/events/${event.id}`;
      const { name } = to as { name: string };
      const { version, start } = await this.#stored(event);
      switch (what) {
        case 'edit':
          return by.call('PATCH', path, { version, body: { name } });
        case 'series':
          return by.call('PATCH', `${path}?series=all`, { version, body: { name } });
        case 'replace':
          return by.call('PUT', path, { version, body: { ...to, start } });
        case 'delete':
          return by.call('DELETE', path, { version });
        case 'restore':
          return by.call('POST', `${path}/restore`);
        default:
          return what satisfies never;
      }
    }

    #create({ visitor, actor, name }: Person, content: Content): Promise<Answer> {
      const start = `${new Date().getUTCFullYear() + 1}-06-01`;
      const repeat = content.place === 'Hall' ? { repeat: { every: 'week', count: 2 } } : {};
      return visitor.call('POST', `/api/boards/${this.slug}/events`, {
        body: { ...content, ...repeat, start, ...(actor.role === null ? { guestName: name } : {}) },
      });
    }

    #import({ visitor }: Person): Promise<Answer> {
      return visitor.call('POST', `/api/boards/${this.slug}/import`, {
        raw: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nEND:VCALENDAR\r\n',
        headers: { 'content-type': 'text/calendar' },
      });
    }

    async #signUp(guest: Person): Promise<void> {
      if (guest.actor.role !== null) return;
      const { status } = await guest.visitor.call('POST', '/api/signup', {
        body: { username: `Ann-${this.slug}`, password: goodPassword },
      });
      expect(status).toBe(201);
      const before = guest.actor;
      const key = await keyOf(guest.visitor);
      guest.actor = { ...before, key, guestKey: before.key, role: 'member' };
    }

    async #stored({ id }: ModelEvent): Promise<Pick<BoardEvent, 'version' | 'start'>> {
      const stored = await board.database.db
        .collection<Pick<BoardEvent, 'version' | 'start'>>('events')
        .findOne({ _id: new ObjectId(id) });
      return stored ?? { version: 1, start: '2999-12-01' };
    }

    async #ok(method: string, path: string, body: object): Promise<void> {
      const { status, body: answer } = await owner.call(method, path, { body });
      expect([path, status < 300, answer.detail]).toEqual([path, true, undefined]);
    }
  }

  it('[EVENT-16] whatever people do, in whatever order, the public sees only what was approved or needed no approval', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 8, maxLength: 25 }), async (on, steps) => {
        const history = new History();
        await history.begin();
        await history.post();
        await history.take({ do: 'approval', on });
        for (const one of steps) await history.take(one);
        await history.compare();
      }),
      { numRuns: 30 },
    );
  }, 180_000);
});
