import 'dotenv/config';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { startApp } from './app.ts';
import { loadConfig, type Config } from './config.ts';
import { startEmbeddedMongod } from './database/embedded/embedded-mongod.ts';
import { showProgress } from './database/embedded/fetch-progress.ts';
import { loadSessionSecrets } from './session-secret.ts';
import { StartError } from './start-error.ts';

/** Requests under way and mongod's last write get this long; then the process ends anyway. */
const closeDeadlineMs = 10_000;

type Running = { url: string; close: () => Promise<void> };

async function start(config: Config, logger: Logger): Promise<Running> {
  const sessionSecrets = await loadSessionSecretsOrExplain(config);
  const mongod = config.mongo.uri === null ? await startEmbeddedMongod({ dataDir: config.dataDir, logger, progress: showProgress(process.stderr) }) : null;
  try {
    const app = await startApp(config, {
      logger,
      mongoUri: config.mongo.uri ?? mongod!.uri,
      sessionSecrets,
      pagesFolder: builtPages(),
    });
    return {
      url: app.url,
      close: async () => {
        await app.close();
        await mongod?.stop();
      },
    };
  } catch (error) {
    await mongod?.stop();
    throw error;
  }
}

async function loadSessionSecretsOrExplain(config: Config): Promise<string[]> {
  try {
    return await loadSessionSecrets(config);
  } catch (error) {
    throw new StartError(`The data folder ${config.dataDir} cannot be used (${(error as NodeJS.ErrnoException).code}). Give this user the right to, or name another in DATA_DIR.`, { cause: error });
  }
}

/** `dist/public` lies beside this file's folder when it is built, and below the root when it is not. */
function builtPages(): string | null {
  const candidates = [join(import.meta.dirname, '../public'), join(import.meta.dirname, '../dist/public')];
  return candidates.find((folder) => existsSync(join(folder, 'index.html'))) ?? null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown): never {
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`The board could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

/** Ends cleanly on the first signal, at once on the second. */
function stopOnSignals(started: Promise<Running>, logger: Logger): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), closeDeadlineMs).unref();
    started
      .then((running) => running.close())
      .then(() => process.exit(0), (error: unknown) => {
        logger.error({ err: error }, 'closing failed');
        process.exit(1);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  const config = loadConfig(process.env);
  const logger = pino({ level: config.logLevel, redact: ['err.config', 'err.options'] });
  const started = start(config, logger);
  stopOnSignals(started, logger);
  const { url } = await started;
  say(`Community Board is at ${url}`);
} catch (error) {
  fail(error);
}
