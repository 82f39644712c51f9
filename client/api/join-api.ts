import type { Board } from '../../shared/board.ts';
import type { Session } from '../../shared/session.ts';
import { call } from './http.ts';

export async function findBoardByCode(code: string): Promise<Board> {
  return (await call<{ board: Board }>(`/api/join/${encodeURIComponent(code)}`)).board;
}

export function nameGuest(name: string): Promise<Session> {
  return call('/api/guest', { method: 'POST', body: { name } });
}
