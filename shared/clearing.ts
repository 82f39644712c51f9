import * as z from 'zod/mini';
import { EventId } from './event.ts';

/** Something that put many events on a board, or took them off, in one go. For 30 days it can be undone. */
export const Clearing = z.strictObject({
  id: EventId,
  /** `clear` took events off the board; `import` is an import of a calendar that created events. */
  kind: z.enum(['clear', 'import']),
  at: z.iso.datetime(),
  events: z.int(),
});
export type Clearing = z.infer<typeof Clearing>;

/** The answer of `GET /api/boards/:board/clearings`, the newest first. */
export const Clearings = z.strictObject({ clearings: z.array(Clearing) });

/** The body of `POST /api/boards/:board/clearings`. */
export const NewClearing = z.strictObject({
  /** Chosen by the caller. The same call again goes on where the first one stopped. */
  id: EventId,
  /** Only the events of this import. */
  import: z.optional(EventId),
});
export type NewClearing = z.infer<typeof NewClearing>;

/** What one call did, and how many events are left for the same call again. */
export const ClearingStep = z.strictObject({ changed: z.int(), left: z.int() });
export type ClearingStep = z.infer<typeof ClearingStep>;
