import { ObjectId } from 'mongodb';
import type { Board } from '../../shared/board.ts';
import type { BoardEvent, EventPatch, EventReplacement, NewEvent } from '../../shared/event.ts';
import { endProblem } from '../../shared/local-time.ts';
import type { EventQuery } from '../../shared/event-query.ts';
import { mayEdit, mayModerate, mayPost, maySee, type Actor } from '../../shared/policies.ts';
import { readEvent, type EventDocument } from '../database/event-document.ts';
import type { EventRepository, FoundEvent } from '../database/event-repository.ts';
import { gapProblem } from '../database/event-time.ts';
import { decodeCursor, encodeCursor } from '../database/list-cursor.ts';
import { listingOf } from '../database/listing.ts';
import { eventNotFound, forbidden, idTaken, invalidRequest, versionConflict } from '../problem.ts';

/** Somebody who posts: an actor with the name that will stand at the event. */
export type Author = Actor & { name: string; member: boolean };

export type EventService = ReturnType<typeof createEventService>;

type Dependencies = { events: EventRepository; boardOf: (slug: string) => Promise<Board>; clock?: () => Date };

/** What a person decides of an event; the rest the service knows. */
type EventFields = Pick<EventDocument, 'name' | 'start' | 'end' | 'timeZone' | 'place' | 'details' | 'link' | 'cancelled' | 'pinned' | 'status'>;

/** Another program may write at the same moment; a patch is then tried again on what it wrote. */
const maxTries = 5;

export function createEventService({ events, boardOf, clock = () => new Date() }: Dependencies) {
  /** The event if this actor may know of it; one that is hidden from him is as good as not there. */
  async function findFor(id: string, actor: Actor | null): Promise<FoundEvent> {
    const found = await events.find(id);
    if (found === null || !maySee(found.event, found.owner, actor)) throw eventNotFound();
    return found;
  }

  async function findToEdit(id: string, version: number, actor: Actor | null): Promise<FoundEvent> {
    const found = await findFor(id, actor);
    if (!mayEdit(found.owner, actor)) throw forbidden('Only who posted an event may change or delete it.');
    if (found.event.version !== version) throw versionConflict(found.event);
    return found;
  }

  /** Changes an event of this version; `change` makes the new fields of the present event. */
  async function edit(id: string, version: number, actor: Actor | null, change: (event: BoardEvent) => EventFields): Promise<BoardEvent> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const found = await findToEdit(id, version, actor);
      const { event } = found;
      const fields = change(event);
      checkTimes(fields);
      const document = withListing({
        ...fields,
        _id: new ObjectId(event.id),
        board: event.board,
        author: event.author,
        owner: found.owner,
        version: event.version + 1,
        createdAt: new Date(event.createdAt),
        updatedAt: clock(),
        ...(found.archived ? { archived: true } : {}),
      });
      const { _id, ...set } = document;
      const updated = await events.update(found, set);
      if (updated !== null) return updated.event;
    }
    throw versionConflict((await findFor(id, actor)).event);
  }

  return {
    /** `created` is false when the same author posts the same id again: the answer is the event that exists. */
    async create(slug: string, input: NewEvent, author: Author): Promise<{ event: BoardEvent; created: boolean }> {
      const board = await boardOf(slug);
      if (!mayPost(board, author)) throw forbidden(board.posting === 'nobody' ? 'This board is frozen: nobody can post at the moment.' : 'Only members can post on this board. Log in first.');
      const now = clock();
      const document = withListing({
        _id: input.id === undefined ? new ObjectId() : new ObjectId(input.id),
        board: board.slug,
        ...written(input, board.timeZone),
        author: { name: author.name, member: author.member },
        owner: author.key,
        status: board.approval && !mayModerate(author) ? 'pending' : 'live',
        cancelled: false,
        pinned: false,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      checkTimes(document);
      if (await events.insert(document)) return { event: eventOf(document), created: true };
      const existing = await events.find(document._id.toHexString());
      if (existing === null || existing.owner !== author.key) throw idTaken();
      return { event: existing.event, created: false };
    },

    async get(id: string, actor: Actor | null): Promise<{ event: BoardEvent; may: { edit: boolean; delete: boolean } }> {
      const { event, owner } = await findFor(id, actor);
      const may = mayEdit(owner, actor);
      return { event, may: { edit: may, delete: may } };
    },

    patch(id: string, version: number, patch: EventPatch, actor: Actor | null): Promise<BoardEvent> {
      if ((patch.pinned !== undefined || patch.status !== undefined) && !mayModerate(actor)) {
        throw forbidden('Only moderators may pin, hide or approve an event.');
      }
      return edit(id, version, actor, (event) => ({ ...eventFields(event), ...defined(patch) }));
    },

    replace(id: string, version: number, replacement: EventReplacement, actor: Actor | null): Promise<BoardEvent> {
      return edit(id, version, actor, ({ pinned, status, timeZone }) => ({
        ...written(replacement, timeZone), cancelled: replacement.cancelled ?? false, pinned, status,
      }));
    },

    async remove(id: string, version: number, actor: Actor | null): Promise<BoardEvent> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const deleted = await events.delete(await findToEdit(id, version, actor));
        if (deleted !== null) return deleted.event;
      }
      throw versionConflict((await findFor(id, actor)).event);
    },

    async list(slug: string, query: EventQuery): Promise<{ events: BoardEvent[]; next: string | null }> {
      const board = await boardOf(slug);
      const after = query.after === undefined ? null : decodeCursor(query.after, query.sort ?? 'date');
      if (after === null && query.after !== undefined) {
        throw invalidRequest([{ path: 'after', message: 'Is not the `next` of a list in this order.' }]);
      }
      const page = await events.list(board.slug, query, after);
      return {
        // A listing may be a moment older than its document.
        events: page.events.map(({ event }) => event).filter((event) => event.status === 'live'),
        next: page.next === null ? null : encodeCursor(page.next),
      };
    },
  };
}

function written(input: EventReplacement | NewEvent, boardTimeZone: string) {
  const { name, start, end = null, timeZone = boardTimeZone, place = null, details = null, link = null } = input;
  return { name, start, end, timeZone, place, details, link };
}

function eventFields({ name, start, end, timeZone, place, details, link, cancelled, pinned, status }: BoardEvent): EventFields {
  return { name, start, end, timeZone, place, details, link, cancelled, pinned, status };
}

/** Without the members that are undefined: they would erase what they are spread over. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** Refuses an end before the start, also where only one of the two was changed, and times that a clock change skips. */
function checkTimes({ start, end, timeZone }: Pick<EventDocument, 'start' | 'end' | 'timeZone'>): void {
  const problems = [
    { path: 'start', message: gapProblem(start, timeZone) },
    { path: 'end', message: endProblem({ start, end }) ?? (end === null ? null : gapProblem(end, timeZone)) },
  ];
  const errors = problems.flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
  if (errors.length > 0) throw invalidRequest(errors);
}

function withListing(fields: Omit<EventDocument, 'listing'>): EventDocument {
  const stored = readEvent(fields, { timeZone: fields.timeZone });
  if (stored === null) throw new Error('A document of our own cannot be read as an event.');
  return { ...fields, listing: listingOf(fields, stored) };
}

function eventOf(document: EventDocument): BoardEvent {
  const stored = readEvent(document, { timeZone: document.timeZone });
  if (stored === null) throw new Error('A document of our own cannot be read as an event.');
  return stored.event;
}
