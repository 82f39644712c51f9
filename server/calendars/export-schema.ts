import * as z from 'zod/mini';
import { BoardEvent } from '../../shared/event.ts';
import { TimeZone } from '../../shared/event-time.ts';

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
  ...z.omit(BoardEvent, {
    name: true,
    startsAt: true,
    endsAt: true,
    place: true,
    details: true,
    cancelled: true,
  }).shape,
  timeZone: TimeZone,
  ...unseen,
});
export type ExportExtras = z.infer<typeof ExportExtras>;
