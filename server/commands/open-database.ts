import type { Db } from 'mongodb';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { connectDatabase } from '../database/connect.ts';
import { startEmbeddedMongod } from '../database/embedded/embedded-mongod.ts';
import { showProgress } from '../database/embedded/fetch-progress.ts';
import { runningMongod } from '../database/embedded/running-mongod.ts';
import { setUpDatabase } from '../database/set-up.ts';
import { ensureMainBoard } from '../boards/main-board.ts';

/**
 * Opens the board's database for a command: the one that the settings name, or the board's own mongod. If no board runs
 * that one, it runs for as long as the command. Throws a `StartError` if there is no database.
 */
export async function openDatabase(config: Config, logger: Logger): Promise<{ db: Db; close: () => Promise<void> }> {
  const { database } = config.mongo;
  const { dataDir } = config;
  const there = config.mongo.uri ?? (await runningMongod({ dataDir, database }))?.uri ?? null;
  const progress = showProgress(process.stderr);
  const mongod =
    there === null ? await startEmbeddedMongod({ dataDir, program: 'command', database, logger, progress }) : null;
  try {
    const { db, close } = await connectDatabase({ uri: there ?? mongod!.uri, database });
    await setUpDatabase(db, (problem) => logger.error(problem));
    await ensureMainBoard(db, config.board);
    return {
      db,
      async close() {
        await close();
        await mongod?.stop();
      },
    };
  } catch (error) {
    await mongod?.stop();
    throw error;
  }
}
