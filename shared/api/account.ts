import {
  ChangePassword,
  DeleteAccount,
  LogIn,
  OpenResetLink,
  ResetLinkOwner,
  ResetPassword,
  SignUp,
} from '../account.ts';
import { ChangeAccount } from '../display-name.ts';
import { OneUser, Session } from '../session.ts';
import type { Calls } from './call.ts';

/** A person's own session and account. */
export const accountCalls = {
  'GET /api/session': {
    operationId: 'getSession',
    tag: 'session',
    summary: 'Who this browser is.',
    personal: true,
    answers: { 200: { description: 'The session.', body: Session } },
  },
  'POST /api/signup': {
    operationId: 'signUp',
    tag: 'session',
    summary: 'Creates an account and logs in.',
    body: SignUp,
    personal: true,
    answers: { 201: { description: 'The account, with a session.', body: OneUser } },
    problems: ['username_taken', 'busy'],
  },
  'POST /api/login': {
    operationId: 'logIn',
    tag: 'session',
    summary: 'Begins a session.',
    body: LogIn,
    personal: true,
    answers: { 200: { description: 'The account of the session.', body: OneUser } },
    problems: ['invalid_credentials', 'password_reset_required', 'busy'],
  },
  'POST /api/logout': {
    operationId: 'logOut',
    tag: 'session',
    summary: 'Ends this session. No server accepts its cookie any more.',
    personal: true,
    answers: { 204: { description: 'The session is over, if there was one.' } },
  },
  'POST /api/logout-everywhere': {
    operationId: 'logOutEverywhere',
    tag: 'session',
    summary: 'Ends all sessions of this account, this one included.',
    personal: true,
    answers: { 204: { description: 'All sessions are over.' } },
    problems: ['login_required'],
  },
  'POST /api/password': {
    operationId: 'changePassword',
    tag: 'session',
    summary: 'Changes the password. All sessions of the account end; this browser gets a new one.',
    body: ChangePassword,
    personal: true,
    answers: { 204: { description: 'The password is changed.' } },
    problems: ['login_required', 'invalid_credentials', 'password_reset_required', 'busy'],
  },
  'POST /api/reset-link': {
    operationId: 'openResetLink',
    tag: 'session',
    summary: 'The account that a reset link is for. Looking does not use the link up.',
    body: OpenResetLink,
    personal: true,
    answers: { 200: { description: 'The account, and how long the link works.', body: ResetLinkOwner } },
    problems: ['reset_link_not_found'],
  },
  'POST /api/reset-password': {
    operationId: 'resetPassword',
    tag: 'session',
    summary:
      'Sets a new password by a reset link, which it uses up. All sessions of the account end; this browser gets a new one.',
    body: ResetPassword,
    personal: true,
    answers: { 200: { description: 'The account of the session.', body: OneUser } },
    problems: ['reset_link_not_found', 'busy'],
  },
  'PATCH /api/account': {
    operationId: 'changeAccount',
    tag: 'session',
    summary: 'Sets or removes the display name. All events of the account are shown with it, each in a new version.',
    body: ChangeAccount,
    personal: true,
    answers: { 200: { description: 'The account as it is now.', body: OneUser } },
    problems: ['login_required'],
  },
  'DELETE /api/account': {
    operationId: 'deleteAccount',
    tag: 'session',
    summary: 'Closes this account. Its events stay under its name, which nobody else can take, or are deleted with it.',
    body: DeleteAccount,
    personal: true,
    answers: { 204: { description: 'The account is closed.' } },
    problems: ['login_required', 'invalid_credentials', 'password_reset_required', 'forbidden', 'busy'],
  },
} as const satisfies Calls;
