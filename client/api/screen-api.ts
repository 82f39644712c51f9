import type { Board } from '../../shared/board.ts';
import { call } from './http.ts';

type Key = { key: string | null };

export async function findBoardByScreen(key: string, signal: AbortSignal): Promise<Board> {
  return (await call<{ board: Board }>(`/api/screens/${encodeURIComponent(key)}`, { signal })).board;
}

export async function getScreenKey(slug: string, signal: AbortSignal): Promise<string | null> {
  return (await call<Key>(`/api/boards/${slug}/screen`, { signal })).key;
}

export async function renewScreenKey(slug: string): Promise<string | null> {
  return (await call<Key>(`/api/boards/${slug}/screen`, { method: 'POST' })).key;
}

export function dropScreenKey(slug: string): Promise<void> {
  return call(`/api/boards/${slug}/screen`, { method: 'DELETE' });
}
