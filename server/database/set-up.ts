import type { Db } from 'mongodb';
import {
  boardIndexes,
  deletionIndexes,
  eventIndexes,
  presenceIndexes,
  resetLinkIndexes,
  sessionIndexes,
  tombstoneIndexes,
  unlistedIndex,
  userIndexes,
} from './indexes.ts';
import { isNamespaceExists } from './mongo-errors.ts';

/** Creates the collections and their indexes as they must be. Safe to run again, and on several servers at once. */
export async function setUpDatabase(db: Db): Promise<void> {
  await setUpEvents(db);
  await ensureCollection(db, 'boards');
  await db.collection('boards').createIndexes(boardIndexes);
  await ensureCollection(db, 'users');
  await db.collection('users').createIndexes(userIndexes);
  await ensureCollection(db, 'sessions');
  await db.collection('sessions').createIndexes(sessionIndexes);
  await db.collection('resetlinks').createIndexes(resetLinkIndexes);
  await db.collection('deletions').createIndexes(deletionIndexes);
  await db.collection('presence').createIndexes(presenceIndexes);
  await db.collection('tombstones').createIndexes(tombstoneIndexes);
}

/** `events` has pre- and post-images, so that a change carries the document exactly as it was before and after it. */
export async function setUpEvents(db: Db): Promise<void> {
  await ensureCollection(db, 'events');
  await db.command({ collMod: 'events', changeStreamPreAndPostImages: { enabled: true } });
  await db.collection('events').createIndexes([...eventIndexes, unlistedIndex]);
}

async function ensureCollection(db: Db, name: string): Promise<void> {
  try {
    await db.createCollection(name, name === 'events' ? { changeStreamPreAndPostImages: { enabled: true } } : {});
  } catch (error) {
    if (!isNamespaceExists(error)) throw error;
  }
}
