import { Worker } from 'node:worker_threads';
import { BrokenFile } from './calendar-text.ts';
import type { WorkerAnswer, WorkerInput } from './calendar-worker.ts';
import type { CalendarContents } from '../incoming-event.ts';
import type { ReadOptions } from './read-calendar.ts';

/** A file of 5 MB takes a few seconds. One that takes longer than this was made to. */
const deadlineMs = 30_000;

/**
 * Reads a calendar in its own thread: the board goes on meanwhile, and a file that takes too long can be stopped. Throws
 * `BrokenFile`, as `readCalendar` does.
 */
export async function readCalendarAside(bytes: Uint8Array, options: ReadOptions): Promise<CalendarContents> {
  const worker = openThread({ bytes, options });
  const deadline = setTimeout(() => void worker.terminate(), deadlineMs);
  try {
    const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new BrokenFile('Reading it takes too long.')));
    });
    if ('broken' in answer) throw new BrokenFile(answer.broken);
    return answer.contents;
  } finally {
    clearTimeout(deadline);
    await worker.terminate();
  }
}

function openThread(workerData: WorkerInput): Worker {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: 512 } };
  if (!import.meta.filename.endsWith('.ts'))
    return new Worker(new URL('./calendar-worker.js', import.meta.url), options);
  // When tests run from the sources: in Node 20 a thread's own file cannot be TypeScript, but what it imports can.
  const [loader, file] = [
    import.meta.resolve('tsx/esm/api'),
    new URL('./calendar-worker.ts', import.meta.url).href,
  ].map((address) => JSON.stringify(address));
  return new Worker(`import(${loader}).then(({ tsImport }) => tsImport(${file}, ${file}))`, { ...options, eval: true });
}
