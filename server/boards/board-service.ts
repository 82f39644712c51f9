import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import {
  joinCodeLength,
  joinCodeLetters,
  type Board,
  type BoardCreation,
  type BoardPatch,
  type BoardMembership,
  type NewBoard,
} from '../../shared/board.ts';
import type { Cover, WrittenPicture } from '../../shared/picture.ts';
import {
  isRemovalOf,
  mayChangeBoard,
  mayMakeBoards,
  mayManageBoard,
  moderates,
  roleOn,
  type Actor,
} from '../../shared/policies.ts';
import type { PageQuery } from '../../shared/event-query.ts';
import { defaultListLimit } from '../../shared/list-rules.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { Observable } from '../../shared/observable.ts';
import { decodeBoardCursor, encodeBoardCursor } from './board-cursor.ts';
import type { BoardFields, BoardRepository } from './board-repository.ts';
import type { StoredBoard } from './read-board.ts';
import { boardArchived, boardNotFound, forbidden, invalidRequest, slugTaken } from '../base/problem.ts';

export type BoardService = ReturnType<typeof createBoardService>;

/** Returns the board, and this person with their role on it. Throws `board_not_found`. */
export type BoardFor = BoardService['boardFor'];

/** A board, and the person who asks with their role on it. */
export type OnBoard<A extends Actor> = { actor: (A & { removed: boolean }) | null } & ThisBoard;

/** A board, with what tells it from an earlier one of its slug. */
export type ThisBoard = Pick<StoredBoard, 'board' | 'identity'>;

/** Throws if the board was archived or deleted since it was read. */
export type RequireStill = BoardService['requireStill'];

type Dependencies = {
  boards: BoardRepository;
  creation: BoardCreation;
  /** Deletes all events of a board, also those that could still be restored, and its pictures. */
  deleteEvents: (slug: string) => Promise<void>;
  /** Reserves a picture as the cover of a board. Throws `invalid_request` unless it was uploaded to it and nothing else has it. */
  reserveCover: (picture: WrittenPicture, here: OnBoard<Actor>) => Promise<Cover>;
  clock?: () => Date;
};

/** Names without a board are remembered too, so there must be a bound. */
const maxKnown = 1_000;
/** One of four million codes is free after a few tries. */
const maxCodeTries = 20;

const makers: Record<BoardCreation, string> = { members: 'members', moderators: 'moderators', owner: 'the owner' };

/** The boards, kept in memory. The change stream says when one must be read again. */
export function createBoardService({
  boards,
  creation,
  deleteEvents,
  reserveCover,
  clock = () => new Date(),
}: Dependencies) {
  const known = new BoundedMap<string, Promise<StoredBoard | null>>(maxKnown);
  const changes = new Observable<string | null>();

  function find(slug: string): Promise<StoredBoard | null> {
    let board = known.get(slug);
    if (board === undefined) {
      board = boards.find(slug);
      known.set(slug, board);
      board.catch(() => known.delete(slug));
    }
    return board;
  }

  async function get(slug: string): Promise<StoredBoard> {
    const board = await find(slug);
    if (board === null) throw boardNotFound();
    return board;
  }

  async function boardFor<A extends Actor>(slug: string, actor: A | null): Promise<OnBoard<A>> {
    const { board, identity, rights, removals } = await get(slug);
    if (actor === null) return { board, identity, actor };
    const role = roleOn(rights, actor);
    const removed =
      !moderates({ role }) && removals.some(({ key, until }) => until > clock() && isRemovalOf(key, actor));
    return { board, identity, actor: { ...actor, role, removed } };
  }

  /**
   * For those who have just written to a board: throws if it was archived or deleted since it was read, and then they must undo
   * it. A board is archived before its events are deleted. So what was written before this is called goes with the board
   * if that is deleted later, and nothing is left for the next board of the slug. `main` is neither archived nor deleted.
   */
  async function requireStill({ board: { slug }, identity }: ThisBoard): Promise<void> {
    if (slug === 'main') return;
    const current = await boards.find(slug);
    if (current !== null && current.identity === identity && !current.board.archived) return;
    known.delete(slug);
    throw current?.identity === identity ? boardArchived() : boardNotFound();
  }

  /** Returns the board if this person may do something to it. */
  async function ifMay(
    slug: string,
    actor: Actor | null,
    rule: (actor: Actor | null) => boolean,
    detail: string,
  ): Promise<Board> {
    const here = await boardFor(slug, actor);
    if (!rule(here.actor)) throw forbidden(detail);
    return here.board;
  }

  const requireModerator = (slug: string, actor: Actor | null): Promise<Board> =>
    ifMay(slug, actor, mayChangeBoard, 'Only moderators of a board can do this.');
  const requireOwner = (slug: string, actor: Actor | null): Promise<Board> =>
    ifMay(slug, actor, mayManageBoard, 'Only the owner of a board can do this.');

  /** Returns the board if this person moderates it and it is not archived: then nobody changes anything about it. */
  async function requireChangeable(
    slug: string,
    actor: Actor | null,
    require: typeof requireModerator = requireModerator,
  ): Promise<Board> {
    const board = await require(slug, actor);
    if (board.archived) throw boardArchived();
    return board;
  }

  function requireMaker(actor: Actor | null): Actor {
    if (actor === null || !mayMakeBoards(creation, actor))
      throw forbidden(`Only ${makers[creation]} can create boards here.`);
    return actor;
  }

  async function giveCode(slug: string): Promise<void> {
    for (let tries = 0; tries < maxCodeTries; tries += 1) if (await boards.setCode(slug, drawJoinCode())) return;
    throw new Error('Every code that was drawn is taken.');
  }

  /** Reads a board again after a change. */
  async function reload(slug: string): Promise<Board> {
    known.delete(slug);
    return (await get(slug)).board;
  }

  async function coverOf(
    written: BoardPatch['cover'],
    slug: string,
    actor: Actor | null,
  ): Promise<Pick<BoardFields, 'cover'>> {
    if (written === undefined) return {};
    const here = await boardFor(slug, actor);
    const { cover } = here.board;
    if (written === null) return { cover: null };
    return { cover: written.id === cover?.id ? { ...cover, alt: written.alt } : await reserveCover(written, here) };
  }

  return {
    find,
    get,
    boardFor,
    requireStill,
    requireModerator,
    requireOwner,
    requireChangeable,
    requireMaker,
    reload,

    /** A person's role on a board. */
    async membership(slug: string, actor: Actor | null): Promise<{ board: Board; you: BoardMembership }> {
      const here = await boardFor(slug, actor);
      return { board: here.board, you: { role: here.actor?.role ?? null, removed: here.actor?.removed ?? false } };
    },

    async findByCode(code: string): Promise<Board> {
      const found = await boards.findByCode(code);
      if (found === null) throw boardNotFound('No board has this code. It may have changed: check the projector.');
      return found.board;
    },

    /** The boards that a member looks after, and whether they may create one. */
    async list(
      actor: Actor | null,
      { limit = defaultListLimit, after }: PageQuery,
    ): Promise<{ boards: Board[]; mayMake: boolean; next: string | null }> {
      const mayMake = mayMakeBoards(creation, actor);
      if (actor === null || actor.role === null) return { boards: [], mayMake, next: null };
      const cursor = after === undefined ? null : decodeBoardCursor(after);
      const page = await boards.list(moderates(actor) ? null : actor.key, limit, cursor);
      return {
        boards: page.boards.map(({ board }) => board),
        mayMake,
        next: page.next === null ? null : encodeBoardCursor(page.next),
      };
    },

    /** Creates a board. The person who creates it owns it. */
    async create({ slug, title, timeZone }: NewBoard, actor: Actor | null): Promise<Board> {
      const { key: owner } = requireMaker(actor);
      const { board: main } = await get('main');
      const made = await boards.insert({
        _id: slug,
        identity: randomUUID(),
        title,
        timeZone: timeZone ?? main.timeZone,
        posting: main.openTo,
        approval: false,
        firstSteps: true,
        owner,
      });
      if (!made) throw slugTaken();
      await giveCode(slug);
      return reload(slug);
    },

    async change(slug: string, { archived, cover, ...patch }: BoardPatch, actor: Actor | null): Promise<Board> {
      const board = await requireModerator(slug, actor);
      const fields: BoardFields = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const archives = archived !== undefined && archived !== board.archived;
      if (archives) {
        await requireOwner(slug, actor);
        if (slug === 'main' && archived)
          throw invalidRequest([
            { path: 'archived', message: 'The main board cannot be archived. Freeze it instead.' },
          ]);
        fields.archived = archived;
      } else if (board.archived) {
        throw boardArchived();
      }
      Object.assign(fields, await coverOf(cover, slug, actor));
      if (Object.keys(fields).length > 0 && !(await boards.update(slug, fields, { evenArchived: archives }))) {
        // The owner may have archived it a moment ago, on another server.
        if ((await reload(slug)).archived) throw boardArchived();
        throw boardNotFound();
      }
      return reload(slug);
    },

    /** Draws a new code. The old one stops working. */
    async renewCode(slug: string, actor: Actor | null): Promise<Board> {
      await requireChangeable(slug, actor);
      await giveCode(slug);
      return reload(slug);
    },

    async dropCode(slug: string, actor: Actor | null): Promise<Board> {
      await requireChangeable(slug, actor);
      await boards.clearCode(slug);
      return reload(slug);
    },

    /** The board that a screen's link leads to. */
    async findByScreenKey(key: string): Promise<Board> {
      const found = await boards.findByScreenKey(key);
      if (found === null)
        throw boardNotFound('This screen’s link doesn’t work. It may have been replaced or turned off.');
      return found.board;
    },

    async screenKey(slug: string, actor: Actor | null): Promise<string | null> {
      await requireModerator(slug, actor);
      return boards.screenKey(slug);
    },

    /** Draws a new key for the board's screens. Screens that were opened with the old one stop working. */
    async renewScreenKey(slug: string, actor: Actor | null): Promise<string> {
      await requireChangeable(slug, actor);
      const key = randomBytes(16).toString('base64url');
      await boards.setScreenKey(slug, key);
      return key;
    },

    async dropScreenKey(slug: string, actor: Actor | null): Promise<void> {
      await requireChangeable(slug, actor);
      await boards.setScreenKey(slug, null);
    },

    /**
     * Deletes a board with its events. It archives the board first, so that nobody posts meanwhile. If the deletion is
     * interrupted, an archived board remains, and it can be deleted again.
     */
    async delete(slug: string, confirm: string, actor: Actor | null): Promise<void> {
      await requireOwner(slug, actor);
      if (slug === 'main') throw invalidRequest([{ path: 'board', message: 'The main board cannot be deleted.' }]);
      if (confirm !== slug)
        throw invalidRequest([{ path: 'confirm', message: `Must be the address of the board: ${slug}.` }]);
      await boards.update(slug, { archived: true }, { evenArchived: true });
      known.delete(slug);
      await deleteEvents(slug);
      await boards.delete(slug);
      known.delete(slug);
    },

    /** Calls back when a board was changed on any server; with null when it could be any board. */
    onChange(listener: (slug: string | null) => void): () => void {
      return changes.subscribe(listener);
    },

    /** Forgets a board that was changed, or all for null. */
    invalidate(slug: string | null): void {
      if (slug === null) known.clear();
      else known.delete(slug);
      changes.notify(slug);
    },
  };
}

/** A random code. It may be taken. */
export function drawJoinCode(): string {
  return Array.from({ length: joinCodeLength }, () => joinCodeLetters[randomInt(joinCodeLetters.length)]).join('');
}
