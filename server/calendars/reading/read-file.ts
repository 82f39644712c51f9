import { readExport } from '../json-export.ts';
import type { ExportedPicture } from '../../pictures/carried-pictures.ts';
import { decodeText } from './calendar-text.ts';
import type { CalendarContents } from '../incoming-event.ts';
import { readCalendar, type ReadOptions } from './read-calendar.ts';

/** A calendar has no pictures in it. */
export type WholeFile = CalendarContents & { pictures: ExportedPicture[] };

/** Reads a calendar, or an export in JSON. Throws `BrokenFile` if it is neither. */
export function readFileOf(bytes: Uint8Array, options: ReadOptions): WholeFile {
  const text = decodeText(bytes).replace(/^\uFEFF/, '');
  return text.trimStart().startsWith('{') ? readExport(text) : { ...readCalendar(bytes, options), pictures: [] };
}
