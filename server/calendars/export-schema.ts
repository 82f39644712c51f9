import * as z from 'zod/mini';
import { BoardEvent } from '../../shared/event.ts';
import { TimeZone } from '../../shared/event-time.ts';

/** Where an imported event came from. A later import recognizes it by this. */
export const ImportSource = z.strictObject({
  uid: z.string(),
  /** RECURRENCE-ID as an instant or a day; null for an event that does not repeat. */
  occurrence: z.nullable(z.string()),
  sequence: z.int(),
  /** A hash of what the file said. */
  digest: z.string(),
  /** The category that the last import gave it; missing if it gave none. */
  category: z.optional(z.string()),
});
export type ImportSource = z.infer<typeof ImportSource>;

/** The fields of an event in an export of version 0.1.0. This list never grows. */
type FirstField =
  | 'id'
  | 'board'
  | 'name'
  | 'start'
  | 'end'
  | 'timeZone'
  | 'startsAt'
  | 'endsAt'
  | 'place'
  | 'details'
  | 'link'
  | 'author'
  | 'status'
  | 'cancelled'
  | 'pinned'
  | 'series'
  | 'version'
  | 'createdAt'
  | 'updatedAt';

/** A review stays on the board on which it was made. */
const exportedFields = z.omit(BoardEvent, { review: true }).shape;
type ExportedFields = typeof exportedFields;

/**
 * Each field that `BoardEvent` got later, with the value that it has in an export from before:
 * `capacity: z._default(BoardEvent.shape.capacity, null)`. So an old export can still be imported.
 */
const laterFields = {
  category: z._default(BoardEvent.shape.category, null),
  picture: z._default(BoardEvent.shape.picture, null),
} satisfies Record<Exclude<keyof ExportedFields, FirstField>, z.ZodMiniDefault>;

/** The fields of an event that not everyone can read. A later one needs a default here, for the same reason. */
const unseen = {
  owner: z.nullable(z.string()),
  archived: z.boolean(),
  imported: z.optional(ImportSource),
};

/** An event of an export, with all its fields. */
export const ExportedEvent = z.strictObject({ ...exportedFields, ...laterFields, ...unseen });
export type ExportedEvent = z.infer<typeof ExportedEvent>;

/** The property of an exported calendar that holds fields which iCalendar does not have. */
export const extrasProperty = 'x-community-board';
/** Marks a removed event in a calendar, so that an import does not take it for an event. */
export const removedProperty = 'x-community-board-removed';

export const ExportExtras = z.strictObject({
  ...z.omit(ExportedEvent, {
    name: true,
    startsAt: true,
    endsAt: true,
    place: true,
    details: true,
    cancelled: true,
  }).shape,
  timeZone: TimeZone,
});
export type ExportExtras = z.infer<typeof ExportExtras>;

/** The extras that every event has. `imported` is missing in an event that people posted. */
export const extraFields = z.keyof(z.omit(ExportExtras, { imported: true })).options;
