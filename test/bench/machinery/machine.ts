import { cpus, loadavg, release, totalmem } from 'node:os';

/** Describes the machine of the measurements. */
export function describeMachine(mongodVersion: string): string[] {
  const [first] = cpus();
  return [
    `${cpus().length} cores (${first?.model.trim()}), ${Math.round(totalmem() / 1024 ** 3)} GiB, Linux ${release()}`,
    `Node ${process.versions.node}, MongoDB ${mongodVersion} with one node; the server, the generator and mongod share the machine`,
    `load average of the last minute at the begin: ${loadavg()[0]!.toFixed(2)}`,
  ];
}
