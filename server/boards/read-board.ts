import type { Document } from 'mongodb';
import * as z from 'zod/mini';
import { Board } from '../../shared/board.ts';
import { Category, CategoryColor, CategoryIcon, maxCategories } from '../../shared/category.ts';
import type { BoardRights } from '../../shared/policies.ts';

/** A person whom a moderator has removed from a board. */
export type Removal = { key: string; name: string; until: Date };

/** A board, with the fields that only the server knows. */
export type StoredBoard = {
  board: Board;
  /** Tells the board from an earlier one that had its slug and was deleted. */
  identity: string | null;
  rights: BoardRights;
  removals: readonly Removal[];
};

/** Named where somebody has edited a board by hand, with the fields that cannot be read. */
export type OnOddBoard = (slug: string, fields: string[]) => void;

export type ReadBoardOptions = {
  /** The zone of a board whose own cannot be read. */
  timeZone: string;
  onOdd: OnOddBoard;
};

const Key = z.string();
const StoredRemoval = z.object({ key: Key, name: z.catch(z.string(), 'Someone'), until: z.catch(z.date(), forGood()) });
const StoredCategory = z.object({
  ...Category.shape,
  color: z.catch(CategoryColor, 'blue'),
  icon: z.catch(CategoryIcon, 'tag'),
});
const { shape } = Board;

/**
 * Reads a document of `boards`, whatever somebody wrote into it by hand. A missing field is older than the field and gets
 * its default. A field that cannot be read gets the value that lets nobody do more: it freezes, archives or hides.
 */
export function readBoard(document: Document, { timeZone, onOdd }: ReadBoardOptions): StoredBoard {
  const odd: string[] = [];
  function field<T>(name: string, schema: z.ZodMiniType<T>, ifMissing: T, ifOdd: T): T {
    if (document[name] === undefined) return ifMissing;
    const parsed = schema.safeParse(document[name]);
    if (parsed.success) return parsed.data;
    odd.push(name);
    return ifOdd;
  }
  /** The entries of a list that can be read. */
  function entries<T>(name: string, schema: z.ZodMiniType<T>): T[] {
    return field(name, z.array(z.unknown()), [], []).flatMap((entry) => {
      const parsed = schema.safeParse(entry);
      if (!parsed.success) odd.push(name);
      return parsed.success ? [parsed.data] : [];
    });
  }

  const slug = String(document._id);
  const posting = field('posting', shape.posting, 'nobody', 'nobody');
  const read: StoredBoard = {
    board: {
      slug,
      title: field('title', shape.title, slug, slug),
      description: field('description', shape.description, null, null),
      theme: field('theme', shape.theme, 'harbour', 'harbour'),
      mark: field('mark', shape.mark, null, null),
      categories: withoutTwins(entries('categories', StoredCategory)).slice(0, maxCategories),
      cover: field('cover', shape.cover, null, null),
      timeZone: field('timeZone', shape.timeZone, timeZone, timeZone),
      posting,
      openTo: field(
        'openTo',
        shape.openTo,
        posting === 'members' || odd.includes('posting') ? 'members' : 'anyone',
        'members',
      ),
      approval: field('approval', shape.approval, false, true),
      guestNames: field('guestNames', shape.guestNames, 'shown', 'hidden'),
      archived: field('archived', shape.archived, false, true),
      joinCode: field('joinCode', shape.joinCode, null, null),
      spotlight: field('spotlight', shape.spotlight, null, null),
      joinSlide: field('joinSlide', shape.joinSlide, false, false),
      firstSteps: field('firstSteps', shape.firstSteps, false, false),
      peopleRevision: field('peopleRevision', shape.peopleRevision, 0, 0),
    },
    identity: field('identity', z.nullable(Key), null, null),
    rights: { owner: field('owner', z.nullable(Key), null, null), moderators: entries('moderators', Key) },
    removals: entries('removals', StoredRemoval),
  };
  if (odd.length > 0) onOdd(slug, [...new Set(odd)]);
  return read;
}

/** Without those that have the id of an earlier one. */
function withoutTwins(categories: Category[]): Category[] {
  return [...new Map(categories.toReversed().map((category) => [category.id, category])).values()].toReversed();
}

/** The end of a removal whose own end cannot be read. */
function forGood(): Date {
  return new Date(Date.UTC(9999, 11, 31));
}
