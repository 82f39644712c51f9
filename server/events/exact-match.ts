import type { Document } from 'mongodb';

/** A comparison with a value also matches lists that contain it; with this condition beside it, it does not. */
export const notAList = { $not: { $type: 'array' } } as const;

/** Matches this very text. */
export function exactly(text: string) {
  return { $eq: text, ...notAList };
}

/** Matches documents that have the same values in these fields as the given one, whatever their type. */
export function sameFields(document: Document, fields: readonly string[]): Document {
  return Object.fromEntries(
    fields.map((field) => [field, field in document ? { $eq: document[field] as unknown } : { $exists: false }]),
  );
}
