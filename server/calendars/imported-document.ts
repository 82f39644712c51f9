import { ObjectId } from 'mongodb';
import type { BoardEvent } from '../../shared/event.ts';
import { readEvent, type EventDocument } from '../events/event-document.ts';
import { listingOf } from '../events/listing.ts';
import type { FoundEvent } from '../events/found-event.ts';
import { reviewAfter } from '../events/review/changed-document.ts';
import { reviewDocument } from '../events/review/review-document.ts';
import type { ReadOptions } from '../events/stored-event.ts';
import type { ImportSource } from './export-schema.ts';
import { seriesId, sourceOf } from './import-identity.ts';
import type { IncomingEvent } from './incoming-event.ts';

/** `importRun`: the import that created it. */
export type Imported = EventDocument & { imported?: ImportSource; importRun?: ObjectId };

const dayMs = 24 * 60 * 60 * 1000;

type Dependencies = { read: ReadOptions; archiveAfterDays: number; clock: () => Date };

/** Builds the documents of imported events: of new ones, and of those that the board has in an older version. */
export function createDocuments({ read, archiveAfterDays, clock }: Dependencies) {
  function newDocument(
    _id: ObjectId,
    incoming: IncomingEvent,
    { board, author }: { board: string; author: BoardEvent['author'] },
  ): Imported {
    const now = clock();
    const { fields, carried } = incoming;
    if (carried !== null) return carriedDocument(_id, incoming, board);
    return finished({
      _id,
      board,
      ...fields,
      author,
      picture: null,
      owner: null,
      status: 'live',
      pinned: false,
      ...seriesOf(incoming, board),
      version: 1,
      createdAt: now,
      updatedAt: now,
      imported: sourceOf(incoming),
    });
  }

  /** An event as it was exported, including what only the board knows. */
  function carriedDocument(_id: ObjectId, { fields, carried }: IncomingEvent, board: string): Imported {
    const { author, picture, owner, status, pinned, series, version, createdAt, updatedAt, archived, imported } =
      carried!;
    return listed({
      _id,
      board,
      ...fields,
      author,
      picture,
      owner,
      status,
      pinned,
      ...(series === null
        ? {}
        : {
            series: {
              ...series,
              id: carried!.board === board ? new ObjectId(series.id) : seriesId(board, series.id),
            },
          }),
      version,
      createdAt: new Date(createdAt),
      updatedAt: new Date(updatedAt),
      ...(archived ? { archived } : {}),
      ...(imported === undefined ? {} : { imported }),
    });
  }

  /**
   * A new version of an existing event: what the file says, and the board's own fields. An import is a moderator's change:
   * a change of the author that waits goes on waiting, and the post is known again.
   */
  function changedDocument(incoming: IncomingEvent, found: FoundEvent, board: string): Imported {
    const { event, owner, document } = found;
    const _id = new ObjectId(event.id);
    const { author, version, createdAt } = event;
    const { status, pinned, picture } = incoming.carried ?? event;
    const review = reviewAfter(found, { ...incoming.fields, picture, status, pinned }, null, clock());
    const kept = {
      ...(typeof document.posted === 'string' ? { posted: document.posted } : {}),
      ...(review === null ? {} : { review: reviewDocument(review) }),
    };
    if (incoming.carried !== null) return { ...carriedDocument(_id, incoming, board), ...kept };
    return finished({
      ...kept,
      _id,
      board,
      ...incoming.fields,
      // A file that says nothing of it leaves it to the board's people.
      category: incoming.fields.category ?? event.category,
      author,
      picture,
      owner,
      status,
      pinned,
      ...seriesOf(incoming, board),
      version: version + 1,
      createdAt: new Date(createdAt),
      updatedAt: clock(),
      imported: sourceOf(incoming),
    });
  }

  /** An event that ended long ago is archived at once, so that it never appears on screens. */
  function finished(document: Omit<Imported, 'listing'>): Imported {
    const stored = readEvent(document, read);
    const archived = stored !== null && Date.parse(stored.event.endsAt) < clock().getTime() - archiveAfterDays * dayMs;
    return listed(archived ? { ...document, archived } : document);
  }

  function listed(document: Omit<Imported, 'listing'>): Imported {
    const stored = readEvent(document, read);
    if (stored === null) throw new Error(`An event of the file cannot be stored: ${document.name}`);
    return { ...document, listing: listingOf(document, stored) };
  }

  return { newDocument, changedDocument };
}

function seriesOf({ uid, series }: IncomingEvent, board: string): Pick<EventDocument, 'series'> {
  return series === null ? {} : { series: { id: seriesId(board, uid), ...series } };
}
