import { Binary, ObjectId, type Document } from 'mongodb';
import { Role } from '../../shared/session.ts';

/**
 * An account as this program writes it into the collection `users`. The tutorial's application writes `{name, password}`
 * there; such a document is read as an account too, and becomes one like these when its person logs in.
 */
export type UserDocument = {
  _id: ObjectId;
  name: string;
  /** What makes the name unique: see `server/accounts/names/name-skeleton.ts`. */
  folded: string;
  readings: string[];
  /** Which edition of the look-alike table `readings` come from. */
  readingsVersion: string;
  /** Missing once the account is closed: then the document only keeps the name from being taken. */
  password?: string;
  role: Role;
  /** Sessions carry it; one of an older generation is over. Grows when all sessions of the account end. */
  generation: number;
  createdAt: Date;
  closedAt?: Date;
};

/** An account as it is read, by whomever it was written. */
export type StoredAccount = {
  id: string;
  username: string;
  role: Role;
  /** As it is stored; null where there is none that is text. */
  password: string | null;
  generation: number;
  createdAt: Date;
  closed: boolean;
  /** False for one of the tutorial's application that nobody has logged in with. */
  complete: boolean;
};

/** Null for a document that cannot be an account: one without a name. */
export function readUser({
  _id,
  name,
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
