import pino, { type Logger } from 'pino';
import { startApp } from '../../../server/app.ts';
import { loadConfig, type Config } from '../../../server/config/config.ts';
import { testDatabase, type TestDatabase } from '../mongodb/database.ts';

export type TestBoard = {
  url: string;
  localUrl: string;
  signUpUrl: string | null;
  database: TestDatabase;
  moveScreens: () => Promise<void>;
  close: () => Promise<void>;
};

type StartBoardOptions = {
  /** Settings by their names in the environment. */
  settings?: Record<string, string>;
  /** A database to share with another server; by default the board has its own, which `close` drops. */
  database?: TestDatabase;
  pagesFolder?: string | null;
  /** Silent by default. */
  logger?: Logger;
};

const bcryptLowestCost = 4;
export const testSecret = 'a secret of the tests that is long enough';

/** Starts a whole server in this process, on its own port and database. */
export async function startBoard({
  settings = {},
  database,
  pagesFolder = null,
  logger,
}: StartBoardOptions = {}): Promise<TestBoard> {
  const own = database ?? (await testDatabase());
  const config: Config = loadConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    MONGODB_URI: own.uri,
    MONGODB_DATABASE: own.name,
    SESSION_SECRET: testSecret,
    BOARD_TITLE: 'Riverside School',
    BOARD_TIME_ZONE: 'Europe/Berlin',
    FEED_HISTORY_SECONDS: '60',
    ...settings,
  });
  // Far below what the setting allows: tests sign up hundreds of people. A test of the hashes names a cost of its own.
  if (settings.BCRYPT_COST === undefined) config.bcryptCost = bcryptLowestCost;
  const app = await startApp(config, {
    logger: logger ?? pino({ level: process.env.TEST_LOG ?? 'silent' }),
    mongoUri: own.uri,
    sessionSecrets: config.sessionSecrets,
    pagesFolder,
  });
  return {
    url: app.url,
    localUrl: app.localUrl,
    signUpUrl: app.signUpUrl,
    database: own,
    moveScreens: () => app.moveScreens(),
    async close() {
      await app.close();
      if (database === undefined) await own.close();
    },
  };
}
