import * as z from 'zod/mini';
import { EventId } from '../../shared/event.ts';
import { EventSort } from '../../shared/event-query.ts';

/** Where a list continues: after the event with this sort key and id. */
export type ListCursor = { sort: EventSort; key: Date | string; id: string };

const Encoded = z.tuple([EventSort, z.string().check(z.maxLength(1_000)), EventId]);

export function encodeCursor({ sort, key, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([sort, key instanceof Date ? key.toISOString() : key, id])).toString('base64url');
}

/** Returns null if the text is not a cursor for a list in this order. */
export function decodeCursor(text: string, sort: EventSort): ListCursor | null {
  let parsed;
  try {
    parsed = Encoded.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return null;
  }
  if (!parsed.success || parsed.data[0] !== sort) return null;
  const [, key, id] = parsed.data;
  if (sort.endsWith('name')) return { sort, key, id };
  const time = new Date(key);
  return Number.isNaN(time.getTime()) ? null : { sort, key: time, id };
}
