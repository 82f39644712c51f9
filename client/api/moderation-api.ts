import type { Board, BoardPatch, NewBoard } from '../../shared/board.ts';
import type { ImportOutcome } from '../../shared/import.ts';
import type { NewRemoval, PeopleHere } from '../../shared/presence.ts';
import { call } from './http.ts';

type OneBoard = { board: Board };

/** The boards that one looks after, and whether one may make another. */
export function listBoards(signal: AbortSignal): Promise<{ boards: Board[]; mayMake: boolean }> {
  return call('/api/boards', { signal });
}

export async function createBoard(body: NewBoard): Promise<Board> {
  return (await call<OneBoard>('/api/boards', { method: 'POST', body })).board;
}

export async function changeBoard(slug: string, patch: BoardPatch): Promise<Board> {
  return (await call<OneBoard>(`/api/boards/${slug}`, { method: 'PATCH', body: patch })).board;
}

export async function deleteBoard(slug: string, confirm: string): Promise<void> {
  await call(`/api/boards/${slug}`, { method: 'DELETE', body: { confirm } });
}

export async function renewJoinCode(slug: string): Promise<void> {
  await call(`/api/boards/${slug}/join-code`, { method: 'POST' });
}

export async function dropJoinCode(slug: string): Promise<void> {
  await call(`/api/boards/${slug}/join-code`, { method: 'DELETE' });
}

export function listPeopleHere(slug: string, signal: AbortSignal): Promise<PeopleHere> {
  return call(`/api/boards/${slug}/people`, { signal });
}

export function removePerson(slug: string, body: NewRemoval): Promise<{ hidden: number; left: number }> {
  return call(`/api/boards/${slug}/removed`, { method: 'POST', body });
}

export async function letPersonIn(slug: string, id: string): Promise<void> {
  await call(`/api/boards/${slug}/removed`, { method: 'DELETE', body: { id } });
}

export async function listModerators(slug: string, signal: AbortSignal): Promise<string[]> {
  return (await call<{ usernames: string[] }>(`/api/boards/${slug}/moderators`, { signal })).usernames;
}

export async function setModerators(slug: string, usernames: string[]): Promise<void> {
  await call(`/api/boards/${slug}/moderators`, { method: 'PUT', body: { usernames } });
}

/** With `dryRun` it only says what it would do. */
export function importCalendar(slug: string, file: Blob, dryRun: boolean): Promise<ImportOutcome> {
  return call(`/api/boards/${slug}/import?dryRun=${dryRun}`, { method: 'POST', body: file });
}
