import * as z from 'zod/mini';
import { CategoryId } from './category.ts';
import { Day } from './event-time.ts';
import { archivedChoices, eventSorts, maxListLimit, maxSearchLength, readListLimit } from './list-rules.ts';

export const EventSort = z.enum(eventSorts);
export type EventSort = z.infer<typeof EventSort>;

/** MongoDB refuses a pattern with this character, which no event has. */
const SearchText = z.string().check(
  z.maxLength(maxSearchLength),
  z.refine((value) => !value.includes('\0'), { error: 'Contains characters that cannot be shown.' }),
);

/**
 * The query of `GET /api/boards/:board/events`, and the filter in the board page's address.
 */
export const EventFilter = z.strictObject({
  /** Words that must all occur in name, place, details or author. Case and accents do not count. */
  q: z.optional(SearchText),
  /** The whole name, the author's whole name. Case and accents do not count. */
  name: z.optional(SearchText),
  author: z.optional(SearchText),
  /** The id of a category. */
  category: z.optional(CategoryId),
  /** Days, inclusive, that the event overlaps. */
  from: z.optional(Day),
  to: z.optional(Day),
  /** `false` (default): no archived events; `true`: only archived events; `any`: both. */
  archived: z.optional(z.enum(archivedChoices)),
  sort: z.optional(EventSort),
});
export type EventFilter = z.infer<typeof EventFilter>;

export const EventQuery = z.extend(EventFilter, {
  limit: z.optional(
    z.pipe(
      z.string().check(
        z.refine((value) => readListLimit(value) !== null, {
          error: `Must be a whole number from 1 to ${maxListLimit}.`,
        }),
      ),
      z.pipe(z.transform(Number), z.int().check(z.minimum(1), z.maximum(maxListLimit))),
    ),
  ),
  /** The `next` of the previous page. */
  after: z.optional(z.string().check(z.maxLength(2000))),
});
export type EventQuery = z.infer<typeof EventQuery>;

/** The query of a list that has no filter. */
export const PageQuery = z.pick(EventQuery, { limit: true, after: true });
export type PageQuery = z.infer<typeof PageQuery>;
