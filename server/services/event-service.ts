import { ObjectId } from 'mongodb';
import type { MyEventsQuery } from '../../shared/account.ts';
import type { Board } from '../../shared/board.ts';
import { EventId, type BoardEvent, type EventPatch, type EventReplacement, type NewEvent } from '../../shared/event.ts';
import { defaultListLimit } from '../../shared/list-rules.ts';
import { endProblem } from '../../shared/local-time.ts';
import type { EventQuery } from '../../shared/event-query.ts';
import { isOwn, mayEdit, mayModerate, mayPost, maySee, type Actor } from '../../shared/policies.ts';
import { readEvent, type EventDocument } from '../database/event-document.ts';
import type { EventRepository, FoundEvent } from '../database/event-repository.ts';
import { gapProblem, instantsOf } from '../database/event-time.ts';
import { decodeCursor, encodeCursor } from '../database/list-cursor.ts';
import { listingOf } from '../database/listing.ts';
import { eventNotFound, forbidden, idTaken, invalidRequest, versionConflict } from '../problem.ts';
import type { SecurityLog } from './security-log.ts';

/** Somebody who posts: an actor with the name that will stand at the event. */
export type Author = Actor & { name: string; member: boolean };

export type EventService = ReturnType<typeof createEventService>;

type Dependencies = {
  events: EventRepository;
  boardOf: (slug: string) => Promise<Board>;
  /** Whether a guest of this name would be taken for a member. */
  isMembersName: (name: string) => Promise<boolean>;
  log: SecurityLog;
  clock?: () => Date;
};

/** What a person decides of an event; the rest the service knows. */
type EventFields = Pick<EventDocument, 'name' | 'start' | 'end' | 'timeZone' | 'place' | 'details' | 'link' | 'cancelled' | 'pinned' | 'status'>;

/** Another program may write at the same moment; a patch is then tried again on what it wrote. */
const maxTries = 5;

export function createEventService({ events, boardOf, isMembersName, log, clock = () => new Date() }: Dependencies) {
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

  /** What somebody does with another's event is written down. */
  function noteModeration(actor: Actor | null, { event, owner }: FoundEvent, action: 'change' | 'delete'): void {
    if (!isOwn(owner, actor)) log.note('event_moderated', { by: actor?.key ?? null, event_id: event.id, action });
  }

  /** Changes an event of this version; `change` makes the new fields of the present event. */
  async function edit(id: string, version: number, actor: Actor | null, change: (event: BoardEvent) => EventFields): Promise<BoardEvent> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const found = await findToEdit(id, version, actor);
      const { event } = found;
      const fields = change(event);
      const now = clock();
      checkTimes(fields);
      const document = withListing({
        ...fields,
        _id: new ObjectId(event.id),
        board: event.board,
        author: event.author,
        owner: found.owner,
        version: event.version + 1,
        createdAt: new Date(event.createdAt),
        updatedAt: now,
        // Moved to a day to come, it is back on the board.
        ...(found.archived ? { archived: hasEnded(fields, now) } : {}),
      });
      const { _id, ...set } = document;
      const updated = await events.update(found, set);
      if (updated === null) continue;
      noteModeration(actor, found, 'change');
      return updated.event;
    }
    throw versionConflict((await findFor(id, actor)).event);
  }

  return {
    /** `created` is false when the same author posts the same id again: the answer is the event that exists. */
    async create(slug: string, input: NewEvent, author: Author): Promise<{ event: BoardEvent; created: boolean }> {
      const board = await boardOf(slug);
      if (!mayPost(board, author)) throw forbidden(board.posting === 'nobody' ? 'This board is frozen: nobody can post at the moment.' : 'Only members can post on this board. Log in first.');
      if (!author.member && await isMembersName(author.name)) {
        throw invalidRequest([{ path: 'guestName', message: 'A member has this name, or one that reads like it. Choose another, or log in.' }]);
      }
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
      if (existing === null || !isOwn(existing.owner, author)) throw idTaken();
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
        const found = await findToEdit(id, version, actor);
        const deleted = await events.delete(found);
        if (deleted === null) continue;
        noteModeration(actor, found, 'delete');
        return deleted.event;
      }
      throw versionConflict((await findFor(id, actor)).event);
    },

    /** The events of one account, on whatever board and whatever their status, the newest first. */
    async listOwn(key: string, { limit = defaultListLimit, after }: MyEventsQuery): Promise<{ events: BoardEvent[]; next: string | null }> {
      const before = after === undefined ? null : EventId.safeParse(after);
      if (before?.success === false) throw invalidRequest([{ path: 'after', message: 'Is not the `next` of this list.' }]);
      const page = await events.listOwned(key, limit, before?.data ?? null);
      return { events: page.events.map(({ event }) => event), next: page.next };
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

function hasEnded({ start, end, timeZone }: Pick<EventDocument, 'start' | 'end' | 'timeZone'>, now: Date): boolean {
  return Date.parse(instantsOf({ start, end, timeZone }).endsAt) <= now.getTime();
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
