import { ObjectId, type Db, type Document, type Filter, type FindCursor } from 'mongodb';
import * as z from 'zod/mini';
import { EventPatch } from '../../shared/event.ts';
import type { EventQuery } from '../../shared/event-query.ts';
import { Slices } from '../base/slices.ts';
import { createDeletionRepository, type HowDeleted, type KeptEvent } from './deletion-repository.ts';
import type { EventDocument } from './event-document.ts';
import { readFound, type FoundEvent } from './found-event.ts';
import type { ReadOptions, StoredEvent } from './stored-event.ts';
import { GroupedInserts } from './grouped-inserts.ts';
import { exactly, notAList, sameFields } from './exact-match.ts';
import { boardFilter, boardOf } from './live-set-query.ts';
import { takeBack } from './late-writes.ts';
import { sourceFields } from './listing.ts';
import type { ListCursor } from './list-cursor.ts';
import { readPage } from './list-page.ts';
import { cursorOf, listQuery } from './list-query.ts';
import type { WithIndexes } from '../database/index-repair.ts';
import { unlessIdTaken } from '../database/taken-id.ts';
import { inTransaction } from '../database/transaction.ts';

/** One of several events that are written together: its new fields, or how it is deleted. */
export type SeriesWrite = { found: FoundEvent } & ({ become: Omit<EventDocument, '_id'> } | { deleted: HowDeleted });

export type StoredPage = { events: StoredEvent[]; next: ListCursor | null };

export type EventRepository = ReturnType<typeof createEventRepository>;

/** The tutorial's fields. A document that this program writes has its own fields in their place. */
const tutorialFields = { event: '', date: '', user: '' } as const;

/** Few enough that their writes, sent together, do not crowd out others. */
const shownBatch = 50;

export function createEventRepository(
  db: Db,
  options: ReadOptions,
  withIndexes: WithIndexes = (query) => query(),
  slices = new Slices(),
) {
  const events = db.collection<Document & { _id: ObjectId }>('events');
  const deletions = createDeletionRepository(db, options);
  const tombstones = db.collection('tombstones');
  const grouped = new GroupedInserts(events);
  const listPage = (list: FindCursor<Document & { _id: ObjectId }>, limit: number) =>
    readPage(list.limit(limit + 1), limit, { ...options, slices });

  const read = (document: Document | null): FoundEvent | null => readFound(document, options);

  return {
    async find(id: string): Promise<FoundEvent | null> {
      return read(await events.findOne({ _id: new ObjectId(id) }));
    },

    /** One date of the series with this id, which need not be the id of any date; null if there is none. */
    async findOfSeries(id: ObjectId): Promise<FoundEvent | null> {
      return read(await events.findOne({ 'series.id': id }));
    },

    /**
     * What ids that somebody chose continue, if they can be used; null if one is taken. An id is taken if an event has it, or
     * had it until it was deleted in the last weeks, or is still listed as removed in calendars, whatever program deleted it.
     * Only those who `mayReturn` can post a deleted event again. `events` is read first, and an event is kept in the moment in which it
     * is deleted. So an id that is free here was not another's before, and a stranger cannot know it before it is posted.
     */
    async continuedBy(ids: ObjectId[], mayReturn: (deleted: KeptEvent) => boolean): Promise<KeptEvent[] | null> {
      const filter = { _id: { $in: ids } };
      const projection = { _id: 1 } as const;
      if ((await events.findOne(filter, { projection })) !== null) return null;
      const [kept, deleted, removed] = await Promise.all([
        deletions.findKept(ids),
        deletions.findIds(ids),
        tombstones.find(filter, { projection }).toArray(),
      ]);
      const continued = new Map<string, KeptEvent>();
      for (const { id, event } of kept) {
        if (event === null || !mayReturn(event)) return null;
        continued.set(id, event);
      }
      const gone = [...deleted, ...removed.map(({ _id }) => _id)];
      return gone.every((id) => continued.has(id.toHexString())) ? [...continued.values()] : null;
    },

    /** Returns false if there is a document with this id already. */
    insert(document: EventDocument): Promise<boolean> {
      return grouped.insert(document);
    },

    /** Inserts all or none. Returns false if there is a document with one of these ids already, or one continues what is not kept now. */
    async insertAll(documents: EventDocument[], continued: KeptEvent[] = []): Promise<boolean> {
      let areKept = true;
      const isFree = await unlessIdTaken(() =>
        inTransaction(db.client, async (session) => {
          areKept = await deletions.areStillKept(continued, session);
          if (areKept) await events.insertMany(documents, { session });
        }),
      );
      return isFree && areKept;
    },

    /**
     * Writes events of one series together, all or none. `plan` gets the others of this event's series that have the same
     * owner: a post can give its series the id of another's. Returns false if this event has changed since, or is gone.
     */
    async writeSeries(
      found: FoundEvent,
      plan: (others: FoundEvent[]) => SeriesWrite[] | Promise<SeriesWrite[]>,
    ): Promise<boolean> {
      const series = found.event.series;
      return inTransaction(db.client, async (session) => {
        if ((await events.findOne(unchanged(found.document), { session, projection: { _id: 1 } })) === null)
          return false;
        const documents =
          series === null
            ? []
            : await events
                .find(
                  { 'series.id': new ObjectId(series.id), _id: { $ne: found.document._id as ObjectId } },
                  { session },
                )
                .toArray();
        const others = documents
          .map(read)
          .filter((other) => other !== null)
          .filter(({ event, owner }) => event.board === found.event.board && owner === found.owner);
        const writes = await plan(others);
        await events.bulkWrite(
          writes.map((write) => {
            const filter = { _id: write.found.document._id as ObjectId };
            return 'deleted' in write
              ? { deleteOne: { filter } }
              : { updateOne: { filter, update: updateTo(write.become) } };
          }),
          { session },
        );
        const deleted = writes.filter((write) => 'deleted' in write);
        if (deleted.length > 0) {
          await deletions.keep(
            deleted.map((write) => write.found.document),
            deleted[0]!.deleted,
            session,
          );
        }
        return true;
      });
    },

    /** Writes the event over the one that was found. Returns null if that one has changed since, or is gone. */
    async update(found: FoundEvent, fields: Omit<EventDocument, '_id'>): Promise<FoundEvent | null> {
      return read(
        await events.findOneAndUpdate(unchanged(found.document), updateTo(fields), { returnDocument: 'after' }),
      );
    },

    /** Deletes the event and keeps it, so that it can be restored. Returns null if it has changed since, or is gone. */
    async delete(found: FoundEvent, how: HowDeleted): Promise<FoundEvent | null> {
      return inTransaction(db.client, async (session) => {
        const document = await events.findOneAndDelete(unchanged(found.document), { session });
        if (document !== null) await deletions.keep([document], how, session);
        return read(document);
      });
    },

    findDeleted: deletions.find,

    /**
     * Inserts those whose ids are not there, all or none, and returns their ids. An id that is there was restored a moment
     * ago. Returns null if another event has one of the ids, or one of those that they continue is not kept now.
     */
    async insertMissing(documents: EventDocument[], continued: KeptEvent[]): Promise<Set<string> | null> {
      return inTransaction(db.client, async (session) => {
        if (!(await deletions.areStillKept(continued, session))) return null;
        const wanted = new Map(documents.map((document) => [document._id.toHexString(), document]));
        const there = await events
          .find(
            { _id: { $in: documents.map(({ _id }) => _id) } },
            { session, projection: { _id: 1, board: 1, owner: 1 } },
          )
          .toArray();
        const isOther = (document: Document & { _id: ObjectId }): boolean => {
          const own = wanted.get(document._id.toHexString());
          return boardOf(document) !== own?.board || (document.owner ?? null) !== own?.owner;
        };
        if (there.some(isOther)) return null;
        const taken = new Set(there.map(({ _id }) => _id.toHexString()));
        const missing = documents.filter(({ _id }) => !taken.has(_id.toHexString()));
        if (missing.length > 0) await events.insertMany(missing, { session });
        return new Set(missing.map(({ _id }) => _id.toHexString()));
      });
    },

    /** The events of one person on a board that are not hidden, a batch at a time, oldest first. `next` continues. */
    async listShown(
      board: string,
      owner: string,
      after: string | null,
    ): Promise<{ events: FoundEvent[]; next: string | null }> {
      const documents = await withIndexes(() =>
        events.find(shownOf(board, owner, after), { sort: { _id: 1 }, hint: 'owner', limit: shownBatch }).toArray(),
      );
      return {
        events: documents.map(read).filter((found) => found !== null),
        next: documents.length < shownBatch ? null : documents.at(-1)!._id.toHexString(),
      };
    },

    /** How many of them come after this one. */
    async countShown(board: string, owner: string, after: string): Promise<number> {
      return withIndexes(() => events.countDocuments(shownOf(board, owner, after), { hint: 'owner' }));
    },

    takeBack: (documents: EventDocument[]): Promise<void> => takeBack(events, documents),

    async deleteBoard(board: string): Promise<void> {
      await events.deleteMany(boardFilter(board));
      await deletions.deleteBoard(board);
    },

    /** All events of one person, on every board and of every status, the newest first. `owners`: the person's keys. */
    async listOwned(
      owners: string[],
      limit: number,
      beforeId: string | null,
    ): Promise<{ events: StoredEvent[]; next: string | null }> {
      const filter = {
        owner: { $in: owners, ...notAList },
        ...(beforeId === null ? {} : { _id: { $lt: new ObjectId(beforeId) } }),
      };
      const { events: page, last } = await withIndexes(() =>
        listPage(events.find(filter, { sort: { _id: -1 }, hint: 'owner', projection: { listing: 0 } }), limit),
      );
      return { events: page, next: last === null ? null : last._id.toHexString() };
    },

    /** Whether this person has events, or some that can still be restored. In this order, since one is kept as it is deleted. */
    async ownsAny(owner: string): Promise<boolean> {
      const found = await events.findOne({ owner: exactly(owner) }, { projection: { _id: 1 } });
      return found !== null || (await deletions.keepsAnyOf(owner));
    },

    /** Also what could still be restored. */
    async deleteOwned(owner: string, now: Date): Promise<void> {
      await events.aggregate([{ $match: { owner: exactly(owner) } }, ...deletions.keepingIds(now)]).toArray();
      await events.deleteMany({ owner: exactly(owner) });
      await deletions.deleteOwned(owner);
    },

    async list(board: string, query: EventQuery, after: ListCursor | null): Promise<StoredPage> {
      const { filter, limit, ...how } = listQuery(board, query, after);
      const { events: page, last } = await withIndexes(() => listPage(events.find(filter, how), limit));
      return { events: page, next: last === null ? null : cursorOf(last, query.sort ?? 'date') };
    },
  };
}

/**
 * A change keeps the fields of other programs, but not those that would count in place of what was written. An event that people
 * change after it was taken off the board no longer comes back with the others.
 */
function updateTo(fields: Omit<EventDocument, '_id'>): Document {
  return {
    $set: fields,
    $unset: { ...tutorialFields, putAway: '', ...(fields.review === undefined ? { review: '' } : {}) },
  };
}

function shownOf(board: string, owner: string, after: string | null): Filter<Document & { _id: ObjectId }> {
  return {
    owner: exactly(owner),
    ...boardFilter(board),
    status: { $ne: 'hidden' },
    ...(after === null ? {} : { _id: { $gt: new ObjectId(after) } }),
  };
}

/** All that a change of an event writes, whatever its listing is made of. */
const comparedFields = [
  ...new Set([...sourceFields, ...z.keyof(EventPatch).options, 'version', 'owner', 'series', 'review']),
];

/** Matches the document only if nobody has written to it since, not even a program that knows no versions. */
export function unchanged(document: Document): Filter<Document & { _id: ObjectId }> {
  return { _id: document._id as ObjectId, ...sameFields(document, comparedFields) };
}
