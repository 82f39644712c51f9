import type { Slices } from '../base/slices.ts';
import { readEvent } from './event-document.ts';
import type { ReadOptions, StoredEvent } from './stored-event.ts';

/**
 * Reads so many events of a list, in slices: a page can have two hundred of the longest. The list has one document more if
 * there are more; then `last` is the last document of the page, else null.
 */
export async function readPage<Listed extends object>(
  list: AsyncIterable<Listed>,
  limit: number,
  { slices, ...options }: ReadOptions & { slices: Slices },
): Promise<{ events: StoredEvent[]; last: Listed | null }> {
  const events: StoredEvent[] = [];
  let last: Listed | null = null;
  let count = 0;
  const pace = await slices.begin();
  for await (const document of list) {
    if ((count += 1) > limit) return { events, last };
    last = document;
    const stored = readEvent(document, options);
    if (stored !== null) events.push(stored);
    if (pace.isDue) await pace.rest();
  }
  return { events, last: null };
}
