import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient, type Db, type Document } from 'mongodb';
import { StartError } from '../../base/start-error.ts';
import { isNotYetInitialized } from '../mongo-errors.ts';

const replicaSet = 'board';
const primaryDeadlineMs = 30_000;

export const replicaSetArgs = ['--replSet', replicaSet];

export function replicaSetUri(address: string): string {
  return `mongodb://${address}/?replicaSet=${replicaSet}`;
}

/**
 * Makes the mongod at `address` the writable primary of its one-node set. It initiates the set on the first start, and
 * reconfigures it if mongod listens at another address than the last time.
 */
export async function makePrimary(address: string): Promise<void> {
  const client = await MongoClient.connect(`mongodb://${address}/?directConnection=true`);
  try {
    const admin = client.db('admin');
    const deadline = performance.now() + primaryDeadlineMs;
    const config: Document | null = await client.db('local').collection('system.replset').findOne();
    if (config === null)
      await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host: address }] } });
    else if (config.members[0].host !== address) await reconfigure(admin, moved(config, address), deadline);

    while ((await admin.command({ hello: 1 })).isWritablePrimary !== true) {
      if (performance.now() > deadline)
        throw new StartError(`The board’s own mongod did not become writable within ${primaryDeadlineMs / 1000} s.`);
      await delay(10);
    }
  } finally {
    await client.close();
  }
}

/** A mongod that has just started answers before it has read its own configuration, which cannot be changed until then. */
async function reconfigure(admin: Db, config: Document, deadline: number): Promise<void> {
  for (;;) {
    try {
      await admin.command({ replSetReconfig: config, force: true });
      return;
    } catch (error) {
      if (!isNotYetInitialized(error) || performance.now() > deadline) throw error;
      await delay(10);
    }
  }
}

function moved(config: Document, address: string): Document {
  return { ...config, version: config.version + 1, members: [{ ...config.members[0], host: address }] };
}
