import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';

/**
 * What the log says about accounts, sessions and moderation, with the names of the OWASP Logging Vocabulary.
 * docs/security.md lists them. Accounts appear by their ids. Never log a password, a cookie, a session's id, or a name that no account has: people type
 * their passwords into the wrong field.
 */
export const securityEvents = [
  'user_created',
  'user_updated',
  'user_deleted',
  'authn_login_success',
  'authn_login_fail',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_token_created',
  'session_created',
  'session_ended',
  'session_expired',
  'privilege_permissions_changed',
  'authz_fail',
  'excess_rate_limit_exceeded',
  'malicious_cross_site',
  'event_moderated',
  'person_removed',
  'board_moderators_changed',
] as const;
export type SecurityEvent = (typeof securityEvents)[number];

/** `user` is the account that an event is about. Who did it and from where is known from the request, so nobody gives it. */
type Details = Readonly<Record<string, string | number | boolean | null>> & { by?: never; address?: never };

export type SecurityLog = { record(event: SecurityEvent, details: Details): void };

const failures: ReadonlySet<SecurityEvent> = new Set([
  'authn_login_fail',
  'authn_password_change_fail',
  'authz_fail',
  'excess_rate_limit_exceeded',
  'malicious_cross_site',
]);

/** The sender of the request that is being served: their address and, once their cookies are open, their key. */
type Sender = { address: string; person: string | null };

const senders = new AsyncLocalStorage<Sender>();

/** Runs what serves a request. Its events in the log say who and from where, wherever they are recorded. */
export function servingSender(address: string, serve: () => void): void {
  senders.run({ address, person: null }, serve);
}

export function nameSender(person: string | null): void {
  const sender = senders.getStore();
  if (sender !== undefined) sender.person = person;
}

/** The server itself, for example when it finds a session that is too old. */
const server = { address: null, by: 'server' };

/** Who caused what is being done, and from where, as every security event says it. */
export function currentSender(): { address: string | null; by: string } {
  const sender = senders.getStore();
  return sender === undefined ? server : { address: sender.address, by: sender.person ?? 'nobody' };
}

export function createSecurityLog(logger: Logger): SecurityLog {
  return {
    record(event, details) {
      const line = { event, ...currentSender(), ...details };
      logger[failures.has(event) ? 'warn' : 'info'](line, event.replaceAll('_', ' '));
    },
  };
}
