import * as z from 'zod/mini';

/** The result of an import or a dry run: how many events are new, changed and unchanged, and which are not as the file has them. */
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
