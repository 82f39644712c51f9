import { StartError } from '../base/start-error.ts';
import { onStopSignals } from '../base/stop-signals.ts';
import { loadConfig, type Config } from '../config/config.ts';
import { readEnvironment } from '../config/environment.ts';
import { createLogger } from '../config/logger.ts';
import type { Program } from '../database/embedded/data-folder.ts';
import { startEmbeddedMongod } from '../database/embedded/embedded-mongod.ts';
import { showProgress } from '../database/embedded/fetch-progress.ts';
import { runningMongod } from '../database/embedded/running-mongod.ts';
import { printFailure } from './print-failure.ts';

/**
 * `npm run database`: prints the address of the board's own MongoDB, with a password that opens everything, for people
 * who repair something. It needs only mongod, not the data: it works when the board does not start.
 */
async function showAddress(config: Config): Promise<void> {
  const { dataDir, mongo } = config;
  const { database } = mongo;
  if (mongo.uri !== null)
    throw new StartError('The board uses the MongoDB that MONGODB_URI names, and has none of its own to open.');
  const there = await runningMongod({ dataDir, database }, 'board-admin');
  if (there !== null) return print(there.uri, stateOf(there.runBy));

  const mongod = await startEmbeddedMongod({
    dataDir,
    program: 'database',
    database,
    logger: await createLogger({ ...config, logLevel: 'error' }),
    progress: showProgress(process.stderr),
    onLost: (error) => {
      printFailure(error);
      process.exit();
    },
  });
  print(mongod.adminUri, 'No board runs. This MongoDB runs until you press Ctrl-C.');
  onStopSignals({
    first: () => void mongod.stop().then(() => process.exit(0), printFailure),
    second: () => process.exit(1),
  });
}

function stateOf({ program, pid }: { program: Program; pid: number }): string {
  switch (program) {
    case 'board':
      return 'The board runs: what you change is live at once.';
    case 'database':
      return `No board runs. This MongoDB runs until the other \`npm run database\`, process ${pid}, is ended.`;
    case 'command':
      return `No board runs. This MongoDB runs only until the command that started it, process ${pid}, has ended.`;
    default:
      return program satisfies never;
  }
}

function print(uri: string, state: string): void {
  process.stdout.write(`${uri}\n`);
  process.stderr.write(`Keep this address secret: it contains the password. ${state}\n`);
}

try {
  if (process.argv.length > 2) throw new StartError('npm run database takes no arguments.');
  await showAddress(loadConfig(readEnvironment()));
} catch (error) {
  printFailure(error);
}
