import type { ChildProcess } from 'node:child_process';

type Call = { call: number; name: string; argument: unknown };
type Answer = { call: number; result: unknown } | { call: number; error: string };

/** Calls by name, each with one argument, that a process answers over its IPC channel. */
export type Calls = Record<string, (argument: never) => unknown>;

/** Answers the calls of the parent process. */
export function answerCalls(calls: Calls): void {
  process.on('message', ({ call, name, argument }: Call) => {
    const work = async (): Promise<unknown> => calls[name]!(argument as never);
    work().then(
      (result) => process.send!({ call, result } satisfies Answer),
      (error: unknown) =>
        process.send!({
          call,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        } satisfies Answer),
    );
  });
  // Without the parent there is nothing to do.
  process.on('disconnect', () => process.exit());
}

/** Calls a child process that answers by `answerCalls`. Rejects when the child fails or ends. */
export function callsTo<C extends Calls>(
  child: ChildProcess,
): <N extends keyof C & string>(name: N, argument: Parameters<C[N]>[0]) => Promise<Awaited<ReturnType<C[N]>>> {
  let last = 0;
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  child.on('message', (answer: Answer) => {
    const waiter = waiting.get(answer.call);
    waiting.delete(answer.call);
    if ('error' in answer) waiter?.reject(new Error(answer.error));
    else waiter?.resolve(answer.result as never);
  });
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`the process ended with ${signal ?? code}`));
  });
  return (name, argument) =>
    new Promise((resolve, reject) => {
      waiting.set((last += 1), { resolve, reject });
      child.send({ call: last, name, argument } satisfies Call);
    });
}
