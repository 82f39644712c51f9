import type { Document, ObjectId } from 'mongodb';
import { readEvent } from '../events/event-document.ts';
import { readFound } from '../events/found-event.ts';
import type { createImportRepository } from '../events/import-repository.ts';
import { boardOf } from '../events/live-set-query.ts';
import type { ReadOptions, StoredEvent } from '../events/stored-event.ts';
import { ImportSource } from './export-schema.ts';
import { derivedId, formerId, ownId } from './import-identity.ts';
import type { IncomingEvent } from './incoming-event.ts';

type Stored = Document & { _id: ObjectId };

/** The document that an incoming event has on the board, or the id that it gets. */
type Place = { _id: ObjectId; before: Stored | null };

type Dependencies = {
  stored: Pick<ReturnType<typeof createImportRepository>, 'findByIds' | 'findImported'>;
  read: ReadOptions;
  key: () => Promise<string>;
};

/** Identifies an event of a calendar. */
export const sourceKey = ({ uid, occurrence }: Pick<ImportSource, 'uid' | 'occurrence'>): string =>
  JSON.stringify([uid, occurrence]);

/**
 * Finds the places of incoming events. An event that came from this board, in an export or its calendar, is itself. One that
 * was imported before is found by what its document says of its source, whatever id it has: other versions and other
 * installations gave it another.
 */
export function createImportPlaces({ stored, read, key }: Dependencies) {
  /**
   * Whether an event of a calendar is the board's event of its id. The calendar may be that of another installation, and
   * somebody may have posted under this id: nobody who posts can choose the time of creation, and a calendar of this board has it.
   */
  function isOf({ carried, created }: IncomingEvent, document: Stored): boolean {
    if (carried !== null) return true;
    const createdAt = readEvent(document, read)?.event.createdAt;
    return created !== null && createdAt?.slice(0, 19) === created.slice(0, 19);
  }

  /** Whether an earlier version imported the event that has the id which everybody could compute. */
  function isFormer(incoming: IncomingEvent, document: Stored): boolean {
    const found = readFound(document, read);
    return found !== null && !isOther(incoming, found, document);
  }

  return async (batch: IncomingEvent[], board: string): Promise<(incoming: IncomingEvent) => Place> => {
    const secret = await key();
    const ids = batch.flatMap((one) => [ownId(one), derivedId(secret, board, one), formerId(board, one)]);
    const others = batch.filter(({ carried }) => carried === null);
    const [byId, imported] = await Promise.all([
      stored.findByIds(ids.filter((id) => id !== null)),
      stored.findImported(
        board,
        [...new Set(others.map(({ uid }) => uid))],
        [...new Set(others.map(({ occurrence }) => occurrence))],
      ),
    ]);
    const documents = new Map(byId.map((document) => [document._id.toHexString(), document]));
    const bySource = new Map(imported.map((document) => [sourceKey(document.imported as ImportSource), document]));
    return (incoming) => {
      const own = ownId(incoming);
      const ownDocument = own === null ? undefined : documents.get(own.toHexString());
      if (own !== null && ownDocument !== undefined && boardOf(ownDocument) === board && isOf(incoming, ownDocument))
        return { _id: own, before: ownDocument };
      if (own !== null && ownDocument === undefined && incoming.carried?.board === board)
        return { _id: own, before: null };
      const known = incoming.carried === null ? bySource.get(sourceKey(incoming)) : undefined;
      if (known !== undefined) return { _id: known._id, before: known };
      const former = documents.get(formerId(board, incoming).toHexString());
      if (former !== undefined && isFormer(incoming, former)) return { _id: former._id, before: former };
      const _id = derivedId(secret, board, incoming);
      return { _id, before: documents.get(_id.toHexString()) ?? null };
    };
  };
}

/**
 * Whether the event at an incoming event's place is a different one: somebody may have posted it under an id that this import
 * was going to use. It must not pass for the imported one. Nobody who posts can choose `imported`, or the time at which
 * an event was created; the imported events of earlier versions have no owner.
 */
export function isOther(incoming: IncomingEvent, { event, owner }: StoredEvent, before: Document): boolean {
  const { carried } = incoming;
  if (carried !== null) return event.createdAt !== carried.createdAt;
  // An event of this board, from its own calendar.
  if (ownId(incoming)?.toHexString() === event.id) return false;
  const imported = ImportSource.safeParse(before.imported);
  return imported.success ? imported.data.uid !== incoming.uid : owner !== null;
}
