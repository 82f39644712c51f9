import cluster from 'node:cluster';
import { Registry } from 'prom-client';
import type { Serving, ToParent, ToWorker } from './worker-messages.ts';

export type ParentLink = {
  /** Tells this worker from the others, also from the one that it replaces. */
  workerId: number;
  /** The address of the MongoDB that all workers use. */
  mongoUri: Promise<string>;
  metrics: { registry: Registry; read: () => Promise<string> };
  serving(serving: Serving): void;
  /** Ctrl-C reaches the workers of a terminal too, and some service managers signal every process: the parent decides. */
  onStop(stop: () => void): void;
};

/** The link of a worker to the process that started it; null in a process that is no worker. */
export function parentLink(): ParentLink | null {
  if (cluster.worker === undefined) return null;
  const registry = new Registry();
  const pendingReads = new Map<number, (text: string) => void>();
  let reads = 0;
  let started = (_mongoUri: string): void => {};
  let [isStopped, stopped] = [false, (): void => {}];
  const mongoUri = new Promise<string>((resolve) => (started = resolve));

  process.on('message', (message: ToWorker) => {
    switch (message.tell) {
      case 'start':
        return started(message.mongoUri);
      case 'stop':
        isStopped = true;
        return stopped();
      case 'report-metrics':
        return void registry
          .getMetricsAsJSON()
          .then((values) => tellParent({ tell: 'metrics', ask: message.ask, values }));
      case 'all-metrics':
        pendingReads.get(message.ask)?.(message.text);
        return void pendingReads.delete(message.ask);
      default:
        return message satisfies never;
    }
  });
  tellParent({ tell: 'up' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

  return {
    workerId: cluster.worker.id,
    mongoUri,
    metrics: {
      registry,
      read: () =>
        new Promise((resolve) => {
          pendingReads.set((reads += 1), resolve);
          tellParent({ tell: 'ask-all-metrics', ask: reads });
        }),
    },
    serving: (serving) => tellParent({ tell: 'serving', serving }),
    onStop(stop) {
      if (isStopped) stop();
      else stopped = stop;
    },
  };
}

function tellParent(message: ToParent): void {
  // A parent that has ended takes this process with it.
  process.send?.(message, undefined, undefined, () => undefined);
}
