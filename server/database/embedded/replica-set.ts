import { setTimeout as delay } from 'node:timers/promises';
import type { Db, Document } from 'mongodb';
import { StartError } from '../../base/start-error.ts';
import { isNotYetInitialized } from '../mongo-errors.ts';

export const replicaSet = 'board';
const primaryDeadlineMs = 30_000;

export const replicaSetArgs = ['--replSet', replicaSet];

/**
 * Makes the mongod at `address` the writable primary of its one-node set. It initiates the set on the first start, and
 * reconfigures it if mongod listens at another address than the last time.
 */
export async function makePrimary(admin: Db, local: Db, address: string): Promise<void> {
  const deadline = performance.now() + primaryDeadlineMs;
  const config: Document | null = await local.collection('system.replset').findOne();
  if (config === null)
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host: address }] } });
  else if (config.members[0].host !== address) await reconfigure(admin, moved(config, address), deadline);

  while ((await admin.command({ hello: 1 })).isWritablePrimary !== true) {
    if (performance.now() > deadline)
      throw new StartError(`The board’s own mongod did not become writable within ${primaryDeadlineMs / 1000} s.`);
    await delay(10);
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
