/** What is being fetched or done, and how far that is; sizes are null where they are not known. */
export type FetchStep = { what: string; doneBytes: number | null; totalBytes: number | null };

/** Told of each step, again and again while it goes on, and null when there is nothing more to wait for. */
export type Progress = (step: FetchStep | null) => void;

type Output = { isTTY?: boolean; columns?: number; write: (text: string) => unknown };

const barWidth = 24;
const plainLineEveryMs = 5_000;

/** Shows a bar that fills on a terminal, and a plain line now and then elsewhere. */
export function showProgress(output: Output): Progress {
  return output.isTTY === true ? bar(output) : plainLines(output);
}

function bar(output: Output): Progress {
  let what: string | null = null;
  return (step) => {
    // The last state of a step stays on its line.
    if (what !== null && step?.what !== what) output.write('\n');
    what = step?.what ?? null;
    if (step === null) return;
    const line = `${step.what} ${filled(step)}${amount(step)}`.trimEnd();
    output.write(`\r\u001B[K${line.slice(0, (output.columns ?? 80) - 1)}`);
  };
}

function plainLines(output: Output): Progress {
  let what: string | null = null;
  let saidAt = -Infinity;
  return (step) => {
    if (step === null) return;
    const isNew = step.what !== what;
    if (!isNew && performance.now() - saidAt < plainLineEveryMs) return;
    what = step.what;
    saidAt = performance.now();
    output.write(isNew ? `${what} …\n` : `  ${amount(step)}\n`);
  };
}

function filled({ doneBytes, totalBytes }: FetchStep): string {
  if (doneBytes === null || totalBytes === null || totalBytes === 0) return '';
  const done = Math.round(barWidth * Math.min(1, doneBytes / totalBytes));
  return `${'█'.repeat(done)}${'░'.repeat(barWidth - done)} `;
}

function amount({ doneBytes, totalBytes }: FetchStep): string {
  if (doneBytes === null) return '…';
  return totalBytes === null ? `${megabytes(doneBytes)} MB` : `${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
