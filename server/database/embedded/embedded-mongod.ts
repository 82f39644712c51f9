import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StartError } from '../../base/start-error.ts';
import { DataFolder, type Program } from './data-folder.ts';
import type { Progress } from './fetch-progress.ts';
import { freePort } from './free-port.ts';
import { findMongod, type MongodBinary } from './mongod-binary.ts';
import { MongodAccess } from './mongod-access.ts';
import { launchMongod, MongodLaunchError, type MongodProcess } from './mongod-process.ts';
import { replicaSetArgs } from './replica-set.ts';
import { setUpMongod } from './set-up-mongod.ts';

export type EmbeddedMongod = {
  /** With the board's password: never log it. */
  uri: string;
  /** The same for people who repair something, and for tests: with all rights. */
  adminUri: string;
  /** Tells later starts on the same folder where this board is found. */
  noteAddress: (address: string) => Promise<void>;
  /** Shuts mongod down cleanly; resolves once it is gone. */
  stop: () => Promise<void>;
};

export type EmbeddedMongodOptions = {
  dataDir: string;
  /** What the process is, for others that want the folder. */
  program?: Program;
  /** The database that the board has rights on. */
  database: string;
  logger: Logger;
  progress: Progress;
  /** Told when mongod ended by itself and could not be started again. */
  onLost?: (error: Error) => void;
  /** Further arguments for mongod, for tests. */
  args?: string[];
  /** How long mongod has run is measured by it. */
  monotonicMs?: () => number;
};

const boardArgs = [
  '--bind_ip',
  '127.0.0.1',
  '--storageEngine',
  'wiredTiger',
  // A board is small; mongod would take half of the machine's memory otherwise.
  '--wiredTigerCacheSizeGB',
  '0.25',
  // Journal files of 16 MB rather than three of 100 MB, made ahead.
  '--wiredTigerEngineConfigString',
  'log=(file_max=16MB,prealloc=false)',
  '--oplogSize',
  '990',
  // A write that does not wait for the majority is seen by the change stream once it is in the journal.
  '--journalCommitInterval',
  '5',
  '--networkMessageCompressors',
  'disabled',
  '--setParameter',
  'diagnosticDataCollectionEnabled=false',
  // The fewest rounds that drivers accept: they slow down guessing, and nobody guesses a random password of 256 bits.
  '--setParameter',
  'scramSHA256IterationCount=5000',
  ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
  ...replicaSetArgs,
];

/** How long a folder may be held by nobody known: another start that has not said so yet, or a mongod on its way out. */
const holderDeadlineMs = 20_000;
/** A mongod that ends again so soon will not do better the next time. */
const minUptimeMs = 10_000;

/**
 * Runs the board's own mongod as a one-node replica set on loopback, its data in `dataDir/db`. It asks for a password. It
 * ends with this process, also when that is killed; if mongod itself is killed, it is started again on the same port.
 * Throws a `StartError` where the folder is in use or cannot be written, or no mongod can be had.
 */
export async function startEmbeddedMongod({
  dataDir,
  program = 'board',
  database,
  logger,
  progress,
  onLost = () => {},
  args = [],
  monotonicMs = () => performance.now(),
}: EmbeddedMongodOptions): Promise<EmbeddedMongod> {
  const folder = await DataFolder.open(dataDir);
  const former = await folder.refuseIfTaken();
  if (former !== null) await folder.endOrphanOf(former);
  const access = await MongodAccess.open(folder.path);
  const binary = await findMongod({ preferred: former?.mongodBinary ?? null, progress });

  let port = await freePort(former?.mongodPort ?? null);
  let address: string | null = null;
  let mongod = await launch();
  let stopping = false;

  async function launch(): Promise<MongodProcess> {
    const keyFile = await access.fileForMongod();
    const launched = await launchOn(folder, binary, port, [...boardArgs, '--keyFile', keyFile.path, ...args]).finally(
      keyFile.remove,
    );
    port = launched.port;
    try {
      await claim(launched.mongod);
      await setUpMongod({ address: `127.0.0.1:${port}`, access, database });
      return launched.mongod;
    } catch (error) {
      await launched.mongod.stop();
      throw error;
    }
  }

  function claim({ pid }: MongodProcess): Promise<void> {
    const lastAddress = address ?? former?.address ?? former?.lastAddress ?? null;
    return folder.claim({ program, mongodPid: pid, address, lastAddress, mongodPort: port, mongodBinary: binary.path });
  }

  function keepRunning(): void {
    const startedAt = monotonicMs();
    mongod.ended
      .then(async (reason) => {
        if (stopping) return;
        logger.error({ reason }, 'mongod ended by itself');
        if (monotonicMs() - startedAt < minUptimeMs) throw new Error(`mongod keeps ending: ${reason}`);
        mongod = await launch();
        if (stopping) await mongod.stop();
        else keepRunning();
      })
      .catch(onLost);
  }

  keepRunning();
  return {
    uri: access.uri('board', `127.0.0.1:${port}`, database),
    adminUri: access.uri('board-admin', `127.0.0.1:${port}`, database),
    async noteAddress(noted) {
      address = noted;
      await claim(mongod);
    },
    async stop() {
      stopping = true;
      await mongod.stop();
    },
  };
}

async function launchOn(
  folder: DataFolder,
  binary: MongodBinary,
  port: number,
  args: string[],
): Promise<{ mongod: MongodProcess; port: number }> {
  const giveUpAt = performance.now() + holderDeadlineMs;
  for (;;) {
    try {
      return { mongod: await launchMongod({ binary: binary.path, dbPath: folder.dbPath, port, args }), port };
    } catch (error) {
      if (!(error instanceof MongodLaunchError) || performance.now() > giveUpAt) throw explain(error, folder, binary);
      switch (error.reason) {
        case 'port-taken':
          port = await freePort(null);
          break;
        case 'folder-taken':
          await folder.refuseIfTaken();
          await delay(200);
          break;
        case 'other-version':
        case 'other':
          throw explain(error, folder, binary);
        default:
          error.reason satisfies never;
      }
    }
  }
}

function explain(error: unknown, folder: DataFolder, binary: MongodBinary): unknown {
  if (!(error instanceof MongodLaunchError)) return error;
  const options = { cause: error };
  switch (error.reason) {
    case 'folder-taken':
      return new StartError(
        `The data folder ${folder.path} is in use by another mongod.\nStop that one, or give this board a folder of its own with DATA_DIR.`,
        options,
      );
    case 'other-version':
      return new StartError(
        `The data in ${folder.dbPath} is of another version than MongoDB ${binary.version} (${binary.path}) can read.\nName a mongod that can with MONGOMS_SYSTEM_BINARY, or start afresh in another folder with DATA_DIR. mongod said: ${error.message}`,
        options,
      );
    case 'port-taken':
    case 'other':
      return new StartError(
        `MongoDB ${binary.version} (${binary.path}) did not start on ${folder.dbPath}: ${error.message}`,
        options,
      );
    default:
      return error.reason satisfies never;
  }
}
