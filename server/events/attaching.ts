import type { EventPicture, WrittenPicture } from '../../shared/picture.ts';
import { mayModerate, type Actor } from '../../shared/policies.ts';
import type { OnBoard } from '../boards/board-service.ts';

/** What a picture is attached to: an event, all dates of a series, or the board itself as its cover. */
export type Attachment = {
  /** The id of the series, or of an event that does not repeat; null for the cover. */
  to: string | null;
  here: Pick<OnBoard<Actor>, 'board' | 'identity' | 'actor'>;
};

/**
 * Reserves a picture for an event that is about to be written, and returns its size. Throws `invalid_request` unless this
 * person uploaded it to this board, or moderates the board, and no other event has it.
 */
export type ReservePicture = (id: string, attachment: Attachment) => Promise<Pick<EventPicture, 'width' | 'height'>>;

/** The picture of an event after somebody wrote it. What a moderator attaches is approved by that. */
export async function writtenPicture(
  written: WrittenPicture | null,
  before: EventPicture | null,
  attachment: Attachment,
  reserve: ReservePicture,
): Promise<EventPicture | null> {
  if (written === null) return null;
  const moderates = mayModerate(attachment.here.actor);
  if (written.id === before?.id) return { ...before, alt: written.alt, approved: before.approved || moderates };
  const { width, height } = await reserve(written.id, attachment);
  return { id: written.id, width, height, alt: written.alt, approved: moderates };
}

/** The same picture, now that a moderator has approved what it belongs to. */
export function approvedPicture(picture: EventPicture | null): EventPicture | null {
  return picture === null ? null : { ...picture, approved: true };
}
