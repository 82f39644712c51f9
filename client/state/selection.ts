import type { EventFilter } from '../../shared/event-query.ts';

/** What of a board a page shows. It stands in the address: `?q=choir&from=2026-12-01&sort=name`. */
export type BoardSelection = EventFilter & { limit?: number | undefined; view?: 'week' | undefined };

/** The query of the address; empty where nothing is chosen. */
export function writeSelection(selection: BoardSelection): URLSearchParams {
  const entries = Object.entries(selection).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
}

/** Whether anything is chosen at all. */
export function selects(selection: BoardSelection): boolean {
  return writeSelection(selection).toString() !== '';
}

/** Whether it asks for what the live set does not have: archived events come from the server's list. */
export function asksArchive({ archived }: BoardSelection): boolean {
  return archived === 'true' || archived === 'any';
}

/** The filter that a selection means on a given day: “this week” is from today to the end of the week. */
export function filterOf(selection: BoardSelection, today: string): EventFilter {
  const { q, name, author, from, to, view } = selection;
  const filter: EventFilter = { q, name, author, from, to };
  return view === 'week' ? { ...filter, from: today, to: endOfWeek(today) } : filter;
}

/** The last day of the week that a day is in, weeks ending on Sunday (ISO 8601). */
export function endOfWeek(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ((7 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}
