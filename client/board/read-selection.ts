import { archivedChoices, eventSorts, maxSearchLength, readListLimit } from '../../shared/list-rules.ts';
import { isDay } from '../../shared/local-time.ts';
import type { BoardSelection } from './selection.ts';

type Readers = { [Name in keyof BoardSelection]-?: (text: string) => BoardSelection[Name] };

const readText = (text: string): string | undefined => (text.length <= maxSearchLength ? text : undefined);
const readDay = (text: string): string | undefined => (isDay(text) ? text : undefined);

const readers: Readers = {
  q: readText,
  name: readText,
  author: readText,
  category: readText,
  from: readDay,
  to: readDay,
  archived: (text) => archivedChoices.find((choice) => choice === text),
  sort: (text) => eventSorts.find((sort) => sort === text),
  limit: (text) => readListLimit(text) ?? undefined,
  view: (text) => (text === 'week' || text === 'month' || text === 'posters' ? text : undefined),
  week: (text) => (isDay(text) && text > '1000-01-07' && text < '9999-12-19' ? text : undefined),
  // The weeks around it must have years of four digits, too.
  month: (text) => (isDay(`${text}-01`) && text > '1' && text < '9999-12' ? text : undefined),
};

/** Reads a selection from the address. Invalid parts are ignored: a mistyped link shows more, not nothing. */
export function readSelection(query: URLSearchParams): BoardSelection {
  const read = Object.entries(readers).flatMap(([name, reader]) => {
    const text = query.get(name);
    const value = text === null ? undefined : reader(text);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(read) as BoardSelection;
}
