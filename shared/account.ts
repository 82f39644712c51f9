import * as z from 'zod/mini';
import { Role } from './session.ts';
import { characterCount } from './character-count.ts';
import { Username } from './username.ts';

const passwordLength = { min: 8, max: 200 };

/** A NUL ends a text in many programs, and half a surrogate pair is no character. No keyboard types either. */
const noCharacter = /[\0\p{Cs}]/u;

/** A password as typed to log in, unchanged. Old accounts may have a short one. */
const GivenPassword = z.string().check(
  z.refine((value) => !noCharacter.test(value), { error: 'Contains an invalid character.', abort: true }),
  z.refine((value) => value !== '', { error: 'Must not be empty.' }),
  z.refine((value) => characterCount(value) <= passwordLength.max, {
    error: `Must be at most ${passwordLength.max} characters.`,
  }),
  z.meta({ minLength: 1, maxLength: passwordLength.max }),
);

/** A new password. Its length is the only rule that a form knows; the server also refuses common passwords. */
export const NewPassword = z.string().check(
  z.refine((value) => !noCharacter.test(value), { error: 'Contains an invalid character.', abort: true }),
  z.refine((value) => characterCount(value) >= passwordLength.min, {
    error: `Needs at least ${passwordLength.min} characters.`,
  }),
  z.refine((value) => characterCount(value) <= passwordLength.max, {
    error: `Must be at most ${passwordLength.max} characters.`,
  }),
  z.meta({ minLength: passwordLength.min, maxLength: passwordLength.max }),
);

/** The name of an existing account. An account from the tutorial's application can have any name. */
const GivenUsername = z.string().check(
  z.refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), {
    error: 'Contains an invalid character.',
    abort: true,
  }),
  z.refine((value) => value.trim() !== '', { error: 'Must not be empty.' }),
  z.refine((value) => characterCount(value) <= 200, { error: 'Must be at most 200 characters.' }),
  z.meta({ minLength: 1, maxLength: 200 }),
);

/** A name and a password from a form, not yet checked. */
export type Credentials = { username: string; password: string };

/** The body of `POST /api/signup`. */
export const SignUp = z.strictObject({ username: Username, password: NewPassword });
export type SignUp = z.infer<typeof SignUp>;

/** The body of `POST /api/login`. */
export const LogIn = z.strictObject({ username: GivenUsername, password: GivenPassword });
export type LogIn = z.infer<typeof LogIn>;

/** The body of `POST /api/password`. */
export const ChangePassword = z.strictObject({ current: GivenPassword, next: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** What happens to the events of a closed account: they stay under its name, or are deleted. */
export const EventsFate = z.enum(['keep', 'delete']);
export type EventsFate = z.infer<typeof EventsFate>;

/** The body of `DELETE /api/account`. */
export const DeleteAccount = z.strictObject({ password: GivenPassword, events: z.optional(EventsFate) });
export type DeleteAccount = z.infer<typeof DeleteAccount>;

/** An account as the owner sees it in `GET /api/users`. */
export const Account = z.strictObject({
  username: z.string(),
  displayName: z.nullable(z.string()),
  role: Role,
  createdAt: z.iso.datetime(),
  /** False if the stored password cannot be used: then the person needs a reset link. */
  canLogIn: z.boolean(),
});
export type Account = z.infer<typeof Account>;

export const OneAccount = z.strictObject({ user: Account });
export const AccountList = z.strictObject({ users: z.array(Account), next: z.nullable(z.string()) });

/** The body of `PATCH /api/users/:username`. The settings name the one owner. */
export const ChangeRole = z.strictObject({ role: z.enum(['moderator', 'member']) });
export type ChangeRole = z.infer<typeof ChangeRole>;

/** What makes a reset link secret. Any text may come from an address that was typed or cut; the server knows 22 characters. */
const ResetSecret = z.string().check(z.maxLength(100));

/** A link for a new password: `/reset#` and the secret. */
export const ResetLink = z.strictObject({ secret: ResetSecret, expiresAt: z.iso.datetime() });
export type ResetLink = z.infer<typeof ResetLink>;

/** The body of `POST /api/reset-link`. */
export const OpenResetLink = z.strictObject({ secret: ResetSecret });
export type OpenResetLink = z.infer<typeof OpenResetLink>;

/** The account that a reset link is for. */
export const ResetLinkOwner = z.strictObject({ username: z.string(), expiresAt: z.iso.datetime() });
export type ResetLinkOwner = z.infer<typeof ResetLinkOwner>;

/** The body of `POST /api/reset-password`. */
export const ResetPassword = z.strictObject({ secret: ResetSecret, next: NewPassword });
export type ResetPassword = z.infer<typeof ResetPassword>;

/** The body of `DELETE /api/users/:username`. */
export const CloseAccount = z.strictObject({ events: z.optional(EventsFate) });
export type CloseAccount = z.infer<typeof CloseAccount>;
