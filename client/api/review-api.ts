import type { Bulk, BulkOutcome } from '../../shared/bulk.ts';
import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import type { ReviewDecision } from '../../shared/review.ts';
import { call } from './http.ts';

export async function reviewEvent(
  id: string,
  version: number,
  decision: ReviewDecision,
  series?: WhichDates,
): Promise<BoardEvent> {
  const sent = { params: { id }, query: { series }, body: decision, version };
  return (await call('POST /api/events/:id/review', sent)).event;
}

export function bulkEvents(board: string, body: Bulk): Promise<BulkOutcome> {
  return call('POST /api/boards/:board/bulk', { params: { board }, body });
}
