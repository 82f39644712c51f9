import { expect } from 'vitest';
import { Visitor, type Answer } from './http-client.ts';

export const goodPassword = 'seven quiet otters';

/** Signs up a person with this name; they are logged in. */
export async function member(url: string, username: string, password = goodPassword): Promise<Visitor> {
  const visitor = new Visitor(url);
  const { status, body } = await visitor.call('POST', '/api/signup', { body: { username, password } });
  expect([status, body.detail]).toEqual([201, undefined]);
  return visitor;
}

export function logIn(visitor: Visitor, username: string, password = goodPassword): Promise<Answer> {
  return visitor.call('POST', '/api/login', { body: { username, password } });
}

/** Returns the user that `GET /api/session` names for this client, or null. */
export async function whoIs(visitor: Visitor): Promise<unknown> {
  return ((await visitor.get('/api/session')).body as { user?: unknown }).user;
}

/** The secret of a reset link that the owner creates for this account. */
export async function resetSecret(owner: Visitor, username: string): Promise<string> {
  const { status, body } = await owner.call('POST', `/api/users/${username}/reset-link`);
  expect([status, body.detail]).toEqual([201, undefined]);
  return String(body.secret);
}

export function resetPassword(visitor: Visitor, secret: string, next = goodPassword): Promise<Answer> {
  return visitor.call('POST', '/api/reset-password', { body: { secret, next } });
}
