import type { Credentials } from '../../shared/account.ts';
import type { FieldError } from '../../shared/problem.ts';

/** What is missing; the rest the server knows better: which names are taken, which passwords are too common. */
export function missingCredentials({ username, password }: Credentials): FieldError[] {
  return [
    ...(username.trim() === '' ? [{ path: 'username', message: 'Type your name.' }] : []),
    ...(password === '' ? [{ path: 'password', message: 'Type your password.' }] : []),
  ];
}

/** The page to go on to after logging in, as the address has it: one of ours, or the board. */
export function nextPage(query: URLSearchParams, origin: string): string {
  const next = query.get('next');
  if (next === null || !URL.canParse(next, origin)) return '/';
  const url = new URL(next, origin);
  return url.origin === origin ? url.pathname + url.search : '/';
}

/** The address of the log-in (or sign-up) page that leads back to this one. */
export function addressWithNext(path: '/login' | '/signup', next: string): string {
  return next === '/' ? path : `${path}?${new URLSearchParams({ next })}`;
}
