import type { Board, BoardMembership } from '../../shared/board.ts';
import type { BoardEvent, EventPatch, NewEvent, WhichDates } from '../../shared/event.ts';
import type { Audience, Snapshot } from '../../shared/feed-protocol.ts';
import type { Session } from '../../shared/session.ts';
import { call } from './http.ts';

export function getSession(): Promise<Session> {
  return call('/api/session');
}

/** What whoever asks may do with an event. */
export type EventRights = { edit: boolean; delete: boolean; moderate: boolean };

export function getBoard(slug: string): Promise<{ board: Board; you: BoardMembership }> {
  return call(`/api/boards/${slug}`);
}

export function getSnapshot(board: string, audience: Audience, signal: AbortSignal): Promise<Snapshot> {
  return call(`/api/boards/${board}/snapshot${audience === 'public' ? '' : `?audience=${audience}`}`, { signal });
}

export async function listEvents(
  board: string,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<{ events: BoardEvent[]; next: string | null }> {
  return call(`/api/boards/${board}/events?${query}`, { signal });
}

export function getEvent(id: string): Promise<{ event: BoardEvent; may: EventRights }> {
  return call(`/api/events/${id}`);
}

export async function postEvent(board: string, event: NewEvent): Promise<BoardEvent> {
  return (await call<{ event: BoardEvent }>(`/api/boards/${board}/events`, { method: 'POST', body: event })).event;
}

export async function patchEvent(
  id: string,
  version: number,
  patch: EventPatch,
  which?: WhichDates,
): Promise<BoardEvent> {
  return (
    await call<{ event: BoardEvent }>(`/api/events/${id}${queryOf(which)}`, { method: 'PATCH', body: patch, version })
  ).event;
}

export async function deleteEvent(id: string, version: number, which?: WhichDates): Promise<BoardEvent> {
  return (await call<{ event: BoardEvent }>(`/api/events/${id}${queryOf(which)}`, { method: 'DELETE', version })).event;
}

/** With `all`, also those that were deleted in one go with it. */
export async function restoreEvent(id: string, which?: WhichDates): Promise<BoardEvent> {
  return (await call<{ event: BoardEvent }>(`/api/events/${id}/restore${queryOf(which)}`, { method: 'POST' })).event;
}

function queryOf(which: WhichDates = 'this'): string {
  return which === 'all' ? '?series=all' : '';
}
