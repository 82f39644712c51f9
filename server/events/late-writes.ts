import type { Collection, Document, ObjectId } from 'mongodb';
import { ProblemError } from '../base/problem.ts';
import type { RequireStill, ThisBoard } from '../boards/board-service.ts';
import type { EventDocument } from './event-document.ts';

/**
 * Writes that are under way while their board is deleted. They could come after the deletion of the board's events, and would
 * then be on the next board of that slug. So those who create events look at the board again afterwards.
 */

type Undo = { takeBack: (documents: EventDocument[]) => Promise<void> };

/** Takes back documents that were just created, and throws, if `requireBoard` refuses. */
export async function undoIfLate(
  requireBoard: () => Promise<void>,
  documents: EventDocument[],
  { takeBack }: Undo,
): Promise<void> {
  try {
    await requireBoard();
  } catch (error) {
    // Any other error says nothing of the board.
    if (error instanceof ProblemError) await takeBack(documents);
    throw error;
  }
}

/** The same for the service of a board's events. */
export function lateWrites(requireStill: RequireStill, events: Undo) {
  return (here: ThisBoard, documents: EventDocument[]): Promise<void> =>
    undoIfLate(() => requireStill(here), documents, events);
}

/** Deletes documents as they were created. What somebody has changed since was on the board, and stays. */
export async function takeBack(
  events: Collection<Document & { _id: ObjectId }>,
  documents: EventDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  const filters = documents.map(({ _id, board, version, updatedAt }) => ({ _id, board, version, updatedAt }));
  await events.bulkWrite(
    filters.map((filter) => ({ deleteOne: { filter } })),
    { ordered: false },
  );
}
