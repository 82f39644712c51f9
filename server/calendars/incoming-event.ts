import * as z from 'zod/mini';
import type { Category } from '../../shared/category.ts';
import { EventReplacement, type BoardEvent } from '../../shared/event.ts';
import { pick } from '../../shared/pick.ts';
import { extraFields, type ExportExtras } from './export-schema.ts';

/** The fields that any calendar file can say something about: those that a person can write, without the picture. */
export const contentFields = z.keyof(EventReplacement).options.filter((field) => field !== 'picture');
export type Content = Pick<BoardEvent, (typeof contentFields)[number]>;

export function contentOf(event: BoardEvent): Content {
  return pick(event, contentFields);
}

/** Content that an export has in its own property, because iCalendar says it less exactly or not at all. */
export const carriedContent = extraFields.filter((extra): extra is Extract<typeof extra, keyof Content> =>
  contentFields.some((field) => field === extra),
);

/** An event as a file has it, ready to be compared with the board's. */
export type IncomingEvent = {
  uid: string;
  /** For a repeating event the occurrence, as an instant or a day. */
  occurrence: string | null;
  sequence: number;
  /** When the file says that it was created, to the second: `2026-12-01T10:00:00Z`. */
  created: string | null;
  /** `category` is null until `withCategories` has looked up the names, except in an export. */
  fields: Content;
  /** The names of its categories in the file. The board has one for each event. */
  categories: readonly string[];
  series: { rule: string; occurrence: string } | null;
  /** The further fields of a board's export; null in any other file. */
  carried: ExportExtras | null;
};

/** Something in a file that is not imported as it is, and why. */
export type Skipped = { what: string; reason: string };

export type CalendarContents = {
  events: IncomingEvent[];
  skipped: Skipped[];
  /** The categories of the board that an export is of, with their looks; missing in a calendar, which has only names. */
  categories?: readonly Category[];
};
