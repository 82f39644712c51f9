import { ObjectId } from 'mongodb';
import type { Slices } from '../base/slices.ts';
import type { Board } from '../../shared/board.ts';
import type { BoardEvent, NewEvent } from '../../shared/event.ts';
import { isOwn, mayPost, needsApproval, type Actor } from '../../shared/policies.ts';
import type { EventPicture } from '../../shared/picture.ts';
import type { Repeat } from '../../shared/repeat.ts';
import { boardArchived, forbidden, idReused, idTaken, invalidRequest } from '../base/problem.ts';
import type { BoardFor, OnBoard, RequireStill, ThisBoard } from '../boards/board-service.ts';
import { writtenPicture, type ReservePicture } from './attaching.ts';
import { removedDetail, uncounted, type Counting } from './event-access.ts';
import { continuing } from './continued-document.ts';
import type { KeptEvent } from './deletion-repository.ts';
import type { EventDocument } from './event-document.ts';
import { checkTimes, isCategoryOf, storedOf, unknownCategory, withListing, writtenFields } from './event-fields.ts';
import type { FoundEvent } from './found-event.ts';
import { lateWrites } from './late-writes.ts';
import type { EventRepository } from './event-repository.ts';
import { authorOf, namelessGuest, shownAuthor } from './guest-names/shown-author.ts';
import { amountOf } from './room/amount.ts';
import type { Admit, BoardRoom } from './room/board-room.ts';
import { withReview, type StoredEvent } from './stored-event.ts';
import { isSamePost, postedContent } from './posted-content.ts';
import { occurrenceId, occurrencesOf, rruleOf } from './occurrences.ts';

/** A person who posts, with the name that is shown beside the event. */
export type Author = Actor & BoardEvent['author'];

type Dependencies = {
  events: EventRepository;
  boardFor: BoardFor;
  requireStill: RequireStill;
  /** Whether a guest of this name would be taken for a member. */
  isMembersName: (name: string) => Promise<boolean>;
  reservePicture: ReservePicture;
  room: BoardRoom;
  clock: () => Date;
  slices: Slices;
};

export function createPosting({
  events,
  boardFor,
  requireStill,
  isMembersName,
  reservePicture,
  room,
  clock,
  slices,
}: Dependencies) {
  const undoIfLate = lateWrites(requireStill, events);

  async function checkName({ name, member }: Author): Promise<void> {
    if (member || !(await isMembersName(name))) return;
    throw invalidRequest([
      {
        path: 'guestName',
        message: 'A member has this name or one that looks like it. Choose another.',
      },
    ]);
  }

  /**
   * Returns what was written; null, and writes nothing, if one of the ids is taken. Ids that the server drew are not. The id of
   * a deleted event goes on where it was: its author can post it again, but not what somebody else deleted.
   */
  async function insert(
    documents: EventDocument[],
    { isChosen, author, here, admit }: { isChosen: boolean; author: Author; here: ThisBoard; admit: Admit },
  ): Promise<EventDocument[] | null> {
    let continued: KeptEvent[] = [];
    if (isChosen) {
      const ids = documents.map(({ _id }) => _id);
      const isAuthors = ({ event, owner }: StoredEvent): boolean =>
        event.board === documents[0]!.board && isOwn(owner, author);
      const date = await events.findOfSeries(ids[0]!);
      if (date !== null && !isAuthors(date)) return null;
      const mayReturn = (kept: KeptEvent): boolean =>
        isAuthors(kept) && kept.boardIdentity === here.identity && !kept.byOther;
      const found = await events.continuedBy(ids, mayReturn);
      if (found === null) return null;
      continued = found;
    }
    const posted = continuing(documents, continued);
    // Only now: a post that was written before and whose answer was lost is no new one.
    await admit(here.board.slug, amountOf(posted));
    const isSingle = posted.length === 1 && continued.length === 0;
    if (!(await (isSingle ? events.insert(posted[0]!) : events.insertAll(posted, continued)))) return null;
    await undoIfLate(here, posted);
    return posted;
  }

  async function requirePosting<A extends Actor>(slug: string, person: A | null): Promise<OnBoard<A>> {
    const here = await boardFor(slug, person);
    if (!mayPost(here.board, here.actor)) throw forbidden(whyClosed(here.board, here.actor));
    return here;
  }

  return {
    /** Throws where this person cannot post on the board now, whatever they post. */
    requirePosting,

    /**
     * Posts an event, or all occurrences of a repeating one, and returns the first. `created` is false if the same
     * author has posted the same before, under the same id: then it returns the event as it is now. Throws `id_reused`
     * if it was something else.
     */
    async create(
      slug: string,
      input: NewEvent,
      author: Author,
      counting: Counting = uncounted,
    ): Promise<{ event: BoardEvent; created: boolean }> {
      const here = await requirePosting(slug, author);
      const { board, actor } = here;
      await checkName(author);
      const _id = new ObjectId(input.id);
      const waits = needsApproval(board, actor);
      const attachment = { to: _id.toHexString(), here };
      const picture = await writtenPicture(input.picture ?? null, null, attachment, reservePicture);
      const first = newDocument(input, { _id, picture }, board, { ...author, waits }, clock());
      checkTimes(first);
      // A post whose answer was lost may come again after its category was deleted.
      if (!isCategoryOf(board, first.category)) {
        const earlier = input.id === undefined ? null : await events.find(input.id);
        if (earlier === null) throw unknownCategory();
        return { event: samePost(earlier, first, input, { board, author }), created: false };
      }
      if (input.repeat === undefined) counting.events(1);
      const documents =
        input.repeat === undefined ? [first] : await repeated(first, input.repeat, { slices, counting });
      const posted = await insert(documents, {
        isChosen: input.id !== undefined,
        author,
        here,
        admit: room.admission(counting),
      });
      if (posted !== null) return { event: storedOf(posted[0]!).event, created: true };
      const existing = await events.find(first._id.toHexString());
      return { event: samePost(existing, first, input, { board, author }), created: false };
    },
  };
}

function newDocument(
  input: NewEvent,
  own: { _id: ObjectId; picture: EventPicture | null },
  board: Board,
  author: Author & { waits: boolean },
  now: Date,
): EventDocument {
  return withListing({
    ...own,
    board: board.slug,
    ...writtenFields(input, board.timeZone),
    author: shownAuthor(authorOf(author), author.key, board),
    owner: author.key,
    status: author.waits ? 'pending' : 'live',
    cancelled: false,
    pinned: false,
    version: 1,
    createdAt: now,
    updatedAt: now,
    posted: postedContent(input, board.timeZone),
  });
}

/** The event that has the id already, if the same author made it by the same post. */
function samePost(
  existing: FoundEvent | null,
  first: EventDocument,
  input: NewEvent,
  { board, author }: { board: Board; author: Author },
): BoardEvent {
  if (existing === null || !isOwn(existing.owner, author)) throw idTaken();
  if (!isSamePost(existing, input, board) || hasOtherName(existing, first, author))
    throw idReused(withReview(existing));
  return withReview(existing);
}

/** Whether a guest posts it under another name than before, on a board that shows names. */
function hasOtherName({ event, owner }: StoredEvent, { author: { name } }: EventDocument, { key }: Author): boolean {
  return (
    owner === key &&
    event.author.name !== name &&
    event.author.name !== namelessGuest.name &&
    name !== namelessGuest.name
  );
}

/** The documents of all occurrences. They are counted before any is made. */
async function repeated(
  first: EventDocument,
  repeat: Repeat,
  { slices, counting }: { slices: Slices; counting: Counting },
): Promise<EventDocument[]> {
  const pace = await slices.begin();
  const occurrences = occurrencesOf(first, repeat, first.createdAt);
  counting.events(occurrences.length);
  const series = { id: first._id, rule: rruleOf(repeat, first) };
  const { posted, ...shared } = first;
  const documents: EventDocument[] = [];
  for (const { occurrence, start, end } of occurrences) {
    if (pace.isDue) await pace.rest();
    documents.push(
      withListing({
        ...shared,
        ...(documents.length === 0 ? { _id: first._id, posted } : { _id: occurrenceId(first._id, occurrence) }),
        start,
        end,
        series: { ...series, occurrence },
      }),
    );
  }
  return documents;
}

function whyClosed({ archived, posting }: Board, actor: Actor | null): string {
  if (archived) return boardArchived().message;
  if (actor?.removed === true) return removedDetail;
  return posting === 'nobody'
    ? 'This board is frozen. Only moderators can post at the moment.'
    : 'Only members can post on this board. Log in first.';
}
