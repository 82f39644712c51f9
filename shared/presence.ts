import * as z from 'zod/mini';
import { PersonName } from './event.ts';

/** A person with a name who has the board open: a member, or a guest who gave one. */
export const PersonHere = z.strictObject({
  /** Identifies the person across requests. It gives no access. */
  id: z.string(),
  name: z.string(),
  member: z.boolean(),
  displayName: z.optional(z.string()),
});
export type PersonHere = z.infer<typeof PersonHere>;

/** The answer of `GET /api/boards/:board/people`, for moderators. */
export const PeopleHere = z.strictObject({
  /** All screens, also those of people without a name. */
  viewers: z.int(),
  /** Screens of people without a name: projectors, and guests who have not joined. */
  nameless: z.int(),
  people: z.array(PersonHere),
  removed: z.array(z.strictObject({ id: z.string(), name: z.string(), until: z.iso.datetime() })),
});
export type PeopleHere = z.infer<typeof PeopleHere>;

const PersonId = z
  .string()
  .check(z.regex(/^(?:guest|user):[0-9a-f-]{1,40}$/, { error: 'Must be the id of a person in this list.' }));

/** The body of `POST /api/boards/:board/removed`. */
export const NewRemoval = z.strictObject({
  id: PersonId,
  name: PersonName,
  /** What happens to the events that they have posted here. */
  events: z.enum(['keep', 'hide']),
});
export type NewRemoval = z.infer<typeof NewRemoval>;

/** How many events of a removed person were hidden. */
export const RemovalOutcome = z.strictObject({
  hidden: z.int(),
  /** How many of their events are still shown. The same call again hides these. */
  left: z.int(),
});

/** The body of `DELETE /api/boards/:board/removed`. */
export const RemovalEnd = z.strictObject({ id: PersonId });

/** The names of a board's moderators. */
export const Moderators = z.strictObject({ usernames: z.array(z.string()) });

/** The body of `POST /api/guest`. */
export const GuestName = z.strictObject({ name: PersonName });
