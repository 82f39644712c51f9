type Output = { isTTY?: boolean; columns?: number; write: (text: string) => unknown };

const barWidth = 24;
const plainLineEveryMs = 2_000;

/** Returns a function that shows progress: on a terminal a bar that fills, elsewhere a plain line now and then. */
export function showWork(output: Output, what: string): (done: number, total: number) => void {
  let saidAt = -Infinity;
  return (done, total) => {
    const amount = `${done} of ${total}`;
    if (output.isTTY === true) {
      const filled = total === 0 ? barWidth : Math.round((barWidth * done) / total);
      output.write(
        `\r\u001B[K${`${what} ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${amount}`.slice(0, (output.columns ?? 80) - 1)}${done === total ? '\n' : ''}`,
      );
      return;
    }
    if (done !== total && performance.now() - saidAt < plainLineEveryMs) return;
    saidAt = performance.now();
    output.write(`${what}: ${amount}\n`);
  };
}
