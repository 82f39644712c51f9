import { createHash, randomBytes } from 'node:crypto';
import { ObjectId } from 'mongodb';
import type { ResetLink } from '../../../shared/account.ts';
import { userNotFound } from '../../base/problem.ts';
import type { StoredAccount } from '../user-document.ts';
import type { UserRepository } from '../user-repository.ts';
import type { ResetLinkRepository } from './reset-link-repository.ts';

export type ResetLinks = ReturnType<typeof createResetLinks>;

export type OpenedLink = { account: StoredAccount; expiresAt: Date; createdBy: string };

type Dependencies = { links: ResetLinkRepository; users: UserRepository; clock?: () => Date };

/** Long enough to show it to somebody and to think of a password; ASVS 5.0 (6.4.1) asks for a short time. */
const lifetimeMs = 60 * 60_000;
/** 128 bits. Nobody guesses that, so a fast hash is enough. */
const secretBytes = 16;

/**
 * Links by which people choose a new password. A link belongs to one account and works once. It ends after an hour, with
 * the next link for the account, and with the account's generation: when the password changes or the account is closed.
 */
export function createResetLinks({ links, users, clock = () => new Date() }: Dependencies) {
  return {
    /** Also ends all sessions: a new password is often needed because somebody else has the old one, or the phone. */
    async create(account: StoredAccount, createdBy: string): Promise<ResetLink> {
      // An account of the tutorial's that nobody has logged in to has no sessions.
      const current = account.complete ? await users.endSessions(account.id) : account;
      if (current === null || current.closed) throw userNotFound();
      const { id, generation } = current;
      const secret = randomBytes(secretBytes).toString('base64url');
      const createdAt = clock();
      const expiresAt = new Date(createdAt.getTime() + lifetimeMs);
      const link = { secretHash: hashOf(secret), generation, createdBy, createdAt, expiresAt };
      await links.put({ _id: new ObjectId(id), ...link });
      return { secret, expiresAt: expiresAt.toISOString() };
    },

    /** Null if the link has ended. Does not use it up. */
    async open(secret: string): Promise<OpenedLink | null> {
      const link = await links.find(hashOf(secret));
      if (link === null || clock() >= link.expiresAt) return null;
      const account = await users.find(link._id.toHexString());
      if (account === null || account.closed || account.generation !== link.generation) return null;
      return { account, expiresAt: link.expiresAt, createdBy: link.createdBy };
    },

    /** Uses the link up. False if somebody else has, or if there is a newer one. */
    take: (secret: string): Promise<boolean> => links.take(hashOf(secret)),
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
