import { Binary, ObjectId, type Document } from 'mongodb';
import { Role } from '../../shared/session.ts';

/**
 * An account as this program writes it to the collection `users`. The tutorial's application writes `{name, password}`.
 * Such a document is read as an account, too, and gets the other fields when its person logs in.
 */
export type UserDocument = {
  _id: ObjectId;
  name: string;
  /** What makes the name unique: see `server/accounts/names/name-skeleton.ts`. */
  folded: string;
  readings: string[];
  /** The version of the look-alike table that `readings` were made with. */
  readingsVersion: string;
  /** How the account is shown; missing: by its name. `readings` has those of both. */
  displayName?: string;
  /** While events may still have an earlier display name. */
  isRenaming?: true;
  /** Missing once the account is closed. The document then only keeps the name taken. */
  password?: string;
  role: Role;
  /** Grows when all sessions of the account end. A session with an older generation has ended. */
  generation: number;
  createdAt: Date;
  closedAt?: Date;
};

/** An account as it is read, whichever program wrote it. */
export type StoredAccount = {
  id: string;
  username: string;
  displayName: string | null;
  role: Role;
  /** As it is stored; null if there is none. */
  password: string | null;
  generation: number;
  createdAt: Date;
  closed: boolean;
  /** False for an account of the tutorial's application until its person logs in. */
  complete: boolean;
};

/** Null for a document that is no account, since it has no name. */
export function readUser({
  _id,
  name,
  displayName,
  role,
  generation,
  createdAt,
  password,
  closedAt,
}: Document): StoredAccount | null {
  if (!(_id instanceof ObjectId) || typeof name !== 'string' || name === '') return null;
  return {
    id: _id.toHexString(),
    username: name,
    displayName: typeof displayName === 'string' && displayName !== '' ? displayName : null,
    role: Role.safeParse(role).data ?? 'member',
    password: readPassword(password),
    generation: typeof generation === 'number' ? generation : 0,
    createdAt: createdAt instanceof Date ? createdAt : _id.getTimestamp(),
    closed: closedAt !== undefined,
    complete: typeof generation === 'number',
  };
}

/** PyMongo stores bytes as binary data. */
function readPassword(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value instanceof Binary ? Buffer.from(value.buffer).toString('utf8') : null;
}
