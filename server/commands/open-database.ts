import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from 'mongodb';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { connectDatabase } from '../database/connect.ts';
import { FolderInUse } from '../database/embedded/data-folder.ts';
import { startEmbeddedMongod } from '../database/embedded/embedded-mongod.ts';
import { showProgress } from '../database/embedded/fetch-progress.ts';
import { runningMongod } from '../database/embedded/running-mongod.ts';
import { setUpDatabase } from '../database/set-up.ts';
import { ensureMainBoard } from '../boards/main-board.ts';

/** Longer than a board needs to start. */
const startDeadlineMs = 60_000;
const lookAgainMs = 200;

type Mongod = { uri: string; stop: () => Promise<void> };

/**
 * Opens the board's database for a command: the one that the settings name, or the board's own mongod. If no board runs
 * that one, it runs for as long as the command. Throws a `StartError` if there is no database.
 */
export async function openDatabase(config: Config, logger: Logger): Promise<{ db: Db; close: () => Promise<void> }> {
  const { uri, database } = config.mongo;
  const mongod = uri === null ? await ownMongod(config, logger) : { uri, stop: async () => {} };
  try {
    const { db, close } = await connectDatabase({ uri: mongod.uri, database });
    await setUpDatabase(db, (problem) => logger.error(problem));
    await ensureMainBoard(db, config.board);
    return {
      db,
      async close() {
        await close();
        await mongod.stop();
      },
    };
  } catch (error) {
    await mongod.stop();
    throw error;
  }
}

/**
 * The mongod that runs on the data folder, or a new one. A board that is starting is waited for, until the deadline. So
 * is another command for as long as it takes: it ends its mongod with itself.
 */
async function ownMongod({ dataDir, mongo: { database } }: Config, logger: Logger): Promise<Mongod> {
  const progress = showProgress(process.stderr);
  let giveUpAt = performance.now() + startDeadlineMs;
  let said = '';
  for (;;) {
    const isLate = performance.now() > giveUpAt;
    const there = await runningMongod({ dataDir, database });
    if (there === null) {
      try {
        return await startEmbeddedMongod({ dataDir, program: 'command', database, logger, progress });
      } catch (error) {
        if (!(error instanceof FolderInUse) || isLate) throw error;
      }
    } else {
      const { program, pid } = there.runBy;
      const isCommand = program === 'command';
      if (!isCommand && (!there.isStarting || isLate)) return { uri: there.uri, stop: async () => {} };
      if (isCommand) giveUpAt = performance.now() + startDeadlineMs;
      const what = isCommand ? `another command, process ${pid}, to end` : `the board, process ${pid}, to start`;
      if (said !== what) process.stderr.write(`Waiting for ${what}.\n`);
      said = what;
    }
    await delay(lookAgainMs);
  }
}
