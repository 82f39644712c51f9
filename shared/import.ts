import * as z from 'zod/mini';

/** What an import has done, or as a dry run would do: how many events are new, changed and as they were, and what is not as the file has it. */
export const ImportOutcome = z.strictObject({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.array(z.strictObject({ what: z.string(), reason: z.string() })),
});
export type ImportOutcome = z.infer<typeof ImportOutcome>;

/** The query of `POST /api/boards/:board/import`. */
export const ImportQuery = z.strictObject({
  dryRun: z.optional(
    z.pipe(
      z.enum(['true', 'false']),
      z.pipe(
        z.transform((value: 'true' | 'false') => value === 'true'),
        z.boolean(),
      ),
    ),
  ),
});
