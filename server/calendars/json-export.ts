import * as z from 'zod/mini';
import type { Board } from '../../shared/board.ts';
import { Category } from '../../shared/category.ts';
import { categoryOf } from '../../shared/category-of.ts';
import { pick } from '../../shared/pick.ts';
import { ExportedEvent, extraFields, type ExportExtras } from './export-schema.ts';
import { ExportedPicture } from '../pictures/carried-pictures.ts';
import { contentOf, type CalendarContents, type IncomingEvent } from './incoming-event.ts';
import { BrokenFile } from './reading/calendar-text.ts';

/** An export in JSON: one file for one board. */
const Export = z.strictObject({
  format: z.literal('community-board'),
  formatVersion: z.literal(1),
  board: z.looseObject({ slug: z.string(), categories: z._default(z.array(Category), []) }),
  events: z.array(ExportedEvent),
  /** Missing in an export of version 0.1.0. */
  pictures: z._default(z.array(ExportedPicture), []),
});

/** The pieces of the file, one line for each event and each picture. */
export async function* exportLines(
  { slug, title, timeZone, posting, approval, categories }: Board,
  events: Iterable<ExportedEvent>,
  pictures: AsyncIterable<ExportedPicture>,
): AsyncGenerator<string> {
  yield `{"format":"community-board","formatVersion":1,"board":${JSON.stringify({ slug, title, timeZone, posting, approval, categories })},"events":[`;
  let separator = '\n';
  for (const event of events) {
    yield `${separator}${JSON.stringify(event)}`;
    separator = ',\n';
  }
  yield '\n],"pictures":[';
  separator = '\n';
  for await (const picture of pictures) {
    yield `${separator}${JSON.stringify(picture)}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** Reads such a file. Throws `BrokenFile` if anything in it is wrong. */
export function readExport(text: string): CalendarContents & { pictures: ExportedPicture[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BrokenFile(`It is no JSON: ${(error as Error).message}.`, { cause: error });
  }
  const read = Export.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new BrokenFile(`It is no export of a board: ${issue!.path.join('.')}: ${issue!.message}`);
  }
  const { board, events, pictures } = read.data;
  return {
    events: events.map((event) => incoming(event, board.categories)),
    skipped: [],
    categories: board.categories,
    pictures,
  };
}

function incoming(event: ExportedEvent, categories: readonly Category[]): IncomingEvent {
  const { series } = event;
  const category = categoryOf(categories, event);
  return {
    uid: `${event.id}@community-board`,
    occurrence: null,
    sequence: event.version - 1,
    created: null,
    fields: contentOf(event),
    categories: category === undefined ? [] : [category.name],
    series: series === null ? null : { rule: series.rule, occurrence: series.occurrence },
    carried: extrasOf(event),
  };
}

/** The fields that iCalendar does not have. */
export function extrasOf(event: ExportedEvent): ExportExtras {
  return { ...pick(event, extraFields), ...(event.imported === undefined ? {} : { imported: event.imported }) };
}
