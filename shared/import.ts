import * as z from 'zod/mini';

/** The result of an import or a dry run: how many events are new, changed and unchanged, and which are not as the file has them. */
export const ImportOutcome = z.strictObject({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** The categories that the file names, the board lacks and has room for, with how many events have them. */
  categories: z.array(z.strictObject({ name: z.string(), events: z.int() })),
  skipped: z.array(z.strictObject({ what: z.string(), reason: z.string() })),
});
export type ImportOutcome = z.infer<typeof ImportOutcome>;

const Flag = z.pipe(
  z.enum(['true', 'false']),
  z.pipe(
    z.transform((value: 'true' | 'false') => value === 'true'),
    z.boolean(),
  ),
);

/** The query of `POST /api/boards/:board/import`. */
export const ImportQuery = z.strictObject({
  dryRun: z.optional(Flag),
  /** Whether to add the categories that the file names and the board lacks, as far as there is room. */
  createCategories: z.optional(Flag),
});
