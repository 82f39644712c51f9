import type { BoardEvent, WhichDates } from '../../../shared/event.ts';
import type { Slices } from '../../base/slices.ts';
import type { Actor } from '../../../shared/policies.ts';
import type { Review, ReviewDecision } from '../../../shared/review.ts';
import { approvedPicture } from '../attaching.ts';
import { maxTries, uncounted, type Counting, type EventAccess } from '../event-access.ts';
import { waitAlike } from '../../../shared/review-alike.ts';
import type { EventDocument } from '../event-document.ts';
import { checkTimes, fieldsOf, nextVersion, storedOf, withoutId } from '../event-fields.ts';
import type { EventRepository } from '../event-repository.ts';
import type { FoundEvent } from '../found-event.ts';
import { withReview } from '../stored-event.ts';

type Dependencies = { events: EventRepository; access: EventAccess; clock: () => Date; slices: Slices };

export function createReviewing({ events, access, clock, slices }: Dependencies) {
  return {
    /**
     * Decides about a change that waits, or else about the event itself; for moderators. With `all` also about the
     * other dates of its series that wait for the same decision: what says something else, nobody has read.
     */
    async review(
      id: string,
      version: number,
      decision: ReviewDecision,
      person: Actor | null,
      which: WhichDates = 'this',
      counting: Counting = uncounted,
    ): Promise<BoardEvent> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const { found, actor } = await access.findToChange('moderate', id, version, person);
        const now = clock();
        let reviewed: FoundEvent[] = [];
        const document = reviewedDocument(found, decision, now);
        const done = await events.writeSeries(found, async (others) => {
          const alike = which === 'all' ? others.filter((other) => isAlike(found, other, decision)) : [];
          reviewed = [found, ...alike];
          counting.events(reviewed.length);
          const writes = await slices.map(alike, (one) => ({
            found: one,
            become: withoutId(reviewedDocument(one, decision, now)),
          }));
          return [{ found, become: withoutId(document) }, ...writes];
        });
        if (!done) continue;
        for (const one of reviewed) access.recordModeration(actor, one, 'change');
        return access.asSeenBy(storedOf(document), actor);
      }
      return access.giveUp(id, person);
    },
  };
}

/** Whether a decision about one date of a series is about the other, too. */
function isAlike(one: FoundEvent, other: FoundEvent, { outcome }: ReviewDecision): boolean {
  // What is taken back was decided in one go.
  if (outcome === 'waiting') return other.review !== null && other.review.at === one.review?.at;
  return waitAlike(withReview(one), withReview(other));
}

function reviewedDocument(found: FoundEvent, { outcome, note = null }: ReviewDecision, now: Date): EventDocument {
  const { event, review } = found;
  const decided: Review = { state: outcome, note, changes: null, at: now.toISOString() };
  if (outcome === 'approved' && review?.state === 'waiting') {
    const wanted = { ...fieldsOf(event), ...review.changes, status: 'live' as const };
    const fields = { ...wanted, picture: approvedPicture(wanted.picture) };
    checkTimes(fields);
    return nextVersion(found, fields, now, decided);
  }
  if (review !== null && review.changes !== null && outcome !== 'approved')
    return nextVersion(found, fieldsOf(event), now, { ...decided, changes: review.changes });
  const status = { approved: 'live', rejected: 'hidden', waiting: 'pending' } as const;
  const picture = outcome === 'approved' ? approvedPicture(event.picture) : event.picture;
  return nextVersion(
    found,
    { ...fieldsOf(event), picture, status: status[outcome] },
    now,
    outcome === 'waiting' ? null : decided,
  );
}
