import type { Board } from '../../shared/board.ts';
import { call } from './http.ts';

export async function findBoardByScreen(key: string, signal: AbortSignal): Promise<Board> {
  return (await call('GET /api/screens/:key', { params: { key }, signal })).board;
}

export async function getScreenKey(board: string, signal: AbortSignal): Promise<string | null> {
  return (await call('GET /api/boards/:board/screen', { params: { board }, signal })).key;
}

export async function renewScreenKey(board: string): Promise<string | null> {
  return (await call('POST /api/boards/:board/screen', { params: { board } })).key;
}

export function dropScreenKey(board: string): Promise<void> {
  return call('DELETE /api/boards/:board/screen', { params: { board } });
}
