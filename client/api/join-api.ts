import type { Board } from '../../shared/board.ts';
import type { Session } from '../../shared/session.ts';
import { call } from './http.ts';

export async function findBoardByCode(code: string): Promise<Board> {
  return (await call('GET /api/join/:code', { params: { code } })).board;
}

export function nameGuest(name: string): Promise<Session> {
  return call('POST /api/guest', { body: { name } });
}

export function leaveAsGuest(): Promise<void> {
  return call('DELETE /api/guest');
}
