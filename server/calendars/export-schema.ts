import * as z from 'zod/mini';
import { BoardEvent, EventId, EventStatus, Series, Slug } from '../../shared/event.ts';
import { EventTime, TimeZone } from '../../shared/event-time.ts';

/** Where an event came from, when it was imported: by this a later import knows it again. */
export const ImportSource = z.strictObject({
  uid: z.string(),
  /** RECURRENCE-ID as an instant or a day; null for an event that does not repeat. */
  occurrence: z.nullable(z.string()),
  sequence: z.int(),
  /** Of what the file said. */
  digest: z.string(),
});
export type ImportSource = z.infer<typeof ImportSource>;

/** What the board knows of an event besides what everyone reads. */
const unseen = {
  owner: z.nullable(z.string()),
  archived: z.boolean(),
  imported: z.optional(ImportSource),
};

/** An event of an export, whole. */
export const ExportedEvent = z.strictObject({ ...BoardEvent.shape, ...unseen });
export type ExportedEvent = z.infer<typeof ExportedEvent>;

/** The property by which an exported calendar carries what iCalendar has no words for. */
export const extrasProperty = 'x-community-board';
/** Marks what a calendar says of an event that is no longer there: an import does not take it for one. */
export const removedProperty = 'x-community-board-removed';

export const ExportExtras = z.strictObject({
  id: EventId,
  board: Slug,
  start: EventTime,
  end: z.nullable(EventTime),
  timeZone: TimeZone,
  link: z.nullable(z.string()),
  author: BoardEvent.shape.author,
  status: EventStatus,
  pinned: z.boolean(),
  series: z.nullable(Series),
  version: BoardEvent.shape.version,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  ...unseen,
});
export type ExportExtras = z.infer<typeof ExportExtras>;
