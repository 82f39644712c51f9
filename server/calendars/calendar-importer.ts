import { isDeepStrictEqual } from 'node:util';
import type { ObjectId } from 'mongodb';
import { type Db, type Document } from 'mongodb';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { pick } from '../../shared/pick.ts';
import { extraFields, ImportSource } from './export-schema.ts';
import { digestOf, ownId } from './import-identity.ts';
import { importKey } from './import-key.ts';
import { createImportPlaces, isOther, sourceKey } from './import-places.ts';
import { createDocuments, type Imported } from './imported-document.ts';
import { withCategories } from './import-categories.ts';
import { contentOf, type IncomingEvent, type Skipped } from './incoming-event.ts';
import { readFound } from '../events/found-event.ts';
import { type ReadOptions, type StoredEvent } from '../events/stored-event.ts';
import { createImportRepository } from '../events/import-repository.ts';
import { undoIfLate } from '../events/late-writes.ts';
import { amountOf, growth, type Amount } from '../events/room/amount.ts';
import type { Admit, BoardRoom } from '../events/room/board-room.ts';
import { uncounted } from '../events/event-access.ts';

type Stored = Document & { _id: ObjectId };

export type ImportResult = { created: number; updated: number; unchanged: number; skipped: Skipped[] };

type Dependencies = { db: Db; read: ReadOptions; archiveAfterDays: number; room: BoardRoom; clock?: () => Date };

export type ImportOptions = {
  board: string;
  /** The board's. */
  categories?: readonly Category[];
  events: IncomingEvent[];
  /** The author of new events. */
  author: BoardEvent['author'];
  dryRun?: boolean;
  /** Kept with the events that it creates, so that they can be taken off the board together. */
  run?: ObjectId;
  /** May throw: then nothing more is written. An upload and its reading take a while, and its sender may lose their rights. */
  beforeBatch?: () => Promise<void>;
  /** Throws where the board was archived or deleted since the import began. What is written then is undone. */
  requireBoard?: () => Promise<void>;
  onProgress?: (done: number, total: number) => void;
};

const batchSize = 500;
/** Somebody may change an event at the same moment. Then its batch is tried again. */
const maxTries = 5;

type Plan = { create: Imported[]; update: { before: Stored; after: Imported }[]; skipped: Skipped[] };

export type Importer = ReturnType<typeof createImporter>;

/**
 * Imports the events of a file into a board. The document of an event keeps its UID and RECURRENCE-ID, and what the file said. So importing the same file again changes nothing, a changed file changes only what
 * it changed, and an interrupted import can be run again.
 */
export function createImporter({ db, read, archiveAfterDays, room, clock = () => new Date() }: Dependencies) {
  const stored = createImportRepository(db, read);
  const places = createImportPlaces({ stored, read, key: () => importKey(db) });
  const { newDocument, changedDocument } = createDocuments({ read, archiveAfterDays, clock });

  async function planOf(batch: IncomingEvent[], { board, author, run }: ImportOptions): Promise<Plan> {
    const plan: Plan = { create: [], update: [], skipped: [] };
    const placeOf = await places(batch, board);
    for (const incoming of batch) {
      const { _id, before } = placeOf(incoming);
      const present = readFound(before, read);
      if (before !== null && present !== null && isOther(incoming, present, before)) {
        plan.skipped.push({ what: `“${incoming.fields.name}”`, reason: otherHasItsId });
        continue;
      }
      if (before === null || present === null) {
        const created = newDocument(_id, incoming, { board, author });
        plan.create.push(run === undefined ? created : { ...created, importRun: run });
        continue;
      }
      const verdict = compare(incoming, present, before as Partial<Imported>, board);
      if (verdict === 'newer') plan.update.push({ before, after: changedDocument(incoming, present, board) });
      else if (verdict !== 'same') plan.skipped.push({ what: `“${incoming.fields.name}”`, reason: verdict });
    }
    return plan;
  }

  async function importBatch(
    batch: IncomingEvent[],
    options: ImportOptions,
    admit: Admit,
  ): Promise<Omit<ImportResult, 'unchanged'>> {
    const total = { created: 0, updated: 0 };
    const { requireBoard = () => Promise.resolve() } = options;
    await requireBoard();
    for (let tries = 1; ; tries += 1) {
      const plan = await planOf(batch, options);
      await admit(options.board, addedBy(plan));
      const planned = { created: plan.create.length, updated: plan.update.length };
      if (options.dryRun === true) return { ...planned, skipped: plan.skipped };
      const done = await stored.write(plan);
      await undoIfLate(requireBoard, plan.create, stored);
      total.created += done.created;
      total.updated += done.updated;
      if (tries === maxTries || (done.created === planned.created && done.updated === planned.updated))
        return { ...total, skipped: plan.skipped };
    }
  }

  /** Cancels occurrences that an earlier file had and this one does not, so that people who planned to come see it. */
  async function cancelDropped({ board, events: incoming, dryRun = false }: ImportOptions): Promise<number> {
    const kept = new Set(incoming.flatMap((event) => [sourceKey(event), ownId(event)?.toHexString()]));
    const sequences = new Map<string, number>();
    for (const { uid, sequence, carried } of incoming)
      if (carried === null) sequences.set(uid, Math.max(sequence, sequences.get(uid) ?? 0));
    const uids = [...sequences.keys()];
    let cancelled = 0;
    for (let from = 0; from < uids.length; from += batchSize) {
      const found = await stored.findTakingPlace(board, uids.slice(from, from + batchSize));
      const dropped = found.filter(({ event, document }) => {
        const imported = ImportSource.safeParse(document.imported);
        return (
          Date.parse(event.endsAt) > clock().getTime() &&
          imported.success &&
          !kept.has(sourceKey(imported.data)) &&
          !kept.has(event.id) &&
          imported.data.sequence <= (sequences.get(imported.data.uid) ?? -1)
        );
      });
      cancelled += dryRun ? dropped.length : await stored.cancel(dropped, clock());
    }
    return cancelled;
  }

  return {
    async run(options: ImportOptions): Promise<ImportResult> {
      const { board, categories = [], dryRun, onProgress = () => {}, beforeBatch = () => Promise.resolve() } = options;
      const planned: Amount = { events: 0, bytes: 0 };
      const plan: Admit = (_board, { events, bytes }) => {
        planned.events += events;
        planned.bytes += bytes;
        return Promise.resolve();
      };
      const result: ImportResult = { created: 0, updated: 0, unchanged: 0, skipped: [] };
      const incoming = withCategories(options.events, { slug: board, categories });
      onProgress(0, incoming.length);
      for (let from = 0; from < incoming.length; from += batchSize) {
        const batch = incoming.slice(from, from + batchSize);
        await beforeBatch();
        const { created, updated, skipped } = await importBatch(
          batch,
          options,
          dryRun === true ? plan : room.admission(uncounted),
        );
        result.created += created;
        result.updated += updated;
        result.unchanged += batch.length - created - updated - skipped.length;
        result.skipped.push(...skipped);
        onProgress(from + batch.length, incoming.length);
      }
      if (dryRun === true) await room.require(board, planned);
      await beforeBatch();
      result.updated += await cancelDropped(options);
      return result;
    },
  };
}

const otherHasItsId =
  'Another event has its id on the board. To import this one, delete that one, or import into another board.';

/** What the writes of a plan add to the board. */
function addedBy({ create, update }: Plan): Amount {
  const { events, bytes } = amountOf(create);
  return { events, bytes: update.reduce((sum, { before, after }) => sum + growth(before, after), bytes) };
}

type Verdict = 'same' | 'newer' | (string & {});

/** Whether the file has something new; a sentence if it has something that the board must refuse. */
function compare(incoming: IncomingEvent, stored: StoredEvent, before: Partial<Imported>, board: string): Verdict {
  const { event } = stored;
  if (incoming.carried !== null && incoming.carried.board === board) {
    if (incoming.carried.version > event.version) return 'newer';
    return hasAllOf(stored, incoming)
      ? 'same'
      : 'The board has it in a version that is as new or newer: that one stays.';
  }
  if (incoming.carried !== null) return 'same';
  if (before.imported !== undefined) {
    if (before.imported.digest === digestOf(incoming)) {
      const { category } = incoming.fields;
      return category === null || category === before.imported.category ? 'same' : 'newer';
    }
    return incoming.sequence < before.imported.sequence
      ? 'The board has a later revision of it (SEQUENCE): that one stays.'
      : 'newer';
  }
  // An event of this board, from its own calendar. There each version is a revision.
  return incoming.sequence + 1 > event.version ? 'newer' : 'same';
}

/** Whether the board's event is in every field as this export has it. */
function hasAllOf({ event, archived, owner }: StoredEvent, { fields, carried }: IncomingEvent): boolean {
  return (
    isDeepStrictEqual(contentOf(event), fields) &&
    isDeepStrictEqual(pick({ ...event, archived, owner }, extraFields), pick(carried!, extraFields))
  );
}
