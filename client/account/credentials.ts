import type { Credentials } from '../../shared/account.ts';
import type { FieldError } from '../../shared/problem.ts';

/** What is missing. The server checks the rest: which names are taken, which passwords are too common. */
export function missingCredentials({ username, password }: Credentials): FieldError[] {
  return [
    ...(username.trim() === '' ? [{ path: 'username', message: 'Enter your name.' }] : []),
    ...(password === '' ? [{ path: 'password', message: 'Enter your password.' }] : []),
  ];
}

/** The page that `?next=` names, to go to after logging in: only a page of this site, else the board. */
export function nextPage(query: URLSearchParams, origin: string): string {
  const next = query.get('next');
  if (next === null || !URL.canParse(next, origin)) return '/';
  const url = new URL(next, origin);
  // A path that begins with two slashes would be another site's address.
  return url.origin === origin && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}
