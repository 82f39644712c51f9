import * as z from 'zod/mini';

/** The most that a board can hold: events of every status, archived ones too, and bytes of their documents. */
const BoardBounds = z.strictObject({ events: z.int(), bytes: z.int() });
export type BoardBounds = z.infer<typeof BoardBounds>;

/** How much a board holds. A server counts from time to time, so it may be some seconds old. */
export const BoardSize = z.strictObject({ events: z.int(), bytes: z.int(), most: BoardBounds });
export type BoardSize = z.infer<typeof BoardSize>;
