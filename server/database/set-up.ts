import type { Collection, CollectionInfo, Db, IndexDescription } from 'mongodb';
import {
  assetIndexes,
  boardIndexes,
  clearingIndexes,
  deletedIdIndexes,
  deletionIndexes,
  eventIndexes,
  pictureIndexes,
  presenceIndexes,
  resetLinkIndexes,
  sessionIndexes,
  tombstoneIndexes,
  unlistedIndex,
  userIndexes,
} from './indexes.ts';
import { isNamespaceExists, isParallelLists } from './mongo-errors.ts';

/** Gets a sentence that says what is wrong and what to do. */
type OnProblem = (problem: string) => void;

/** Creates the collections and their indexes as they must be. Safe to run again, and on several servers at once. */
export async function setUpDatabase(db: Db, onProblem: OnProblem = () => {}): Promise<void> {
  await setUpEvents(db, onProblem);
  await ensureCollection(db, 'boards');
  await db.collection('boards').createIndexes(boardIndexes);
  await ensureCollection(db, 'users');
  await db.collection('users').createIndexes(userIndexes);
  await ensureCollection(db, 'sessions');
  await db.collection('sessions').createIndexes(sessionIndexes);
  await db.collection('resetlinks').createIndexes(resetLinkIndexes);
  await db.collection('deletions').createIndexes(deletionIndexes);
  await db.collection('deletedids').createIndexes(deletedIdIndexes);
  await db.collection('pictures').createIndexes(pictureIndexes);
  await db.collection('clearings').createIndexes(clearingIndexes);
  await db.collection('presence').createIndexes(presenceIndexes);
  await db.collection('assets').createIndexes(assetIndexes);
  await db.collection('tombstones').createIndexes(tombstoneIndexes);
}

/**
 * `events` has pre- and post-images, so that a change carries the document exactly as it was before and after it. Other
 * programs write into it: an index that their documents do not allow is left out and named to `onProblem`.
 */
export async function setUpEvents(db: Db, onProblem: OnProblem = () => {}): Promise<void> {
  await ensureCollection(db, 'events');
  // Only where it is needed: the command waits for every transaction that has the collection open. That of a server that was
  // killed stays open for a minute.
  const [stored] = await db.listCollections({ name: 'events' }, { nameOnly: false }).toArray();
  const images = (stored as CollectionInfo | undefined)?.options?.changeStreamPreAndPostImages;
  if (images?.enabled !== true)
    await db.command({ collMod: 'events', changeStreamPreAndPostImages: { enabled: true } });
  const events = db.collection('events');
  const indexes = [...eventIndexes, unlistedIndex];
  try {
    await events.createIndexes(indexes);
  } catch (error) {
    if (!isParallelLists(error)) throw error;
    for (const index of indexes) await createOrName(events, index, onProblem);
  }
}

async function createOrName(events: Collection, index: IndexDescription, onProblem: OnProblem): Promise<void> {
  try {
    await events.createIndexes([index]);
  } catch (error) {
    if (!isParallelLists(error)) throw error;
    const fields = Object.keys(index.key);
    const lists = fields.slice(0, 2).map((field) => `"${field}": {$type: "array"}`);
    onProblem(
      `The index ${index.name} of the collection events cannot be created, so the board is slower: a document has lists in two of the fields ${fields.join(', ')}. Find such documents, for example with db.events.find({${lists.join(', ')}}), and put single values there. The next start creates the index.`,
    );
  }
}

async function ensureCollection(db: Db, name: string): Promise<void> {
  try {
    await db.createCollection(name, name === 'events' ? { changeStreamPreAndPostImages: { enabled: true } } : {});
  } catch (error) {
    if (!isNamespaceExists(error)) throw error;
  }
}
