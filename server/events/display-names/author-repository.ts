import type { Db, Document, ObjectId } from 'mongodb';
import type { BoardEvent } from '../../../shared/event.ts';
import { readEvent } from '../event-document.ts';
import { unchanged } from '../event-repository.ts';
import { exactly } from '../exact-match.ts';
import type { FoundEvent } from '../found-event.ts';
import { listingOf } from '../listing.ts';
import type { ReadOptions } from '../stored-event.ts';

export type AuthorRepository = ReturnType<typeof createAuthorRepository>;

/** The collections `events` and `deletions`, as far as members' display names are in them. */
export function createAuthorRepository(db: Db, options: ReadOptions) {
  const events = db.collection<Document & { _id: ObjectId }>('events');
  const deletions = db.collection<Document & { _id: ObjectId }>('deletions');

  return {
    /** All events of this person that have another display name, on every board and archived ones too. */
    async *find(owner: string, displayName: string | null): AsyncGenerator<FoundEvent> {
      const others = displayName === null ? { $exists: true } : { $ne: displayName };
      const filter = { owner: exactly(owner), 'author.member': true, 'author.displayName': others };
      for await (const document of events.find(filter)) {
        const stored = readEvent(document, options);
        if (stored !== null) yield { ...stored, document };
      }
    },

    /** Returns how many it was: not those that somebody has changed since. */
    async rename(found: FoundEvent[], displayName: string | null): Promise<number> {
      if (found.length === 0) return 0;
      const updates = found.map(({ event, document, ...stored }) => {
        const author = withDisplayName(event.author, displayName);
        const listing = listingOf({ ...document, author }, { ...stored, event: { ...event, author } });
        return {
          updateOne: {
            filter: unchanged(document),
            update: { $set: { author, version: event.version + 1, listing } },
          },
        };
      });
      return (await events.bulkWrite(updates, { ordered: false })).modifiedCount;
    },

    /** Deleted events get it too, for when they are put back. */
    async renameDeleted(owner: string, displayName: string | null): Promise<void> {
      const path = 'document.author.displayName';
      await deletions.updateMany(
        { 'document.owner': exactly(owner), 'document.author.member': true },
        displayName === null ? { $unset: { [path]: '' } } : { $set: { [path]: displayName } },
      );
    },
  };
}

function withDisplayName({ name, member }: BoardEvent['author'], displayName: string | null): BoardEvent['author'] {
  return { name, member, ...(displayName === null ? {} : { displayName }) };
}
