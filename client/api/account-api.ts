import type { ResultOf } from '../../shared/api/call.ts';
import type { Contract } from '../../shared/api/contract.ts';
import type { Credentials, EventsFate, ResetLink, ResetLinkOwner } from '../../shared/account.ts';
import type { ListPage } from '../../shared/event.ts';
import type { User } from '../../shared/session.ts';
import { maxListLimit } from '../../shared/list-rules.ts';
import { call } from './http.ts';

export async function signUp(credentials: Credentials): Promise<User> {
  return (await call('POST /api/signup', { body: credentials })).user;
}

export async function logIn(credentials: Credentials): Promise<User> {
  return (await call('POST /api/login', { body: credentials })).user;
}

export function logOut(): Promise<void> {
  return call('POST /api/logout');
}

export function logOutEverywhere(): Promise<void> {
  return call('POST /api/logout-everywhere');
}

export function changePassword(current: string, next: string): Promise<void> {
  return call('POST /api/password', { body: { current, next } });
}

export async function changeDisplayName(displayName: string | null): Promise<User> {
  return (await call('PATCH /api/account', { body: { displayName } })).user;
}

export function deleteAccount(password: string, events: EventsFate): Promise<void> {
  return call('DELETE /api/account', { body: { password, events } });
}

export function listAccounts(after: string | null, signal: AbortSignal): Promise<ResultOf<Contract['GET /api/users']>> {
  return call('GET /api/users', { query: { limit: maxListLimit, after: after ?? undefined }, signal });
}

export async function changeRole(username: string, role: 'moderator' | 'member'): Promise<void> {
  await call('PATCH /api/users/:username', { params: { username }, body: { role } });
}

export function createResetLink(username: string): Promise<ResetLink> {
  return call('POST /api/users/:username/reset-link', { params: { username } });
}

export function openResetLink(secret: string, signal: AbortSignal): Promise<ResetLinkOwner> {
  return call('POST /api/reset-link', { body: { secret }, signal });
}

export async function resetPassword(secret: string, next: string): Promise<void> {
  await call('POST /api/reset-password', { body: { secret, next } });
}

export function closeAccount(username: string, events: EventsFate): Promise<void> {
  return call('DELETE /api/users/:username', { params: { username }, body: { events } });
}

export function listMyEvents(after: string | null, signal: AbortSignal): Promise<ListPage> {
  return call('GET /api/myevents', { query: { after: after ?? undefined }, signal });
}
