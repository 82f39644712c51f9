import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { GeneratorCalls } from '../generator/generator.ts';
import { callsTo } from './calls.ts';

export type GeneratorProcess = { call: ReturnType<typeof callsTo<GeneratorCalls>>; pid: number; stop: () => void };

/** Starts the process that plays the clients. */
export function startGenerator(): GeneratorProcess {
  const child = fork(join(import.meta.dirname, '../generator/generator.ts'), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  return {
    call: callsTo<GeneratorCalls>(child),
    pid: child.pid!,
    stop: () => {
      child.kill();
    },
  };
}
