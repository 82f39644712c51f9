import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpEvents } from '../../../server/database/set-up.ts';
import { fieldsOf, nextVersion, withoutId } from '../../../server/events/event-fields.ts';
import { createEventRepository } from '../../../server/events/event-repository.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';

describe('the repository of events', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
    await setUpEvents(database.db);
  });

  afterAll(() => database.close());

  it.each<object>([
    { name: 'Orchestra' },
    { link: 'https://example.org/' },
    { cancelled: true },
    { pinned: true },
    { archived: true },
    { owner: 'user:5f5f5f5f5f5f5f5f5f5f5f5f' },
    { series: { id: new ObjectId(), rule: '', occurrence: '2030-01-01' } },
  ])('[EVENT-8] does not overwrite %j, written meanwhile by a program that knows no versions', async (change) => {
    const repository = createEventRepository(database.db, { timeZone: 'Europe/Berlin' });
    const events = database.db.collection('events');
    const { insertedId } = await events.insertOne({ name: 'Choir', start: '2030-01-01' });
    const found = (await repository.find(insertedId.toHexString()))!;
    await events.updateOne({ _id: insertedId }, { $set: change });
    const document = nextVersion(found, { ...fieldsOf(found.event), place: 'Main hall' }, new Date());
    expect(await repository.update(found, withoutId(document))).toBeNull();
  });
});
