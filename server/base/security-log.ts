import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';

/**
 * What the log says about accounts, sessions and moderation, with the names of the OWASP Logging Vocabulary. Accounts
 * appear by their ids. Never log a password, a cookie, a session's id, or a name that no account has: people type
 * their passwords into the wrong field.
 */
export type SecurityEvent =
  | 'user_created'
  | 'user_deleted'
  | 'authn_login_success'
  | 'authn_login_fail'
  | 'authn_password_change'
  | 'authn_password_change_fail'
  | 'session_created'
  | 'session_ended'
  | 'session_expired'
  | 'privilege_permissions_changed'
  | 'authz_fail'
  | 'excess_rate_limit_exceeded'
  | 'malicious_cross_site'
  | 'event_moderated'
  | 'person_removed'
  | 'board_moderators_changed';

type Details = Readonly<Record<string, string | number | boolean | null>>;

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

/** Where the server itself does something, such as ending sessions that are too old. */
const nobody = { address: null, person: null };

export function createSecurityLog(logger: Logger): SecurityLog {
  return {
    record(event, details) {
      const { address, person } = senders.getStore() ?? nobody;
      logger[failures.has(event) ? 'warn' : 'info'](
        { event, address, by: person, ...details },
        event.replaceAll('_', ' '),
      );
    },
  };
}
