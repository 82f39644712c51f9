import type { Account, EventsFate, Credentials } from '../../shared/account.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { Session } from '../../shared/session.ts';
import { call } from './http.ts';

export type User = NonNullable<Session['user']>;

export async function signUp(credentials: Credentials): Promise<User> {
  return (await call<{ user: User }>('/api/signup', { method: 'POST', body: credentials })).user;
}

export async function logIn(credentials: Credentials): Promise<User> {
  return (await call<{ user: User }>('/api/login', { method: 'POST', body: credentials })).user;
}

export function logOut(): Promise<void> {
  return call('/api/logout', { method: 'POST' });
}

export function logOutEverywhere(): Promise<void> {
  return call('/api/logout-everywhere', { method: 'POST' });
}

export function changePassword(current: string, next: string): Promise<void> {
  return call('/api/password', { method: 'POST', body: { current, next } });
}

export function deleteAccount(password: string, events: EventsFate): Promise<void> {
  return call('/api/account', { method: 'DELETE', body: { password, events } });
}

export async function listAccounts(signal: AbortSignal): Promise<Account[]> {
  return (await call<{ users: Account[] }>('/api/users', { signal })).users;
}

export function changeRole(username: string, role: 'moderator' | 'member'): Promise<void> {
  return call(`/api/users/${encodeURIComponent(username)}`, { method: 'PATCH', body: { role } });
}

export function setPassword(username: string, next: string): Promise<void> {
  return call(`/api/users/${encodeURIComponent(username)}/password`, { method: 'POST', body: { next } });
}

export function closeAccount(username: string, events: EventsFate): Promise<void> {
  return call(`/api/users/${encodeURIComponent(username)}`, { method: 'DELETE', body: { events } });
}

export function listMyEvents(
  after: string | null,
  signal: AbortSignal,
): Promise<{ events: BoardEvent[]; next: string | null }> {
  return call(`/api/myevents${after === null ? '' : `?${new URLSearchParams({ after })}`}`, { signal });
}
