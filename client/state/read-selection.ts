import { EventQuery } from '../../shared/event-query.ts';
import type { BoardSelection } from './selection.ts';

/** Reads a selection from the address. What is not valid there is left out: a mistyped link shows more, not nothing. */
export function readSelection(query: URLSearchParams): BoardSelection {
  const selection: BoardSelection = {};
  for (const [name, value] of query) {
    if (name === 'after') continue;
    const parsed = EventQuery.safeParse({ [name]: value });
    if (parsed.success) Object.assign(selection, parsed.data);
  }
  if (query.get('view') === 'week') selection.view = 'week';
  return selection;
}
