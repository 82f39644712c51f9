import * as z from 'zod/mini';
import { Category } from './category.ts';
import { EventId, Slug } from './event.ts';
import { TimeZone } from './event-time.ts';
import { Cover, WrittenPicture } from './picture.ts';
import { Role } from './session.ts';
import { optionalText, text } from './text.ts';
import { themes, type Theme } from './theme.ts';

/** Who can post: anyone who gives a name, members, or nobody (the board is frozen). */
export const Posting = z.enum(['anyone', 'members', 'nobody']);
export type Posting = z.infer<typeof Posting>;

/** Guests are shown by the name they gave, or all as “Guest”. */
const GuestNames = z.enum(['shown', 'hidden']);
export type GuestNames = z.infer<typeof GuestNames>;

/** No vowels, so that no code is a word, and no look-alikes: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
export const joinCodeLetters = '34679CDFGHJKMNPQRTWXY';
export const joinCodeLength = 5;
export const JoinCode = z.string().check(
  z.regex(new RegExp(`^[${joinCodeLetters}]{${joinCodeLength}}$`), {
    error: `Must be a code of ${joinCodeLength} letters and digits.`,
  }),
);

/** The secret part of a screen's link, `/screen/KEY`: 128 bits in base64url. */
export const ScreenKey = z.string().check(z.regex(/^[\w-]{22}$/, { error: 'Must be the key of a screen’s link.' }));

const Title = text({ max: 80 });
const Description = optionalText({ max: 140 });

const Theme = z.enum(Object.keys(themes) as [Theme, ...Theme[]]);

/** One character that stands for a board: an emoji, a letter, a digit. Null: the first letter of its title. */
const Mark = z.pipe(
  z.nullable(
    text({ min: 0, max: 16 }).check(
      z.refine((value) => value === '' || isOneCharacter(value), {
        error: 'Must be one emoji, letter or digit.',
      }),
    ),
  ),
  z.transform((value) => (value === '' ? null : value)),
);

/** As people count: a flag or a family is one, though it has many code points. */
function isOneCharacter(value: string): boolean {
  return [...new Intl.Segmenter().segment(value)].length === 1;
}

export const Board = z.strictObject({
  slug: Slug,
  title: Title,
  /** One line about the board. */
  description: z.nullable(z.string()),
  theme: Theme,
  mark: z.nullable(z.string()),
  /** At most twelve, in the order in which they were added. */
  categories: z.array(Category),
  /** The picture in its band. */
  cover: z.nullable(Cover),
  timeZone: TimeZone,
  posting: Posting,
  /** The value of `posting` after a frozen board is opened again. */
  openTo: z.enum(['anyone', 'members']),
  /** Whether a moderator must approve posts before the public sees them. */
  approval: z.boolean(),
  guestNames: GuestNames,
  /** Read-only: nobody posts, nobody changes anything. */
  archived: z.boolean(),
  /** The code of the board's address `/j/CODE`; null while that is switched off. */
  joinCode: z.nullable(JoinCode),
  /** The event that fills the projector; null while it shows all events. */
  spotlight: z.nullable(EventId),
  /** Whether the projector shows how to join. */
  joinSlide: z.boolean(),
  /** Whether the board is new, so that its owner sees what to do first. */
  firstSteps: z.boolean(),
  /** Grows when moderators are named or dismissed here, or people removed or let in again: `you` may have changed. */
  peopleRevision: z.int(),
});
export type Board = z.infer<typeof Board>;

/** A person on a board: their role there, and whether a moderator has removed them. */
export const BoardMembership = z.strictObject({ role: z.nullable(Role), removed: z.boolean() });
export type BoardMembership = z.infer<typeof BoardMembership>;

export const OneBoard = z.strictObject({ board: Board });
export const BoardAndCategory = z.strictObject({ board: Board, category: Category });
export const BoardAndMembership = z.strictObject({
  board: Board,
  you: BoardMembership,
  /** How many posts and changes wait for a decision; 0 for people who do not moderate the board. */
  waiting: z.int().check(z.minimum(0)),
});
/** The boards that a person moderates, and whether they may create another. */
export const BoardList = z.strictObject({
  boards: z.array(Board),
  mayMake: z.boolean(),
  next: z.nullable(z.string()),
});
export const ScreenKeyOrNone = z.strictObject({ key: z.nullable(ScreenKey) });

/** The people who can create boards: members, moderators, or only the owner. */
export const BoardCreation = z.enum(['members', 'moderators', 'owner']);
export type BoardCreation = z.infer<typeof BoardCreation>;

/** The body of `POST /api/boards`. */
export const NewBoard = z.strictObject({
  slug: Slug,
  title: Title,
  /** Default: that of the board `main`. */
  timeZone: z.optional(TimeZone),
});
export type NewBoard = z.infer<typeof NewBoard>;

/** The body of `PATCH /api/boards/:board`. A missing field stays as it is. */
export const BoardPatch = z.partial(
  z.strictObject({
    title: Title,
    description: Description,
    theme: Theme,
    mark: Mark,
    /** One that a moderator has uploaded to the board. */
    cover: z.nullable(WrittenPicture),
    timeZone: TimeZone,
    posting: Posting,
    approval: z.boolean(),
    guestNames: GuestNames,
    archived: z.boolean(),
    spotlight: z.nullable(EventId),
    joinSlide: z.boolean(),
    firstSteps: z.boolean(),
  }),
);
export type BoardPatch = z.infer<typeof BoardPatch>;

/** The body of `DELETE /api/boards/:board`: the slug once more, so that nobody deletes the wrong board. */
export const BoardDeletion = z.strictObject({ confirm: z.string() });
