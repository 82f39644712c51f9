import fc from 'fast-check';
import { ObjectId, type Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStatus } from '../../../shared/event.ts';
import { permissions, sightings, type BoardState, type Operation, type Standing } from '../../../shared/policies.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { goodPassword, member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

const slugs: Record<BoardState, string> = { open: 'open', 'members only': 'members', frozen: 'cold', archived: 'old' };
const settings: Record<BoardState, object> = {
  open: {},
  'members only': { posting: 'members' },
  frozen: { posting: 'nobody' },
  archived: { archived: true },
};
const standings = Object.keys(permissions.edit) as Standing[];
const operations = Object.keys(permissions) as Operation[];

/** A person, and the key that their events have as `owner`. */
type Person = { visitor: Visitor; key: string };

describe('the table of permissions', () => {
  let board: TestBoard;
  /** Two of each, if there are two ways to get there: with a sign-up in between and without. */
  let people: Record<Standing, Person[]>;

  async function guest(name: string): Promise<Person> {
    const visitor = new Visitor(board.url);
    const { id } = await visitor.post({ guestName: name });
    const document = await board.database.db.collection('events').findOne({ _id: new ObjectId(id) });
    return { visitor, key: String(document?.owner) };
  }

  async function account(name: string): Promise<Person> {
    const visitor = await member(board.url, name);
    const { id } = await visitor.post();
    const document = await board.database.db.collection('events').findOne({ _id: new ObjectId(id) });
    return { visitor, key: String(document?.owner) };
  }

  async function signedUp(person: Person, username: string): Promise<Person> {
    const { status } = await person.visitor.call('POST', '/api/signup', { body: { username, password: goodPassword } });
    expect(status).toBe(201);
    return person;
  }

  beforeAll(async () => {
    board = await startBoard();
    const owner = await account('Owner');
    people = {
      owner: [owner],
      moderator: [await account('Mod')],
      'author member': [await account('Lena'), await signedUp(await guest('Ann G'), 'Ann')],
      'author guest': [await guest('Ben G')],
      'other member': [await account('Paul')],
      'other guest': [await guest('Cleo G')],
      removed: [await guest('Rude G'), await guest('Rough G')],
    };
    for (const [state, slug] of Object.entries(slugs) as [BoardState, string][]) {
      const call = async (method: string, path: string, body: object): Promise<void> => {
        expect((await owner.visitor.call(method, `/api/boards${path}`, { body })).status).toBeLessThan(300);
      };
      await call('POST', '', { slug, title: slug });
      await call('PUT', `/${slug}/moderators`, { usernames: ['Mod'] });
      for (const { key } of people.removed)
        await call('POST', `/${slug}/removed`, { id: key, name: 'Rude', events: 'keep' });
      await call('PATCH', `/${slug}`, settings[state]);
    }
    await signedUp(people.removed[1]!, 'Rough');
  });
  afterAll(() => board.close());

  /** Puts an event where this operation finds it. */
  async function store(operation: Operation, slug: string, event: Document & { _id: ObjectId }): Promise<void> {
    const { db } = board.database;
    if (operation === 'create' || operation === 'import') return;
    if (operation !== 'restore') {
      await db.collection('events').insertOne(event);
      return;
    }
    const stored = await db.collection<{ _id: string; identity: string }>('boards').findOne({ _id: slug });
    await db
      .collection('deletions')
      .insertOne({ _id: event._id, document: event, deletedAt: new Date(), boardIdentity: stored?.identity });
  }

  async function attempt(operation: Operation, by: Visitor, slug: string, id: ObjectId): Promise<Answer> {
    const path = `/api/events/${id.toHexString()}`;
    switch (operation) {
      case 'create':
        return by.call('POST', `/api/boards/${slug}/events`, {
          body: { name: 'New', start: '2999-12-01', guestName: 'Somebody' },
        });
      case 'import':
        return by.call('POST', `/api/boards/${slug}/import`, {
          raw: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nEND:VCALENDAR\r\n',
          headers: { 'content-type': 'text/calendar' },
        });
      case 'restore':
        return by.call('POST', `${path}/restore`);
      case 'edit':
        return by.call('PATCH', path, { version: 1, body: { name: 'Changed' } });
      case 'replace':
        return by.call('PUT', path, { version: 1, body: { name: 'Changed', start: '2999-12-01' } });
      case 'delete':
        return by.call('DELETE', path, { version: 1 });
      case 'series':
        return by.call('PATCH', `${path}?series=all`, { version: 1, body: { name: 'Changed' } });
      case 'moderate':
        return by.call('PATCH', path, { version: 1, body: { pinned: true } });
      default:
        return operation satisfies never;
    }
  }

  function expected(operation: Operation, standing: Standing, state: BoardState, status: EventStatus): number {
    const allowed = permissions[operation][standing].includes(state);
    if (operation === 'create') return allowed ? 201 : 403;
    const seen = sightings[status] === 'everybody' || !standing.startsWith('other');
    if (operation !== 'import' && !seen) return 404;
    return allowed ? 200 : 403;
  }

  it('[EVENT-22] what somebody cannot see is answered like what never was, whatever they try to do with it', async () => {
    const unseen = [
      { slug: 'open', status: 'hidden' },
      { slug: 'open', status: 'pending' },
      { slug: 'never-made', status: 'live' },
    ];
    for (const { visitor } of [...people['other guest'], ...people['other member']])
      for (const { slug, status } of unseen)
        for (const operation of operations.filter((one) => one !== 'create' && one !== 'import')) {
          const _id = new ObjectId();
          await store(operation, slug, {
            _id,
            board: slug,
            name: 'Choir',
            start: '2999-12-01',
            status,
            owner: 'user:x',
          });
          const [answer, nothing] = [_id, new ObjectId()].map((id) => attempt(operation, visitor, slug, id));
          expect([operation, (await answer!).status]).toEqual([operation, 404]);
          expect((await answer!).body).toEqual((await nothing!).body);
        }
  });

  it('[EVENT-16] the server allows each operation to the people, and in the states, that the table names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        fc.constantFrom(...standings),
        fc.constantFrom(...(Object.keys(slugs) as BoardState[])),
        fc.constantFrom(...EventStatus.options),
        fc.nat({ max: 1 }),
        async (operation, standing, state, status, way) => {
          const person = people[standing][way] ?? people[standing][0]!;
          const own = standing.startsWith('author') || standing === 'removed';
          const _id = new ObjectId();
          await store(operation, slugs[state], {
            _id,
            board: slugs[state],
            name: 'Choir',
            start: '2999-12-01',
            status,
            owner: own ? person.key : 'user:somebody',
            series: { id: _id, rule: 'FREQ=DAILY', occurrence: '2999-12-01' },
          });
          const answer = await attempt(operation, person.visitor, slugs[state], _id);
          expect(answer.status).toBe(expected(operation, standing, state, status));
        },
      ),
      { numRuns: 200 },
    );
  }, 180_000);
});
