import { ObjectId } from 'mongodb';
import type { Logger } from 'pino';
import type { MyEventsQuery } from '../../shared/account.ts';
import type { Board } from '../../shared/board.ts';
import {
  EventId,
  type BoardEvent,
  type EventPatch,
  type EventReplacement,
  type NewEvent,
  type WhichDates,
} from '../../shared/event.ts';
import { defaultListLimit } from '../../shared/list-rules.ts';
import { endProblem } from '../../shared/local-time.ts';
import type { EventQuery } from '../../shared/event-query.ts';
import type { Repeat } from '../../shared/repeat.ts';
import { gapProblem } from '../../shared/zoned-time.ts';
import { isOwn, mayEdit, mayModerate, mayPost, maySee, type Actor } from '../../shared/policies.ts';
import { occurrenceId, occurrencesOf, rruleOf } from './occurrences.ts';
import { readEvent, type EventDocument } from './event-document.ts';
import type { EventRepository, FoundEvent, SeriesWrite } from './event-repository.ts';
import { instantsOf } from './event-instants.ts';
import { decodeCursor, encodeCursor } from './list-cursor.ts';
import { listingOf } from './listing.ts';
import { boardArchived, eventNotFound, forbidden, idTaken, invalidRequest, versionConflict } from '../base/problem.ts';
import type { OnBoard } from '../boards/board-service.ts';
import type { SecurityLog } from '../base/security-log.ts';
import { changeAlike } from './change-series.ts';

/** Somebody who posts: an actor with the name that will stand at the event. */
export type Author = Actor & { name: string; member: boolean };

/** How many events were hidden, and how many are still shown because time ran out or others kept changing them. */
export type HiddenPosts = { hidden: number; left: number };

export type EventService = ReturnType<typeof createEventService>;

type Dependencies = {
  events: EventRepository;
  /** The board, and this actor as he stands on it. Throws `board_not_found`. */
  boardFor: <A extends Actor>(slug: string, actor: A | null) => Promise<OnBoard<A>>;
  /** Whether a guest of this name would be taken for a member. */
  isMembersName: (name: string) => Promise<boolean>;
  log: SecurityLog;
  logger: Logger;
  clock?: () => Date;
};

/** What a person decides of an event; the rest the service knows. */
type EventFields = Pick<
  EventDocument,
  'name' | 'start' | 'end' | 'timeZone' | 'place' | 'details' | 'link' | 'cancelled' | 'pinned' | 'status'
>;

/** How all guests are called where the board does not show their names. */
const guestName = 'Guest';
const removedDetail = 'A moderator removed you from this board. You can read it, but not post or change anything.';
/** Another program may write at the same moment; a patch is then tried again on what it wrote. */
const maxTries = 5;
/** How long hiding one person's events may take: well below the 20 s that a page waits for an answer. */
const hidingMs = 10_000;

export function createEventService({
  events,
  boardFor,
  isMembersName,
  log,
  logger,
  clock = () => new Date(),
}: Dependencies) {
  /** The event if this person may know of it, and the person as he stands on its board; one that is hidden from him is as good as not there. */
  async function findFor(
    id: string,
    person: Actor | null,
  ): Promise<{ found: FoundEvent; board: Board; actor: Actor | null }> {
    const found = await events.find(id);
    if (found === null) throw eventNotFound();
    const { board, actor } = await boardFor(found.event.board, person).catch((error: unknown) => {
      throw (error as { code?: unknown }).code === 'board_not_found' ? eventNotFound() : error;
    });
    if (!maySee(found.event, found.owner, actor)) throw eventNotFound();
    return { found, board, actor };
  }

  async function findToEdit(
    id: string,
    version: number,
    person: Actor | null,
  ): Promise<{ found: FoundEvent; actor: Actor | null }> {
    const { found, board, actor } = await findFor(id, person);
    if (board.archived) throw boardArchived();
    if (!mayEdit(found.owner, actor))
      throw forbidden(
        actor?.removed === true ? removedDetail : 'Only the person who posted an event can change or delete it.',
      );
    if (found.event.version !== version) throw versionConflict(found.event);
    return { found, actor };
  }

  /** What somebody does with another's event is written down. */
  function noteModeration(
    actor: Actor | null,
    { event, owner }: FoundEvent,
    action: 'change' | 'delete' | 'restore',
  ): void {
    if (!isOwn(owner, actor)) log.record('event_moderated', { by: actor?.key ?? null, event_id: event.id, action });
  }

  /** Changes an event of this version; `change` makes the new fields of the present event. */
  async function edit(
    id: string,
    version: number,
    person: Actor | null,
    change: (event: BoardEvent, actor: Actor | null) => EventFields,
    which: WhichDates = 'this',
  ): Promise<BoardEvent> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const { found, actor } = await findToEdit(id, version, person);
      const { event } = found;
      const fields = change(event, actor);
      checkTimes(fields);
      const document = nextVersion(found, fields, clock());
      if (which === 'all' && event.series !== null) {
        if (!(await writeAlike(found, document, actor))) continue;
        return eventOf(document);
      }
      const updated = await events.update(found, setOf(document));
      if (updated === null) continue;
      noteModeration(actor, found, 'change');
      return updated.event;
    }
    throw versionConflict((await findFor(id, person)).found.event);
  }

  /** The occurrences that a change of this one may reach: those that are still to come. */
  function stillToCome(others: FoundEvent[], actor: Actor | null): FoundEvent[] {
    const now = clock().toISOString();
    return others.filter(({ event, owner }) => event.endsAt > now && mayEdit(owner, actor));
  }

  /** Writes one occurrence and what follows from it for the others. False when somebody has changed this one meanwhile. */
  async function writeAlike(found: FoundEvent, document: EventDocument, actor: Actor | null): Promise<boolean> {
    let written: FoundEvent[] = [];
    const done = await events.writeSeries(found, (others) => {
      const changed = stillToCome(others, actor).flatMap((other) => {
        const fields = changeAlike(other.event, found.event, document);
        return fields === null ? [] : [{ found: other, become: setOf(nextVersion(other, fields, clock())) }];
      });
      const writes: SeriesWrite[] = [{ found, become: setOf(document) }, ...changed];
      written = writes.map((write) => write.found);
      return writes;
    });
    if (done) for (const one of written) noteModeration(actor, one, 'change');
    return done;
  }

  async function deleteAlike(found: FoundEvent, actor: Actor | null): Promise<FoundEvent[] | null> {
    let deleted: FoundEvent[] = [];
    const done = await events.writeSeries(found, (others) => {
      deleted = [found, ...stillToCome(others, actor)];
      return deleted.map((one) => ({ found: one, become: 'deleted' }));
    });
    return done ? deleted : null;
  }

  async function deleteOne(found: FoundEvent): Promise<FoundEvent[] | null> {
    const deleted = await events.delete(found);
    return deleted === null ? null : [deleted];
  }

  /** Hides an event, whatever others change in it meanwhile. `left`: they changed it on every try. */
  async function hide(found: FoundEvent, actor: Actor | null): Promise<'hidden' | 'gone' | 'left'> {
    const { id, board } = found.event;
    let current: FoundEvent | null = found;
    for (let tries = 0; tries < maxTries; tries += 1) {
      if (current === null || current.event.board !== board || current.event.status === 'hidden') return 'gone';
      const fields: EventFields = { ...eventFields(current.event), status: 'hidden' };
      if ((await events.update(current, setOf(nextVersion(current, fields, clock())))) !== null) {
        noteModeration(actor, current, 'change');
        return 'hidden';
      }
      current = await events.find(id);
    }
    return 'left';
  }

  return {
    /**
     * `created` is false when the same author posts the same id again: the answer is the event that exists. Of a repeating
     * event it is the first; `onCount` learns how many it makes before any is made, and may throw.
     */
    async create(
      slug: string,
      input: NewEvent,
      author: Author,
      onCount: (events: number) => void = () => {},
    ): Promise<{ event: BoardEvent; created: boolean }> {
      const { board, actor } = await boardFor(slug, author);
      if (!mayPost(board, actor)) throw forbidden(whyClosed(board, actor));
      if (!author.member && (await isMembersName(author.name))) {
        throw invalidRequest([
          {
            path: 'guestName',
            message: 'A member has this name or one that looks like it. Choose another, or log in.',
          },
        ]);
      }
      const now = clock();
      const document: EventDocument = withListing({
        _id: input.id === undefined ? new ObjectId() : new ObjectId(input.id),
        board: board.slug,
        ...written(input, board.timeZone),
        author: {
          name: author.member || board.guestNames === 'shown' ? author.name : guestName,
          member: author.member,
        },
        owner: author.key,
        status: board.approval && !mayModerate(actor) ? 'pending' : 'live',
        cancelled: false,
        pinned: false,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      checkTimes(document);
      const documents = input.repeat === undefined ? [document] : repeated(document, input.repeat);
      onCount(documents.length);
      const inserted = input.repeat === undefined ? await events.insert(document) : await events.insertAll(documents);
      if (inserted) return { event: eventOf(documents[0]!), created: true };
      const existing = await events.find(document._id.toHexString());
      if (existing === null || !isOwn(existing.owner, author)) throw idTaken();
      return { event: existing.event, created: false };
    },

    async get(
      id: string,
      person: Actor | null,
    ): Promise<{ event: BoardEvent; may: { edit: boolean; delete: boolean; moderate: boolean } }> {
      const {
        found: { event, owner },
        board,
        actor,
      } = await findFor(id, person);
      const may = !board.archived && mayEdit(owner, actor);
      return { event, may: { edit: may, delete: may, moderate: !board.archived && mayModerate(actor) } };
    },

    patch(
      id: string,
      version: number,
      patch: EventPatch,
      person: Actor | null,
      which: WhichDates = 'this',
    ): Promise<BoardEvent> {
      return edit(
        id,
        version,
        person,
        (event, actor) => {
          if ((patch.pinned !== undefined || patch.status !== undefined) && !mayModerate(actor)) {
            throw forbidden('Only moderators can pin, hide or approve an event.');
          }
          return { ...eventFields(event), ...defined(patch) };
        },
        which,
      );
    },

    replace(id: string, version: number, replacement: EventReplacement, actor: Actor | null): Promise<BoardEvent> {
      return edit(id, version, actor, ({ pinned, status, timeZone }) => ({
        ...written(replacement, timeZone),
        cancelled: replacement.cancelled ?? false,
        pinned,
        status,
      }));
    },

    async remove(id: string, version: number, person: Actor | null, which: WhichDates = 'this'): Promise<BoardEvent> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const { found, actor } = await findToEdit(id, version, person);
        const deleted =
          which === 'all' && found.event.series !== null ? await deleteAlike(found, actor) : await deleteOne(found);
        if (deleted === null) continue;
        for (const one of deleted) noteModeration(actor, one, 'delete');
        // Only putting it back needs this: the event is deleted in any case.
        await events
          .keepDeleted(
            deleted.map(({ document }) => document),
            clock(),
          )
          .catch((error: unknown) => {
            logger.warn({ err: error }, 'a deleted event was not kept: it cannot be put back');
          });
        return deleted[0]!.event;
      }
      throw versionConflict((await findFor(id, person)).found.event);
    },

    /**
     * Puts back an event that was deleted a short while ago: the same one, its author's, under its id; with `all` those
     * that were deleted with it in one go, too, all or none.
     */
    async restore(id: string, person: Actor | null, which: WhichDates = 'this'): Promise<BoardEvent> {
      const deleted = await events.findDeleted(id, which);
      const asked = deleted.find(({ event }) => event.id === id);
      if (asked === undefined) throw eventNotFound('This event can no longer be restored.');
      const { board, actor } = await boardFor(asked.event.board, person);
      if (!deleted.every(({ owner }) => mayEdit(owner, actor)))
        throw forbidden('Only people who can delete an event can restore it.');
      if (board.archived) throw boardArchived();
      const back = await events.insertMissing(deleted.map((one) => nextVersion(one, eventFields(one.event), clock())));
      for (const one of deleted) if (back.has(one.event.id)) noteModeration(actor, one, 'restore');
      return (await findFor(id, person)).found.event;
    },

    /**
     * Hides all events that one person has on a board; for moderators. Works in batches until none is left or time is
     * up. Throws where the database fails: what was hidden by then stays hidden, and a second call hides the rest.
     */
    async hideOwned(slug: string, owner: string, moderator: Actor | null): Promise<HiddenPosts> {
      const { board, actor } = await boardFor(slug, moderator);
      if (!mayModerate(actor)) throw forbidden('Only moderators can pin, hide or approve an event.');
      if (board.archived) throw boardArchived();
      const until = clock().getTime() + hidingMs;
      const count = { hidden: 0, left: 0 };
      for (let after: string | null = null; ;) {
        const page: { events: FoundEvent[]; next: string | null } = await events.listShown(slug, owner, after);
        for (const outcome of await Promise.all(page.events.map((found) => hide(found, actor)))) {
          if (outcome !== 'gone') count[outcome] += 1;
        }
        after = page.next;
        if (after === null) return count;
        if (clock().getTime() > until) {
          return { ...count, left: count.left + (await events.countShown(slug, owner, after)) };
        }
      }
    },

    /** The events of one account, on whatever board and whatever their status, the newest first. */
    async listOwn(
      key: string,
      { limit = defaultListLimit, after }: MyEventsQuery,
    ): Promise<{ events: BoardEvent[]; next: string | null }> {
      const before = after === undefined ? null : EventId.safeParse(after);
      if (before?.success === false)
        throw invalidRequest([{ path: 'after', message: 'Is not the `next` of this list.' }]);
      const page = await events.listOwned(key, limit, before?.data ?? null);
      return { events: page.events.map(({ event }) => event), next: page.next };
    },

    async list(slug: string, query: EventQuery): Promise<{ events: BoardEvent[]; next: string | null }> {
      const { board } = await boardFor(slug, null);
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

function whyClosed({ archived, posting }: Board, actor: Actor | null): string {
  if (archived) return boardArchived().message;
  if (actor?.removed === true) return removedDetail;
  return posting === 'nobody'
    ? 'This board is frozen. Nobody can post at the moment.'
    : 'Only members can post on this board. Log in first.';
}

function written(input: EventReplacement | NewEvent, boardTimeZone: string) {
  const { name, start, end = null, timeZone = boardTimeZone, place = null, details = null, link = null } = input;
  return { name, start, end, timeZone, place, details, link };
}

/** The events that a repeating one makes. */
function repeated(first: EventDocument, repeat: Repeat): EventDocument[] {
  const series = { id: first._id, rule: rruleOf(repeat, first) };
  return occurrencesOf(first, repeat, first.createdAt).map(({ occurrence, start, end }, index) =>
    withListing({
      ...first,
      _id: index === 0 ? first._id : occurrenceId(first._id, occurrence),
      start,
      end,
      series: { ...series, occurrence },
    }),
  );
}

function setOf({ _id, ...fields }: EventDocument): Omit<EventDocument, '_id'> {
  return fields;
}

function eventFields({
  name,
  start,
  end,
  timeZone,
  place,
  details,
  link,
  cancelled,
  pinned,
  status,
}: BoardEvent): EventFields {
  return { name, start, end, timeZone, place, details, link, cancelled, pinned, status };
}

/** Without the members that are undefined: they would erase what they are spread over. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
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

/** What an event is stored as once these fields were given to it. */
function nextVersion({ event, owner, archived }: FoundEvent, fields: EventFields, now: Date): EventDocument {
  return withListing({
    ...fields,
    _id: new ObjectId(event.id),
    board: event.board,
    author: event.author,
    owner,
    ...(event.series === null ? {} : { series: { ...event.series, id: new ObjectId(event.series.id) } }),
    version: event.version + 1,
    createdAt: new Date(event.createdAt),
    updatedAt: now,
    // Moved to a day to come, it is back on the board.
    ...(archived ? { archived: hasEnded(fields, now) } : {}),
  });
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
