import { ObjectId, type Db, type Document } from 'mongodb';
import { readFound, type FoundEvent } from './found-event.ts';
import type { ReadOptions } from './stored-event.ts';

export type PictureUses = ReturnType<typeof createPictureUses>;

/** Which events have a picture, or have a change that waits with it. The events decide who sees a picture, at each request. */
export function createPictureUses(db: Db, options: ReadOptions) {
  const events = db.collection<Document & { _id: ObjectId }>('events');
  const deletions = db.collection('deletions');
  const boards = db.collection('boards');
  const listing = { listing: 0 } as const;

  return {
    /** An event that shows it to everybody; null if there is none. */
    async findLive(id: string): Promise<FoundEvent | null> {
      const documents = await events
        .find({ 'picture.id': id, status: { $in: ['live', null] } }, { projection: listing, limit: 1 })
        .toArray();
      const found = readFound(documents[0] ?? null, options);
      return found?.event.status === 'live' && found.event.picture?.id === id ? found : null;
    },

    /** One event that has it, and one with a change that waits with it. The dates of a series have one author. */
    async findAny(id: string): Promise<FoundEvent[]> {
      const filters = [{ 'picture.id': id }, { 'review.changes.picture.id': id }];
      const documents = await Promise.all(filters.map((filter) => events.findOne(filter, { projection: listing })));
      return documents.flatMap((document) => readFound(document, options) ?? []);
    },

    /**
     * Whether it is a board's cover, or an event has it, or could have it again, that is not this one and not a date of the
     * series with this id. Null for the cover of a board.
     */
    async isOfOther(id: string, own: string | null): Promise<boolean> {
      const _id = own === null ? null : new ObjectId(own);
      const isOther = (path: string) =>
        _id === null ? {} : { [`${path}_id`]: { $ne: _id }, [`${path}series.id`]: { $ne: _id } };
      const projection = { _id: 1 } as const;
      if (own !== null && (await boards.findOne({ 'cover.id': id }, { projection })) !== null) return true;
      // Events first: an event is kept in the moment in which it is deleted.
      for (const field of ['picture.id', 'review.changes.picture.id'])
        if ((await events.findOne({ [field]: id, ...isOther('') }, { projection })) !== null) return true;
      for (const field of ['document.picture.id', 'document.review.changes.picture.id'])
        if ((await deletions.findOne({ [field]: id, ...isOther('document.') }, { projection })) !== null) return true;
      return false;
    },

    /** Those of the pictures that a board or an event has, or a deleted one that can still be restored. */
    async usedOf(ids: string[]): Promise<Set<string>> {
      const used = new Set<string>();
      const add = async (
        collection: { distinct: (key: string, filter: Document) => Promise<unknown[]> },
        field: string,
      ) => {
        for (const id of await collection.distinct(field, { [field]: { $in: ids } })) used.add(String(id));
      };
      // Events first, as above.
      await add(events, 'picture.id');
      await add(events, 'review.changes.picture.id');
      await add(boards, 'cover.id');
      await add(deletions, 'document.picture.id');
      await add(deletions, 'document.review.changes.picture.id');
      return used;
    },
  };
}
