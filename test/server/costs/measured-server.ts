import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { guard } from '../../../server/database/embedded/guard.ts';
import { testSecret } from '../../support/board/start-board.ts';
import type { TestDatabase } from '../../support/mongodb/database.ts';
import type { Asked, Told } from './measured-process.ts';

export type Measured = { blockedMs: number; cpuMs: number; heldBytes: number };

export type MeasuredServer = {
  url: string;
  /** Does something to the server and returns what it cost; what `work` returns is called after that. */
  measure: (work: () => Promise<void | (() => void)>) => Promise<Measured>;
  stop: () => Promise<void>;
};

/** Starts a server in a process of its own, over this database. */
export async function startMeasuredServer(database: TestDatabase, pagesFolder: string): Promise<MeasuredServer> {
  const child = fork(join(import.meta.dirname, 'measured-process.ts'), {
    execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      MONGODB_URI: database.uri,
      MONGODB_DATABASE: database.name,
      SESSION_SECRET: testSecret,
      BOARD_TIME_ZONE: 'Europe/Berlin',
      BCRYPT_COST: '10',
      // What one call costs is measured, many times over.
      LIMIT_PER_PERSON: '10000',
      LIMIT_PER_ADDRESS: '10000',
      DAY_MEGABYTES_PER_PERSON: '10000',
      DAY_MEGABYTES_PER_ADDRESS: '10000',
      BOARD_EVENTS: '1000000',
      BOARD_MEGABYTES: '10000',
      PAGES_FOLDER: pagesFolder,
    },
  });
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`the measured server ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  const release = guard(child.pid!);

  let asked = 0;
  /** Answers to earlier questions, of a drive that ran out of time, are passed over. */
  async function ask(what: Asked['asked']): Promise<Told> {
    const id = (asked += 1);
    child.send({ asked: what, id } satisfies Asked);
    for (;;) {
      const [told] = (await Promise.race([once(child, 'message'), ended])) as [Told];
      if (told.id === id) return told;
    }
  }

  await Promise.race([once(child, 'message'), ended]);
  const { url } = await ask('begin');
  return {
    url,
    async measure(work) {
      await ask('begin');
      const after = await work();
      const { blockedMs, cpuMs, heldBytes } = await ask('end');
      after?.();
      return { blockedMs, cpuMs, heldBytes };
    },
    async stop() {
      child.disconnect();
      await exited;
      release();
    },
  };
}
