import { MongoNetworkError, MongoServerError, type Db } from 'mongodb';
import { expect, it } from 'vitest';
import { makePrimary } from '../../../../server/database/embedded/replica-set.ts';

const address = '127.0.0.1:27018';

/** A mongod of its set, as far as `makePrimary` sees it. `fail` throws before the nth call, or after it was carried out. */
function mongodWith(host: string | null, fail: (call: number, when: 'before' | 'after') => void) {
  let config = host === null ? null : { _id: 'board', version: 1, members: [{ _id: 0, host }] };
  let calls = 0;
  const call = async <T>(work: () => T): Promise<T> => {
    calls += 1;
    fail(calls, 'before');
    const result = work();
    fail(calls, 'after');
    return result;
  };
  const admin = {
    command: (command: Record<string, unknown>) =>
      call(() => {
        if ('replSetInitiate' in command) {
          if (config !== null) throw new Error('already initialized');
          config = command.replSetInitiate as typeof config;
        }
        if ('replSetReconfig' in command) config = command.replSetReconfig as typeof config;
        return { isWritablePrimary: config?.members[0]?.host === address };
      }),
  };
  const local = { collection: () => ({ findOne: () => call(() => config) }) };
  return { admin: admin as unknown as Db, local: local as unknown as Db, calls: () => calls };
}

const passing = [
  new MongoNetworkError('connection 1 to 127.0.0.1:27018 closed'),
  new MongoServerError({ message: 'no replset config has been received', code: 94, codeName: 'NotYetInitialized' }),
];

it.each([null, '127.0.0.1:27017', address])(
  '[START-3] the board’s own mongod, configured for %s before, becomes primary although any one call is cut',
  async (host) => {
    const undisturbed = mongodWith(host, () => undefined);
    await makePrimary(undisturbed.admin, undisturbed.local, address);
    expect(undisturbed.calls()).toBeGreaterThan(1);
    for (const error of passing)
      for (const when of ['before', 'after'])
        for (let cut = 1; cut <= undisturbed.calls(); cut += 1) {
          const mongod = mongodWith(host, (call, at) => {
            if (call === cut && at === when) throw error;
          });
          await makePrimary(mongod.admin, mongod.local, address);
          expect(mongod.calls()).toBeGreaterThan(undisturbed.calls());
        }
  },
);

it('[START-3] what does not pass is told at once', async () => {
  const refusal = new MongoServerError({ message: 'not authorized', code: 13, codeName: 'Unauthorized' });
  const { admin, local, calls } = mongodWith(null, () => {
    throw refusal;
  });
  await expect(makePrimary(admin, local, address)).rejects.toBe(refusal);
  expect(calls()).toBe(1);
});
