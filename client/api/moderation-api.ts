import type { ResultOf } from '../../shared/api/call.ts';
import type { Contract } from '../../shared/api/contract.ts';
import type { BoardSize } from '../../shared/board-size.ts';
import type { Board, BoardPatch, NewBoard } from '../../shared/board.ts';
import type { ImportOutcome } from '../../shared/import.ts';
import type { NewRemoval, PeopleHere } from '../../shared/presence.ts';
import { maxListLimit } from '../../shared/list-rules.ts';
import { call } from './http.ts';

export function listBoards(after: string | null, signal: AbortSignal): Promise<ResultOf<Contract['GET /api/boards']>> {
  return call('GET /api/boards', { query: { limit: maxListLimit, after: after ?? undefined }, signal });
}

export function getBoardSize(board: string, signal: AbortSignal): Promise<BoardSize> {
  return call('GET /api/boards/:board/size', { params: { board }, signal });
}

export async function createBoard(body: NewBoard): Promise<Board> {
  return (await call('POST /api/boards', { body })).board;
}

export async function changeBoard(board: string, body: BoardPatch): Promise<Board> {
  return (await call('PATCH /api/boards/:board', { params: { board }, body })).board;
}

export function deleteBoard(board: string, confirm: string): Promise<void> {
  return call('DELETE /api/boards/:board', { params: { board }, body: { confirm } });
}

export async function renewJoinCode(board: string): Promise<void> {
  await call('POST /api/boards/:board/join-code', { params: { board } });
}

export async function dropJoinCode(board: string): Promise<void> {
  await call('DELETE /api/boards/:board/join-code', { params: { board } });
}

export function listPeopleHere(board: string, signal: AbortSignal): Promise<PeopleHere> {
  return call('GET /api/boards/:board/people', { params: { board }, signal });
}

export function removePerson(
  board: string,
  body: NewRemoval,
): Promise<ResultOf<Contract['POST /api/boards/:board/removed']>> {
  return call('POST /api/boards/:board/removed', { params: { board }, body });
}

export function letPersonIn(board: string, id: string): Promise<void> {
  return call('DELETE /api/boards/:board/removed', { params: { board }, body: { id } });
}

export async function listModerators(board: string, signal: AbortSignal): Promise<string[]> {
  return (await call('GET /api/boards/:board/moderators', { params: { board }, signal })).usernames;
}

export function setModerators(board: string, usernames: string[]): Promise<void> {
  return call('PUT /api/boards/:board/moderators', { params: { board }, body: { usernames } });
}

/** With `dryRun` it only reports what it would do. */
export function importCalendar(
  board: string,
  file: Blob,
  query: { dryRun: boolean; createCategories: boolean },
): Promise<ImportOutcome> {
  return call('POST /api/boards/:board/import', { params: { board }, query, body: file });
}
