import * as z from 'zod/mini';
import { text } from './text.ts';

/** All kinds of spaces. A line feed or a tab is none of them: it is refused as in all texts. */
const spaces = /\p{Zs}+/gu;

/** How an account is shown beside its username: any words, each one space apart. */
export const DisplayName = z.pipe(
  z.string().check(z.overwrite((value) => value.replace(spaces, ' '))),
  text({ max: 50 }),
);

/** The body of `PATCH /api/account`. Null: the account is shown by its username. */
export const ChangeAccount = z.strictObject({ displayName: z.nullable(DisplayName) });
export type ChangeAccount = z.infer<typeof ChangeAccount>;
