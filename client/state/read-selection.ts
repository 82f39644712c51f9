import { EventQuery } from '../../shared/event-query.ts';
import type { BoardSelection } from './selection.ts';

/**
 * Reads a selection from the address. What is not valid there is left out: a mistyped link shows more, not nothing.
 * Loaded only where there is something to read: the schemas are a tenth of the page's script.
 */
export function readSelection(query: URLSearchParams): BoardSelection {
  const selection: Record<string, unknown> = {};
  for (const [name, value] of query) {
    const parsed = EventQuery.safeParse({ [name]: value });
    if (parsed.success && name !== 'after') Object.assign(selection, parsed.data);
  }
  if (query.get('view') === 'week') selection.view = 'week';
  return selection as BoardSelection;
}
