import { setTimeout as delay } from 'node:timers/promises';
import type { Db, Document } from 'mongodb';
import { StartError } from '../../base/start-error.ts';
import { isDatabaseAway, isNotYetInitialized } from '../mongo-errors.ts';

export const replicaSet = 'board';
const primaryDeadlineMs = 30_000;

export const replicaSetArgs = ['--replSet', replicaSet];

/**
 * Makes the mongod at `address` the writable primary of its one-node set. It initiates the set on the first start, and
 * reconfigures it if mongod listens at another address than the last time.
 */
export async function makePrimary(admin: Db, local: Db, address: string): Promise<void> {
  const deadline = performance.now() + primaryDeadlineMs;
  for (;;) {
    let cause: unknown;
    try {
      await configure(admin, local, address);
      if ((await admin.command({ hello: 1 })).isWritablePrimary === true) return;
    } catch (error) {
      // A mongod that has just started answers before it has read its own configuration, which cannot be changed until
      // then; and it cuts its connections when it finds that the address in it is not its own.
      if (!isNotYetInitialized(error) && !isDatabaseAway(error)) throw error;
      cause = error;
    }
    if (performance.now() > deadline)
      throw new StartError(`The board’s own mongod did not become writable within ${primaryDeadlineMs / 1000} s.`, {
        cause,
      });
    await delay(10);
  }
}

async function configure(admin: Db, local: Db, address: string): Promise<void> {
  const config: Document | null = await local.collection('system.replset').findOne();
  if (config === null)
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host: address }] } });
  else if (config.members[0].host !== address)
    await admin.command({ replSetReconfig: moved(config, address), force: true });
}

function moved(config: Document, address: string): Document {
  return { ...config, version: config.version + 1, members: [{ ...config.members[0], host: address }] };
}
