import * as z from 'zod/mini';
import { Review } from '../../../shared/review.ts';

/** A review as it is stored with its event. */
export type ReviewDocument = Omit<Review, 'at'> & { at: Date };

const StoredReview = z.object({ ...Review.shape, at: z.date() });

/** Null for what cannot be read, whatever program wrote it, and for a change that waits but has no fields. */
export function readReview(value: unknown): Review | null {
  if (value === undefined || value === null) return null;
  const { data } = StoredReview.safeParse(value);
  if (data === undefined || (data.state === 'waiting' && data.changes === null)) return null;
  return { ...data, at: data.at.toISOString() };
}

export function reviewDocument({ at, ...review }: Review): ReviewDocument {
  return { ...review, at: new Date(at) };
}
