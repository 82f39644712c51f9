import { BSON, type Document } from 'mongodb';
import type { EventDocument } from '../event-document.ts';
import type { FoundEvent } from '../found-event.ts';

/** Events, and bytes of their documents: what a board holds, or what a write adds to it. */
export type Amount = { events: number; bytes: number };

export function amountOf(documents: readonly Document[]): Amount {
  const bytes = documents.reduce((sum, document) => sum + BSON.calculateObjectSize(document), 0);
  return { events: documents.length, bytes };
}

export function lessOf(documents: readonly Document[]): Amount {
  const { events, bytes } = amountOf(documents);
  return { events: -events, bytes: -bytes };
}

/** By how many bytes a document becomes longer. */
export function growth(before: Document, after: Document): number {
  return Math.max(0, BSON.calculateObjectSize(after) - BSON.calculateObjectSize(before));
}

/**
 * By how many bytes people make an event longer. Nothing for those who add no text, or nobody could hide, cancel or move an
 * event of a full board. A change that waits is text that the board holds beside that of the event.
 */
export function textGrowth(found: FoundEvent, become: Omit<EventDocument, '_id'>): number {
  const before = textBytes(found.event, found.review?.changes);
  return textBytes(become, become.review?.changes) > before
    ? growth(found.document, { ...found.document, ...become })
    : 0;
}

type Texts = Pick<EventDocument, 'name' | 'place' | 'details' | 'link'>;

function textBytes({ name, place, details, link }: Texts, waiting: Partial<Texts> | null | undefined): number {
  const texts = [name, place, details, link, waiting?.name, waiting?.place, waiting?.details, waiting?.link];
  return texts.reduce<number>((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
}
