import { AccountList, ChangeRole, CloseAccount, OneAccount, SetPassword } from '../account.ts';
import type { Calls } from './call.ts';

/** All accounts, for the owner. */
export const userCalls = {
  'GET /api/users': {
    operationId: 'listUsers',
    tag: 'accounts',
    summary: 'All accounts, the oldest first. For the owner.',
    personal: true,
    answers: { 200: { description: 'The accounts.', body: AccountList } },
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
  'POST /api/users/:username/password': {
    operationId: 'setPassword',
    tag: 'accounts',
    summary: 'Sets a new password for an account and ends all its sessions. For the owner.',
    body: SetPassword,
    personal: true,
    answers: { 204: { description: 'The password is set.' } },
    problems: ['login_required', 'forbidden', 'user_not_found', 'busy'],
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
