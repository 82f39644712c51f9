import { AccountList, ChangeRole, CloseAccount, OneAccount, ResetLink } from '../account.ts';
import { PageQuery } from '../event-query.ts';
import type { Calls } from './call.ts';

/** All accounts, for the owner. */
export const userCalls = {
  'GET /api/users': {
    operationId: 'listUsers',
    tag: 'accounts',
    summary: 'The accounts, the oldest first, a page at a time. For the owner.',
    query: PageQuery,
    personal: true,
    answers: { 200: { description: 'One page. Its `next` is the `after` of the following page.', body: AccountList } },
    problems: ['login_required', 'forbidden'],
  },
  'PATCH /api/users/:username': {
    operationId: 'changeRole',
    tag: 'accounts',
    summary: 'Makes an account a moderator, or a member again. For the owner.',
    body: ChangeRole,
    personal: true,
    answers: { 200: { description: 'The account as it is now.', body: OneAccount } },
    problems: ['login_required', 'forbidden', 'user_not_found'],
  },
  'POST /api/users/:username/reset-link': {
    operationId: 'createResetLink',
    tag: 'accounts',
    summary:
      'Ends all sessions of an account and creates a link by which its person chooses a new password. It works once, for an hour, and replaces the one before. For the owner.',
    personal: true,
    answers: { 201: { description: 'The secret of the link, which nobody can read again.', body: ResetLink } },
    problems: ['login_required', 'forbidden', 'user_not_found'],
  },
  'DELETE /api/users/:username': {
    operationId: 'closeAccount',
    tag: 'accounts',
    summary: 'Closes an account. Its events stay under its name, or are deleted with it. For the owner.',
    body: CloseAccount,
    personal: true,
    answers: { 204: { description: 'The account is closed.' } },
    problems: ['login_required', 'forbidden', 'user_not_found'],
  },
} as const satisfies Calls;
