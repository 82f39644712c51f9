import { readFileSync } from 'node:fs';

/** Linux counts a process's time in these, whatever the kernel's own tick is. */
const ticksPerSecond = 100;

export type CpuTime = { userMs: number; systemMs: number };

/** The CPU time that a process, all its threads together, has used since it began. */
export function cpuTime(pid: number): CpuTime {
  // The name in parentheses may hold blanks; the fields after it do not.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const [user, system] = [fields[11], fields[12]].map(Number) as [number, number];
  return { userMs: (user * 1000) / ticksPerSecond, systemMs: (system * 1000) / ticksPerSecond };
}

/** The same, with the processes that it has started. */
export function cpuTimeOfAll(pid: number): CpuTime {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  const all = [pid, ...children].map(cpuTime);
  return {
    userMs: all.reduce((sum, { userMs }) => sum + userMs, 0),
    systemMs: all.reduce((sum, { systemMs }) => sum + systemMs, 0),
  };
}

export function cpuBetween(before: CpuTime, after: CpuTime): CpuTime & { totalMs: number } {
  const userMs = after.userMs - before.userMs;
  const systemMs = after.systemMs - before.systemMs;
  return { userMs, systemMs, totalMs: userMs + systemMs };
}

/** Resident memory, in bytes. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line![1]) * 1024;
}
