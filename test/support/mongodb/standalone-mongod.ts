import { freePort } from '../../../server/database/embedded/free-port.ts';
import { findMongod } from '../../../server/database/embedded/mongod-binary.ts';
import { launchMongod } from '../../../server/database/embedded/mongod-process.ts';
import { temporaryFolder } from '../server-process.ts';

/** Starts a mongod without a replica set. */
export async function standaloneMongod(args: string[] = []): Promise<{ address: string; stop: () => Promise<void> }> {
  const { path: binary } = await findMongod({ preferred: null, progress: () => {} });
  const folder = await temporaryFolder();
  const port = await freePort(null);
  const mongod = await launchMongod({
    binary,
    dbPath: folder.path,
    port,
    args: ['--bind_ip', '127.0.0.1', '--nounixsocket', ...args],
  });
  return {
    address: `127.0.0.1:${port}`,
    async stop() {
      await mongod.stop();
      await folder.remove();
    },
  };
}
