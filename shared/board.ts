import * as z from 'zod/mini';
import { Slug } from './event.ts';
import { TimeZone } from './event-time.ts';
import { text } from './text.ts';

/** Who may post: anyone who gives a name, members, or nobody (the board is frozen). */
export const Posting = z.enum(['anyone', 'members', 'nobody']);
export type Posting = z.infer<typeof Posting>;

export const Board = z.strictObject({
  slug: Slug,
  title: text({ max: 80 }),
  timeZone: TimeZone,
  posting: Posting,
  /** Whether posts wait for a moderator before the public sees them. */
  approval: z.boolean(),
});
export type Board = z.infer<typeof Board>;

/** Who may make boards: whoever has an account, moderators, or the owner alone. */
export const BoardCreation = z.enum(['members', 'moderators', 'owner']);
export type BoardCreation = z.infer<typeof BoardCreation>;

/** The body of `POST /api/boards`. */
export const NewBoard = z.strictObject({
  slug: Slug,
  title: text({ max: 80 }),
  /** The board `main` has unless given. */
  timeZone: z.optional(TimeZone),
});
export type NewBoard = z.infer<typeof NewBoard>;

/** The body of `PATCH /api/boards/:board`: what is left out stays. */
export const BoardPatch = z.partial(z.strictObject({ title: text({ max: 80 }), timeZone: TimeZone, posting: Posting, approval: z.boolean() }));
export type BoardPatch = z.infer<typeof BoardPatch>;
