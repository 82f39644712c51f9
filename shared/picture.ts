import * as z from 'zod/mini';
import { text } from './text.ts';

/** 128 random bits: an address that nobody guesses. */
export const PictureId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{22}$/, { error: 'Must be the id that the upload returned.' }));

/** The picture of an event, as everyone reads it. */
export const EventPicture = z.strictObject({
  id: PictureId,
  /** Of the largest version. With them a page keeps its place free. */
  width: z.int().check(z.positive()),
  height: z.int().check(z.positive()),
  /** What it says or shows, for people who do not see it; may be empty. */
  alt: z.string(),
  /** Whether a moderator attached it or approved it. A projector shows no other. */
  approved: z.boolean(),
});
export type EventPicture = z.infer<typeof EventPicture>;

/** The cover of a board: only its moderators choose one. */
export const Cover = z.omit(EventPicture, { approved: true });
export type Cover = z.infer<typeof Cover>;

/** A picture as a person writes it. */
export const WrittenPicture = z.strictObject({ id: PictureId, alt: text({ min: 0, max: 300 }) });
export type WrittenPicture = z.infer<typeof WrittenPicture>;

/** The answer of an upload: a picture that belongs to nothing yet. */
export const NewPicture = z.strictObject({
  picture: z.pick(EventPicture, { id: true, width: true, height: true }),
});
export type NewPicture = z.infer<typeof NewPicture>;
