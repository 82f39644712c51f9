import type { Clearing, ClearingStep, NewClearing } from '../../shared/clearing.ts';
import { call } from './http.ts';

export async function listClearings(board: string, signal: AbortSignal): Promise<Clearing[]> {
  return (await call('GET /api/boards/:board/clearings', { params: { board }, signal })).clearings;
}

export function clearBoard(board: string, body: NewClearing): Promise<ClearingStep> {
  return call('POST /api/boards/:board/clearings', { params: { board }, body });
}

export function undoClearing(board: string, id: string): Promise<ClearingStep> {
  return call('POST /api/boards/:board/clearings/:id/undo', { params: { board, id } });
}
