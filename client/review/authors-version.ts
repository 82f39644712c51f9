import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { asAuthorWants } from '../../shared/review.ts';
import { formValuesOf } from '../event-form/edited-values.ts';
import type { FormValues } from '../event-form/form-values.ts';

/** The event with the change that waits: what its author edits next comes on top of that. */
export function authorsVersion(event: BoardEvent): BoardEvent {
  return event.review?.state === 'waiting' ? asAuthorWants(event, event.review) : event;
}

/** The change that a moderator did not accept, to put back into the form; null if there is none. */
export function rejectedEdit(event: BoardEvent): { fields: FormValues; which: WhichDates } | null {
  return event.review?.state === 'rejected' && event.review.changes !== null
    ? { fields: formValuesOf(asAuthorWants(event, event.review)), which: 'this' }
    : null;
}
