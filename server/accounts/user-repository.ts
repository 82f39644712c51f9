import { ObjectId, type Db, type Document, type Filter } from 'mongodb';
import type { Role } from '../../shared/session.ts';
import { isDuplicateKey, unlessDuplicate } from '../database/mongo-errors.ts';
import { readUser, type StoredAccount, type UserDocument } from './user-document.ts';

export type UserRepository = ReturnType<typeof createUserRepository>;

/** A name and what makes it unique. */
export type NameKeys = Pick<UserDocument, 'folded' | 'readings' | 'readingsVersion'>;
export type NewUser = NameKeys & { name: string; password: string; role: Role };

export function createUserRepository(db: Db) {
  const users = db.collection<Document & { _id: ObjectId }>('users');

  async function findOne(filter: Filter<Document & { _id: ObjectId }>): Promise<StoredAccount | null> {
    const document = await users.findOne(filter);
    return document === null ? null : readUser(document);
  }

  async function update(filter: Filter<Document & { _id: ObjectId }>, change: Document): Promise<StoredAccount | null> {
    const document = await users.findOneAndUpdate(filter, change, { returnDocument: 'after' });
    return document === null ? null : readUser(document);
  }

  return {
    find: (id: string): Promise<StoredAccount | null> => findOne({ _id: new ObjectId(id) }),

    /** By the exact name, else by the folded one: two of the tutorial's accounts may differ only in case. */
    async findByName(name: string, folded: string): Promise<StoredAccount | null> {
      return (await findOne({ name: { $in: [name, name.normalize('NFKC').trim()] } })) ?? findOne({ folded });
    },

    /** Whether an account, open or closed, has a name that reads like one of these. */
    async someReadLike({ folded, readings }: NameKeys, name: string): Promise<'same' | 'alike' | false> {
      const found = await users.findOne(
        { $or: [{ readings: { $in: readings } }, { name }] },
        { projection: { folded: 1, name: 1 } },
      );
      if (found === null) return false;
      return found.folded === folded || found.name === name ? 'same' : 'alike';
    },

    async insert(user: NewUser, now: Date): Promise<StoredAccount | 'name_taken' | 'owner_exists'> {
      const document: UserDocument = { _id: new ObjectId(), ...user, generation: 0, createdAt: now };
      try {
        await users.insertOne(document);
        return readUser(document)!;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return 'role' in ((error.keyPattern as Document | undefined) ?? {}) ? 'owner_exists' : 'name_taken';
      }
    },

    /** Whether another account than this one has one of these readings. */
    async someOtherReadsLike(id: string, readings: string[]): Promise<boolean> {
      const filter = { readings: { $in: readings }, _id: { $ne: new ObjectId(id) } };
      return (await users.findOne(filter, { projection: { _id: 1 } })) !== null;
    },

    /** Null if the account is closed; `name_taken` if somebody else has taken such a name a moment ago. */
    async setDisplayName(
      id: string,
      displayName: string | null,
      { readings, readingsVersion }: NameKeys,
    ): Promise<StoredAccount | null | 'name_taken'> {
      try {
        return await update(
          { _id: new ObjectId(id), closedAt: { $exists: false } },
          displayName === null
            ? { $set: { readings, readingsVersion, isRenaming: true }, $unset: { displayName: '' } }
            : { $set: { displayName, readings, readingsVersion, isRenaming: true } },
        );
      } catch (error) {
        if (isDuplicateKey(error)) return 'name_taken';
        throw error;
      }
    },

    /** The accounts whose events may still have an earlier display name. */
    async listRenaming(): Promise<StoredAccount[]> {
      const documents = await users.find({ isRenaming: true }).toArray();
      return documents.map(readUser).filter((account) => account !== null);
    },

    /** Unless the account has another display name by now. */
    async endRenaming({ id, displayName }: StoredAccount): Promise<void> {
      const asRead = displayName ?? { $exists: false };
      await users.updateOne({ _id: new ObjectId(id), displayName: asRead }, { $unset: { isRenaming: '' } });
    },

    /** Replaces the hash by another one of the same password, unless it changed meanwhile; completes a tutorial's account. */
    async rehash(account: StoredAccount, password: string): Promise<void> {
      await users.updateOne(ofGeneration(account), {
        $set: { password, ...(account.complete ? {} : { generation: 0 }), ...completing(account) },
      });
    },

    /** Also ends all sessions. Null if that has happened since the account was read, or if it is closed. */
    changePassword(account: StoredAccount, password: string): Promise<StoredAccount | null> {
      return update(
        { ...ofGeneration(account), closedAt: { $exists: false } },
        { $set: { password, ...completing(account) }, $inc: { generation: 1 } },
      );
    },

    endSessions(id: string): Promise<StoredAccount | null> {
      return update({ _id: new ObjectId(id) }, { $inc: { generation: 1 } });
    },

    setRole(id: string, role: Role): Promise<StoredAccount | null> {
      return update({ _id: new ObjectId(id), closedAt: { $exists: false } }, { $set: { role } });
    },

    /** The document stays, without its password, and keeps the name taken. */
    async close(id: string, now: Date): Promise<void> {
      await users.updateOne(
        { _id: new ObjectId(id) },
        { $set: { closedAt: now, role: 'member' }, $unset: { password: '' }, $inc: { generation: 1 } },
      );
    },

    async remove(id: string): Promise<void> {
      await users.deleteOne({ _id: new ObjectId(id) });
    },

    findOwner: (): Promise<StoredAccount | null> => findOne({ role: 'owner' }),

    /** Open accounts, oldest first. */
    async list(limit: number, afterId: string | null): Promise<{ accounts: StoredAccount[]; next: string | null }> {
      const filter = {
        closedAt: { $exists: false },
        ...(afterId === null ? {} : { _id: { $gt: new ObjectId(afterId) } }),
      };
      const documents = await users.find(filter, { sort: { _id: 1 }, limit: limit + 1 }).toArray();
      const page = documents.slice(0, limit);
      return {
        accounts: page.map(readUser).filter((account) => account !== null),
        next: documents.length > limit ? page.at(-1)!._id.toHexString() : null,
      };
    },

    /** Whether nobody has signed up or logged in yet, and nobody is the owner. */
    async noneYet(): Promise<boolean> {
      return (
        (await users.findOne(
          { $or: [{ role: 'owner' }, { generation: { $exists: true }, closedAt: { $exists: false } }] },
          { projection: { _id: 1 } },
        )) === null
      );
    },

    /** Makes this account the owner instead of the current one, if it exists. */
    async appointOwner(folded: string): Promise<void> {
      if ((await users.findOne({ folded, closedAt: { $exists: false } })) === null) return;
      await users.updateMany({ role: 'owner', folded: { $ne: folded } }, { $set: { role: 'moderator' } });
      await users.updateOne({ folded }, { $set: { role: 'owner' } });
    },

    /** Does nothing if there is an owner already. */
    async makeFirstOwner(id: string): Promise<void> {
      await unlessDuplicate(() => users.updateOne({ _id: new ObjectId(id) }, { $set: { role: 'owner' } }));
    },

    /** Accounts whose name keys are missing, since another program wrote them, or of another version; oldest first. */
    async listUnclaimed(readingsVersion: string): Promise<StoredAccount[]> {
      const documents = await users.find({ readingsVersion: { $ne: readingsVersion } }, { sort: { _id: 1 } }).toArray();
      return documents.map(readUser).filter((account) => account !== null);
    },

    /** Gives an account its name keys, which keep the name taken. False if another account reads alike. */
    claimName(id: string, keys: NameKeys): Promise<boolean> {
      return unlessDuplicate(() => users.updateOne({ _id: new ObjectId(id) }, { $set: keys }));
    },
  };
}

/** Matches the account only if its generation is still the one that was read. The tutorial's documents have none. */
function ofGeneration({ id, generation, complete }: StoredAccount): Filter<Document & { _id: ObjectId }> {
  return { _id: new ObjectId(id), generation: complete ? generation : { $exists: false } };
}

/** The fields that a tutorial's document lacks. */
function completing({ complete, role, createdAt }: StoredAccount): Document {
  return complete ? {} : { role, createdAt };
}
