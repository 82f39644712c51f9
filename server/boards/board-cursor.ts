import * as z from 'zod/mini';
import { wrongCursor } from '../base/problem.ts';

/** Where a list of boards continues: after this one. A title that somebody edited by hand may be missing. */
const Cursor = z.strictObject({ title: z.nullable(z.string()), slug: z.string() });
export type BoardCursor = z.infer<typeof Cursor>;

export function encodeBoardCursor(cursor: BoardCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws `invalid_request` for a text that is no cursor. */
export function decodeBoardCursor(text: string): BoardCursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw wrongCursor();
  }
}
