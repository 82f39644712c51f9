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

export function createSecurityLog(logger: Logger): SecurityLog {
  return {
    record(event, details) {
      logger[failures.has(event) ? 'warn' : 'info']({ event, ...details }, event.replaceAll('_', ' '));
    },
  };
}
