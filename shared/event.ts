import * as z from 'zod/mini';
import { CategoryId } from './category.ts';
import { endProblem } from './local-time.ts';
import { EventTime, PlannedTime, TimeZone } from './event-time.ts';
import { EventPicture, WrittenPicture } from './picture.ts';
import { Repeat } from './repeat.ts';
import { Review } from './review.ts';
import { optionalText, text } from './text.ts';

/** An ObjectId: 24 hex digits. A client can choose it, so that a repeated post is the same post. */
export const EventId = z.string().check(z.regex(/^[0-9a-f]{24}$/, { error: 'Must be 24 hexadecimal digits.' }));

export const Slug = z.string().check(
  z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, {
    error: 'Must be 1 to 40 lowercase letters, digits and inner hyphens.',
  }),
);

export const Link = z.pipe(
  z.nullable(
    text({ min: 0, max: 500 }).check(
      z.refine((value) => value === '' || isWebAddress(value), {
        error: 'Must be a web address that begins with http:// or https://.',
      }),
    ),
  ),
  z.transform((value) => (value === '' ? null : value)),
);

const webAddress = z.url({ protocol: /^https?$/ });

function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(value) && webAddress.safeParse(value).success;
}

export const PersonName = text({ max: 60 });

export const EventStatus = z.enum(['live', 'pending', 'hidden']);
export type EventStatus = z.infer<typeof EventStatus>;

/** Shared by the occurrences of a repeating event. Each occurrence is an event of its own. */
export const Series = z.strictObject({
  id: EventId,
  /** RFC 5545's RRULE, for people and other programs. The occurrences exist already. Empty for a list of dates. */
  rule: z.string(),
  /** The start by the rule, even if `start` was changed: RFC 5545's RECURRENCE-ID. */
  occurrence: EventTime,
});
export type Series = z.infer<typeof Series>;

/** An event as everyone reads it, on HTTP and on the socket. */
export const BoardEvent = z.strictObject({
  id: EventId,
  board: Slug,
  name: z.string(),
  start: EventTime,
  end: z.nullable(EventTime),
  timeZone: z.string(),
  /** ISO instants for sorting and queries. `endsAt` is exclusive; without an end it equals `startsAt`. */
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  place: z.nullable(z.string()),
  details: z.nullable(z.string()),
  link: z.nullable(z.string()),
  picture: z.nullable(EventPicture),
  /** The id of a category of its board. One that the board no longer has means none. */
  category: z.nullable(z.string()),
  /** `member` true: the name is an account's, which may have a display name beside it. */
  author: z.strictObject({ name: z.string(), member: z.boolean(), displayName: z.optional(z.string()) }),
  status: EventStatus,
  cancelled: z.boolean(),
  pinned: z.boolean(),
  /** Null for an event that does not repeat. */
  series: z.nullable(Series),
  /** Missing for everyone but moderators and the event's author, and before the first review. */
  review: z.optional(Review),
  version: z.int().check(z.minimum(1)),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type BoardEvent = z.infer<typeof BoardEvent>;

/** What the person who asks may do with an event. */
export const EventRights = z.strictObject({ edit: z.boolean(), delete: z.boolean(), moderate: z.boolean() });
export type EventRights = z.infer<typeof EventRights>;

export const OneEvent = z.strictObject({ event: BoardEvent });
export const EventAndRights = z.strictObject({ event: BoardEvent, may: EventRights });
/** One page of a list; `next` is the cursor of the following page, null on the last one. */
export const ListPage = z.strictObject({ events: z.array(BoardEvent), next: z.nullable(z.string()) });
export type ListPage = z.infer<typeof ListPage>;

/** What a person writes of an event. */
const writable = {
  name: text({ max: 120 }),
  start: PlannedTime,
  end: z.optional(z.nullable(PlannedTime)),
  /** Default: the board's. */
  timeZone: z.optional(TimeZone),
  place: z.optional(optionalText({ max: 200 })),
  details: z.optional(optionalText({ max: 2000, lines: true })),
  link: z.optional(Link),
  /** One that the same person or a moderator has uploaded to the board. */
  picture: z.optional(z.nullable(WrittenPicture)),
  /** A category of the board. */
  category: z.optional(z.nullable(CategoryId)),
};

function checkEnd(payload: z.core.ParsePayload<{ start?: string | undefined; end?: string | null | undefined }>): void {
  const { start, end } = payload.value;
  // A patch that moves only one of the two is checked against the stored other by the server.
  const problem = start === undefined ? null : endProblem({ start, end });
  if (problem !== null) payload.issues.push({ code: 'custom', message: problem, path: ['end'], input: end });
}

/** The body of `POST /api/boards/:board/events`. */
export const NewEvent = z
  .strictObject({
    id: z.optional(EventId),
    ...writable,
    /** The name a guest posts under; a session remembers it. */
    guestName: z.optional(PersonName),
    /** Creates an event for each occurrence. `id` is the first one's; the other ids follow from it. */
    repeat: z.optional(Repeat),
  })
  .check(checkEnd);
export type NewEvent = z.infer<typeof NewEvent>;

/** The body of `PUT /api/events/:id`. A missing field becomes null or its default. */
export const EventReplacement = z.strictObject({ ...writable, cancelled: z.optional(z.boolean()) }).check(checkEnd);
export type EventReplacement = z.infer<typeof EventReplacement>;

/** The body of `PATCH /api/events/:id`. A missing field stays as it is. `status` and `pinned` are for moderators. */
export const EventPatch = z
  .partial(
    z.strictObject({
      ...writable,
      cancelled: z.boolean(),
      pinned: z.boolean(),
      status: EventStatus,
    }),
  )
  .check(checkEnd);
export type EventPatch = z.infer<typeof EventPatch>;

/**
 * The occurrences that `PATCH` and `DELETE` of `/api/events/:id` change: this one, or with `series=all` also all others that
 * are still to come. For `POST …/restore`, `all` are the ones that were deleted together with this one.
 */
export const SeriesQuery = z.strictObject({ series: z.optional(z.enum(['this', 'all'])) });
export type SeriesQuery = z.infer<typeof SeriesQuery>;
export type WhichDates = NonNullable<SeriesQuery['series']>;
