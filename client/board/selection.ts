import type { Category } from '../../shared/category.ts';
import type { EventFilter } from '../../shared/event-query.ts';
import { writeQuery } from '../api/query.ts';
import type { SeriesShown } from './agenda.ts';

/** The part of a board that a page shows. It is in the address: `?q=choir&from=2026-12-01&sort=name`. */
export type BoardSelection = EventFilter & {
  limit?: number | undefined;
  view?: 'week' | 'month' | 'posters' | undefined;
  /** A day of the week to show, `2026-11-23`; by default today. */
  week?: string | undefined;
  /** The month to show, `2026-12`; by default the current one. */
  month?: string | undefined;
};

/** The query of the address; empty if nothing is selected. */
export function writeSelection(selection: BoardSelection): URLSearchParams {
  return writeQuery(selection);
}

/** Whether anything is selected. */
export function selects(selection: BoardSelection): boolean {
  return writeSelection(selection).toString() !== '';
}

/** Whether it asks for archived events, which the live set does not have: they come from the server's list. */
export function asksArchive({ archived }: BoardSelection): boolean {
  return archived === 'true' || archived === 'any';
}

/** A selection without a category that the board does not have, or no longer: an old link shows more, not nothing. */
export function withKnownCategory(
  selection: BoardSelection,
  categories: readonly Category[] | undefined,
): BoardSelection {
  const { category } = selection;
  return category === undefined || categories === undefined || categories.some(({ id }) => id === category)
    ? selection
    : { ...selection, category: undefined };
}

/** The filter of a selection, without its order and number. */
export function filterOf({ q, name, author, category, from, to }: BoardSelection): EventFilter {
  return { q, name, author, category, from, to };
}

/** A selection by days, words or order shows every date of a repeating event. */
export function seriesShownIn({ q, name, from, to, view, sort }: BoardSelection): SeriesShown {
  return [q, name, from, to, view === 'posters' ? undefined : view, sort].every(
    (choice) => choice === undefined || choice === '',
  )
    ? 'next'
    : 'all';
}
