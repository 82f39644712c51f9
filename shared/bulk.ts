import * as z from 'zod/mini';
import { maxBulk, maxWord } from './bulk-rules.ts';
import { EventId } from './event.ts';
import { problems, type ProblemCode } from './problem.ts';
import { optionalText } from './text.ts';

/** `wait` takes a decision back, `show` a hiding, `restore` a deletion. */
export const BulkAct = z.enum(['approve', 'reject', 'wait', 'hide', 'show', 'delete', 'restore']);
export type BulkAct = z.infer<typeof BulkAct>;

/** The body of `POST /api/boards/:board/bulk`. */
export const Bulk = z.strictObject({
  act: BulkAct,
  /** For the authors, when posts are approved or rejected. */
  note: z.optional(optionalText({ max: maxWord, lines: true })),
  /** Each in the version that the moderator has seen. A deleted event has the one that was deleted. */
  events: z
    .array(z.strictObject({ id: EventId, version: z.int().check(z.minimum(1)) }))
    .check(
      z.minLength(1, { error: 'Name at least one event.' }),
      z.maxLength(maxBulk, { error: `At most ${maxBulk} events at a time.` }),
    ),
});
export type Bulk = z.infer<typeof Bulk>;

/** Every event of the call is in one of the lists. */
export const BulkOutcome = z.strictObject({
  /** With their new versions. */
  done: z.array(z.strictObject({ id: EventId, version: z.int() })),
  /** With the reason. `busy`: the time was up before its turn; the same call again does it. */
  left: z.array(
    z.strictObject({ id: EventId, code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]) }),
  ),
});
export type BulkOutcome = z.infer<typeof BulkOutcome>;
