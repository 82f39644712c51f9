import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { systemClock as clock } from '../shared/clock.ts';
import { loadConfig, type Config } from './config/config.ts';
import { readEnvironment } from './config/environment.ts';
import { startEmbeddedMongod } from './database/embedded/embedded-mongod.ts';
import { showProgress } from './database/embedded/fetch-progress.ts';
import { createJsonLogger, createLogger } from './config/logger.ts';
import { loadSessionSecrets } from './config/session-secret.ts';
import { createProcessLog, watchProcess, type ProcessLog } from './config/process-log.ts';
import { onStopSignals } from './base/stop-signals.ts';
import { forkWorker } from './workers/fork-worker.ts';
import { parentLink, type ParentLink } from './workers/parent-link.ts';
import { FirstWorkerEnded, WorkerCrew } from './workers/worker-crew.ts';

/**
 * Time for screens to move, open requests and mongod's last write; then the process ends anyway. A worker has less: its
 * parent waits for it before it stops mongod.
 */
const closeDeadlineMs = { worker: 9_000, other: 10_000 };

type Running = { url: string; signUpUrl: string | null; close: () => Promise<void> };
type Serve = (mongoUri: string) => Promise<Running>;

/** Runs the board's own mongod where no other is named, and then the board. */
async function start(config: Config, logger: Logger, processLog: ProcessLog): Promise<Running> {
  const serve = config.workers === 1 ? serveHere(config, logger) : serveByWorkers(config, logger);
  const mongod = config.mongo.uri === null ? await startOwnMongod(config, logger, processLog) : null;
  try {
    const board = await serve(config.mongo.uri ?? mongod!.uri);
    await mongod?.noteAddress(board.url);
    return {
      ...board,
      async close() {
        await board.close();
        await mongod?.stop();
      },
    };
  } catch (error) {
    await mongod?.stop();
    throw error;
  }
}

function serveHere(config: Config, logger: Logger, metrics?: ParentLink['metrics']): Serve {
  // Loaded while mongod starts: each of them takes a good part of a second.
  const loading = import('./app.ts');
  loading.catch(() => undefined);
  return async (mongoUri) => {
    const { startApp } = await loading;
    const sessionSecrets = await loadSessionSecrets(config);
    const app = await startApp(config, { logger, mongoUri, sessionSecrets, pagesFolder: builtPages(), metrics });
    return {
      ...app,
      async close() {
        // On their own machine, people who press Ctrl-C should not wait for it.
        if (config.production) await app.moveScreens();
        await app.close();
      },
    };
  };
}

function serveByWorkers({ workers: count }: Config, logger: Logger): Serve {
  return async (mongoUri) => {
    const crew = new WorkerCrew({ count, mongoUri, fork: () => forkWorker(import.meta.filename), clock, logger });
    return { ...(await crew.start()), close: () => crew.stop() };
  };
}

async function startWorker(config: Config, logger: Logger, parent: ParentLink): Promise<Running> {
  const serve = serveHere(config, logger, parent.metrics);
  const board = await serve(await parent.mongoUri);
  parent.serving({ url: board.url, signUpUrl: board.signUpUrl });
  return board;
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

/** Ends cleanly on the first call, at once on the second. */
function closing(
  running: () => Running | null,
  logger: Logger,
  deadlineMs: number,
): { first: () => void; second: () => void } {
  return {
    first() {
      const close = running()?.close;
      // Nothing is served yet. What was started so far ends with this process; mongod has a guard that ends it.
      if (close === undefined) process.exit(0);
      setTimeout(() => {
        logger.error(`closing took longer than ${deadlineMs / 1000} s`);
        process.exit(1);
      }, deadlineMs).unref();
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'closing failed');
          process.exit(1);
        },
      );
    },
    second: () => process.exit(1),
  };
}

// Whatever the settings are, these lines are written, and at once: the process may be about to end.
const parent = parentLink();
const named = (log: Logger): Logger => (parent === null ? log : log.child({ worker: parent.workerId }));
const { stdout, stderr } = process;
const processLog = createProcessLog({
  stdout,
  stderr,
  log: named(createJsonLogger('info', { destination: pino.destination({ dest: 1, sync: true }) })),
});
watchProcess(processLog);
try {
  const config = loadConfig(readEnvironment());
  const logger = named(await createLogger(config));
  let running: Running | null = null;
  if (parent === null) {
    onStopSignals(closing(() => running, logger, closeDeadlineMs.other));
    running = await start(config, logger, processLog);
    processLog.ready(running);
  } else {
    parent.onStop(closing(() => running, logger, closeDeadlineMs.worker).first);
    running = await startWorker(config, logger, parent);
  }
} catch (error) {
  if (!(error instanceof FirstWorkerEnded && error.hasSaidWhy)) processLog.notStarted(error);
  process.exit(1);
}
