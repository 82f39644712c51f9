import type { Contract } from '../../shared/api/contract.ts';
import type { QueryOf, ResultOf } from '../../shared/api/call.ts';
import type { BoardEvent, EventPatch, ListPage, NewEvent, WhichDates } from '../../shared/event.ts';
import type { Audience, Snapshot } from '../../shared/feed-protocol.ts';
import type { Session } from '../../shared/session.ts';
import { call } from './http.ts';

export type ListQuery = QueryOf<Contract['GET /api/boards/:board/events']>;

export function getSession(): Promise<Session> {
  return call('GET /api/session');
}

export function getBoard(board: string): Promise<ResultOf<Contract['GET /api/boards/:board']>> {
  return call('GET /api/boards/:board', { params: { board } });
}

export function getSnapshot(
  board: string,
  audience: Audience,
  signal: AbortSignal,
  onProgress?: () => void,
): Promise<Snapshot> {
  // `public` is the default: left out, the public snapshot has one address for every cache.
  const query = audience === 'public' ? {} : { audience };
  return call('GET /api/boards/:board/snapshot', { params: { board }, query, signal, onProgress });
}

export function listEvents(board: string, query: ListQuery, signal: AbortSignal): Promise<ListPage> {
  return call('GET /api/boards/:board/events', { params: { board }, query, signal });
}

export function getEvent(id: string): Promise<ResultOf<Contract['GET /api/events/:id']>> {
  return call('GET /api/events/:id', { params: { id } });
}

export async function postEvent(board: string, event: NewEvent): Promise<BoardEvent> {
  return (await call('POST /api/boards/:board/events', { params: { board }, body: event })).event;
}

export async function patchEvent(
  id: string,
  version: number,
  patch: EventPatch,
  series?: WhichDates,
): Promise<BoardEvent> {
  const { picture } = patch;
  // That of an event also says how large it is, which nobody writes.
  const body = picture == null ? patch : { ...patch, picture: { id: picture.id, alt: picture.alt } };
  return (await call('PATCH /api/events/:id', { params: { id }, query: { series }, body, version })).event;
}

export async function deleteEvent(id: string, version: number, series?: WhichDates): Promise<BoardEvent> {
  return (await call('DELETE /api/events/:id', { params: { id }, query: { series }, version })).event;
}

/** With `all`, also those that were deleted in one go with it. */
export async function restoreEvent(id: string, series?: WhichDates): Promise<BoardEvent> {
  return (await call('POST /api/events/:id/restore', { params: { id }, query: { series } })).event;
}
