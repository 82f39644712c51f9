import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';

/** What the ids of imported events are made with, the same on every server. The first import draws it. */
export async function importKey(db: Db): Promise<string> {
  const keys = db.collection<{ _id: string; key: string }>('keys');
  const stored = await keys.findOneAndUpdate(
    { _id: 'import' },
    { $setOnInsert: { key: randomBytes(32).toString('base64url') } },
    { upsert: true, returnDocument: 'after' },
  );
  if (typeof stored?.key !== 'string') throw new Error('The key of imports, in the collection keys, is no text.');
  return stored.key;
}
