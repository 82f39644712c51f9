import { MongoClient, type Db, type Document } from 'mongodb';
import type { MongodAccess, MongodUser } from './mongod-access.ts';
import { makePrimary } from './replica-set.ts';

type SetUp = { address: string; access: MongodAccess; database: string };

/** Makes a mongod that has just started ready for the board: the primary of its set, with users that have passwords. */
export async function setUpMongod({ address, access, database }: SetUp): Promise<void> {
  const client = await MongoClient.connect(`mongodb://${address}/?directConnection=true`, {
    auth: access.memberLogin,
    authSource: 'local',
    authMechanism: 'SCRAM-SHA-256',
  });
  try {
    const admin = client.db('admin');
    await makePrimary(admin, client.db('local'), address);
    // The least that the board needs, as docs/deploying.md says for other databases.
    await setUpUser(admin, access, 'board', [
      { role: 'readWrite', db: database },
      { role: 'dbAdmin', db: database },
    ]);
    await setUpUser(admin, access, 'board-admin', [{ role: 'root', db: 'admin' }]);
  } finally {
    await client.close();
  }
}

/** Data that an older board made has no users yet, and after the key was lost their passwords are other ones. */
async function setUpUser(admin: Db, access: MongodAccess, user: MongodUser, roles: Document[]): Promise<void> {
  const customData = { madeFor: [access.fingerprint, ...roles.map(({ db }) => db as string)] };
  const [found]: Document[] = (await admin.command({ usersInfo: user })).users;
  if (JSON.stringify(found?.customData) === JSON.stringify(customData)) return;
  await admin.command({
    [found === undefined ? 'createUser' : 'updateUser']: user,
    pwd: access.password(user),
    roles,
    mechanisms: ['SCRAM-SHA-256'],
    customData,
    writeConcern: { w: 'majority' },
  });
}
