import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { loadConfig, type Config } from './config/config.ts';
import { readEnvironment } from './config/environment.ts';
import { startEmbeddedMongod } from './database/embedded/embedded-mongod.ts';
import { showProgress } from './database/embedded/fetch-progress.ts';
import { createJsonLogger, createLogger } from './config/logger.ts';
import { loadSessionSecrets } from './config/session-secret.ts';
import { createProcessLog, watchProcess, type ProcessLog } from './config/process-log.ts';
import { onStopSignals } from './base/stop-signals.ts';

/** Time for open requests and for mongod's last write; then the process ends anyway. */
const closeDeadlineMs = 10_000;

type Running = { url: string; signUpUrl: string | null; close: () => Promise<void> };

async function start(config: Config, logger: Logger, processLog: ProcessLog): Promise<Running> {
  // Loaded while mongod starts: each of them takes a good part of a second.
  const loading = import('./app.ts');
  loading.catch(() => undefined);
  const mongod = config.mongo.uri === null ? await startOwnMongod(config, logger, processLog) : null;
  try {
    const { startApp } = await loading;
    const app = await startApp(config, {
      logger,
      mongoUri: config.mongo.uri ?? mongod!.uri,
      sessionSecrets: await loadSessionSecrets(config),
      pagesFolder: builtPages(),
    });
    await mongod?.noteAddress(app.url);
    return {
      ...app,
      async close() {
        await app.close();
        await mongod?.stop();
      },
    };
  } catch (error) {
    await mongod?.stop();
    throw error;
  }
}

function startOwnMongod(
  { dataDir, mongo: { database } }: Config,
  logger: Logger,
  processLog: ProcessLog,
): ReturnType<typeof startEmbeddedMongod> {
  return startEmbeddedMongod({
    dataDir,
    database,
    logger,
    progress: showProgress(processLog.progress),
    onLost(error) {
      logger.fatal({ err: error }, 'the board’s own mongod has ended');
      process.exit(1);
    },
  });
}

/** `dist/public` is beside this file's folder in a build, and below the root otherwise. */
function builtPages(): string | null {
  const candidates = [join(import.meta.dirname, '../public'), join(import.meta.dirname, '../dist/public')];
  return candidates.find((folder) => existsSync(join(folder, 'index.html'))) ?? null;
}

/** Ends cleanly on the first signal, at once on the second. */
function closeOnSignals(running: () => Running | null, logger: Logger): void {
  onStopSignals({
    first() {
      const close = running()?.close;
      // Nothing is served yet. What was started so far ends with this process; mongod has a guard that ends it.
      if (close === undefined) process.exit(0);
      setTimeout(() => {
        logger.error(`closing took longer than ${closeDeadlineMs / 1000} s`);
        process.exit(1);
      }, closeDeadlineMs).unref();
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'closing failed');
          process.exit(1);
        },
      );
    },
    second: () => process.exit(1),
  });
}

// Whatever the settings are, these lines are written, and at once: the process may be about to end.
const { stdout, stderr } = process;
const processLog = createProcessLog({
  stdout,
  stderr,
  log: createJsonLogger('info', { destination: pino.destination({ dest: 1, sync: true }) }),
});
watchProcess(processLog);
try {
  const config = loadConfig(readEnvironment());
  const logger = await createLogger(config);
  let running: Running | null = null;
  closeOnSignals(() => running, logger);
  running = await start(config, logger, processLog);
  processLog.ready(running);
} catch (error) {
  processLog.notStarted(error);
  process.exit(1);
}
