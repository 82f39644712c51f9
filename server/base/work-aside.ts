import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tooLargeCode } from './work-inside.ts';

/** The work took more time or memory than it may, or brought its process down. */
export class WorkTooLarge extends Error {
  override readonly name = 'WorkTooLarge';
}

type Options = { deadlineMs: number; signal?: AbortSignal };

/**
 * Does a piece of work in a process of its own, which ends with it: what brings it down, or makes it take too much memory or
 * time, takes nothing else with it. The process gets no settings and no secrets. `program` is the address of its file,
 * without the ending; the file calls `workInside`. Throws `WorkTooLarge`.
 */
export function workAside<Answer>(program: URL, work: object, { deadlineMs, signal }: Options): Promise<Answer> {
  const child = openProcess(program, deadlineMs, signal);
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer));
    child.once('error', reject);
    // After a message, it changes nothing. A signal: it took too long, or fell.
    child.once('exit', (code, endedBy) => {
      const ended = `The process of ${program.pathname.split('/').at(-1)} ended with`;
      if (endedBy === null && code !== tooLargeCode)
        return reject(new Error(`${ended} code ${code}. Are all packages installed?`));
      reject(new WorkTooLarge(`${ended} ${endedBy ?? 'too much memory'}.`));
    });
    child.send(work);
  });
}

function openProcess(program: URL, deadlineMs: number, signal: AbortSignal | undefined): ChildProcess {
  const isSource = import.meta.filename.endsWith('.ts');
  return fork(`${fileURLToPath(program)}${isSource ? '.ts' : '.js'}`, {
    env: {},
    execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  });
}
