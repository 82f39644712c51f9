import * as z from 'zod/mini';
import { EventTime } from './event-time.ts';
import { EventPicture } from './picture.ts';
import { sameValue } from './same-value.ts';
import { optionalText } from './text.ts';

/** The fields of an event that people see and its author writes. */
export const EventContent = z.strictObject({
  name: z.string(),
  start: EventTime,
  end: z.nullable(EventTime),
  timeZone: z.string(),
  place: z.nullable(z.string()),
  details: z.nullable(z.string()),
  link: z.nullable(z.string()),
  picture: z.nullable(EventPicture),
  category: z.nullable(z.string()),
  cancelled: z.boolean(),
});
export type EventContent = z.infer<typeof EventContent>;

export const contentFields = z.keyof(EventContent).options;

/** What moderators decided about a post or about a change of it. Only moderators and the author of the event get it. */
export const Review = z.strictObject({
  /** `waiting` is a change of an event that stays as it is until then; a post that waits has the status `pending`. */
  state: z.enum(['waiting', 'approved', 'rejected']),
  /** The moderator's words to the author. */
  note: z.nullable(z.string()),
  /** What the author wants the fields to be, without those that stay. Null if the review is of the post itself. */
  changes: z.nullable(z.partial(EventContent)),
  /** When the author asked, or when a moderator decided. */
  at: z.iso.datetime(),
});
export type Review = z.infer<typeof Review>;

/** The body of `POST /api/events/:id/review`. */
export const ReviewDecision = z.strictObject({
  /** `waiting` takes a decision back: of a rejected change, or of the post. */
  outcome: z.enum(['approved', 'rejected', 'waiting']),
  /** For the author. */
  note: z.optional(optionalText({ max: 500, lines: true })),
});
export type ReviewDecision = z.infer<typeof ReviewDecision>;

/** The content that differs. Start, end and zone go together: one alone would mean another time. */
export function changesBetween(from: EventContent, to: EventContent): Partial<EventContent> {
  const changed = contentFields.filter((field) => !sameValue(from[field], to[field]));
  const named = new Set<string>(changed);
  if (timeFields.some((field) => named.has(field))) for (const field of timeFields) named.add(field);
  return Object.fromEntries(contentFields.filter((field) => named.has(field)).map((field) => [field, to[field]]));
}

const timeFields = ['start', 'end', 'timeZone'] as const;

/** The event as its author wants it: with the changes that no moderator has approved. */
export function asAuthorWants<E extends EventContent>(event: E, review: Review | null | undefined): E {
  return review?.changes == null ? event : { ...event, ...review.changes };
}
