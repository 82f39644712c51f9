import { Worker } from 'node:worker_threads';
import { BrokenFile } from './calendar-text.ts';
import type { WorkerAnswer, WorkerInput } from './calendar-worker.ts';
import type { CalendarContents } from '../incoming-event.ts';
import { takesTooLong } from './recurrence-steps.ts';
import type { ReadOptions } from './read-calendar.ts';

/** A file of 5 MB takes a few seconds. One that takes longer than this was made to. */
const deadlineMs = 30_000;

type AsideOptions = ReadOptions & {
  /** The most that is named of what is skipped. The rest is counted. */
  maxNamed: number;
  /** Ends the reading: nobody waits for it. */
  signal: AbortSignal;
  deadlineMs?: number;
};

/** A file that was read aside, and how many more things than it names were skipped. */
export type ReadAside = CalendarContents & { unnamed: number };

/**
 * Reads a calendar in its own thread: the board goes on meanwhile, and a file that takes too long, or that nobody waits for
 * any longer, can be stopped. Throws `BrokenFile`, as `readCalendar` does, or the reason of the signal.
 */
export async function readCalendarAside(
  bytes: Uint8Array,
  { maxNamed, signal, deadlineMs: patienceMs = deadlineMs, ...options }: AsideOptions,
): Promise<ReadAside> {
  signal.throwIfAborted();
  const worker = openThread({ bytes, options, maxNamed });
  const stop = (): void => void worker.terminate();
  const deadline = setTimeout(stop, patienceMs);
  signal.addEventListener('abort', stop);
  try {
    return await receive(worker);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

/** Asks for one part after the other, so that the board can do something else between them. */
function receive(worker: Worker): Promise<ReadAside> {
  return new Promise((resolve, reject) => {
    const whole: ReadAside = { events: [], skipped: [], unnamed: 0 };
    worker.on('message', (answer: WorkerAnswer) => {
      if ('broken' in answer) return reject(new BrokenFile(answer.broken));
      whole.events.push(...answer.events);
      whole.skipped.push(...answer.skipped);
      whole.unnamed += answer.unnamed;
      if (answer.isLast) resolve(whole);
      else worker.postMessage('more');
    });
    worker.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new BrokenFile('Reading it takes too much memory. Split it.')
          : error,
      ),
    );
    worker.once('exit', () => reject(new BrokenFile(takesTooLong)));
    worker.postMessage('begin');
  });
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
