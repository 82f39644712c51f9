import cluster from 'node:cluster';
import type { ToParent } from './worker-messages.ts';
import type { Ended, WorkerProcess } from './worker-crew.ts';

/** Starts the program again as a worker of this process, with the same arguments for Node. It ends with this process. */
export function forkWorker(program: string): WorkerProcess {
  cluster.setupPrimary({ exec: program, args: [] });
  const worker = cluster.fork();
  return {
    id: worker.id,
    tell(message) {
      // One that is ending no longer listens.
      worker.process.send(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => void worker.on('message', (message: ToParent) => listener(message)),
    ended: new Promise<Ended>((resolve) => {
      worker.on('error', () => resolve({ code: null, signal: null }));
      worker.once('exit', (code, signal) => resolve({ code, signal }));
    }),
  };
}
