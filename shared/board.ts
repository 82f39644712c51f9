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
