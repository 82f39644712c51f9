import type { Db, Document, ObjectId } from 'mongodb';
import { readEvent } from '../event-document.ts';
import { unchanged } from '../event-repository.ts';
import type { FoundEvent } from '../found-event.ts';
import { listingOf } from '../listing.ts';
import { boardFilter } from '../live-set-query.ts';
import type { ReadOptions } from '../stored-event.ts';
import { guestOwner, namelessGuest } from './shown-author.ts';

export type GuestNameRepository = ReturnType<typeof createGuestNameRepository>;

/** The collection `events`, as far as guests' names are in it. */
export function createGuestNameRepository(db: Db, options: ReadOptions) {
  const events = db.collection<Document & { _id: ObjectId }>('events');

  return {
    /** All events of a board that have a guest's name, archived ones too. */
    async *find(board: string): AsyncGenerator<FoundEvent> {
      const named = { ...boardFilter(board), owner: guestOwner, 'author.name': { $ne: namelessGuest.name } };
      for await (const document of events.find(named)) {
        const stored = readEvent(document, options);
        if (stored !== null) yield { ...stored, document };
      }
    },

    /** Takes the names out. Returns how many it was: not those that somebody has changed since. */
    async hide(found: FoundEvent[]): Promise<number> {
      if (found.length === 0) return 0;
      const updates = found.map(({ event, document, ...stored }) => {
        const nameless = { ...event, author: namelessGuest };
        const listing = listingOf({ ...document, author: namelessGuest }, { ...stored, event: nameless });
        return {
          updateOne: {
            filter: unchanged(document),
            update: { $set: { author: namelessGuest, version: event.version + 1, listing } },
          },
        };
      });
      return (await events.bulkWrite(updates, { ordered: false })).modifiedCount;
    },
  };
}
