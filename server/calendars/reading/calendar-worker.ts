import { parentPort, workerData } from 'node:worker_threads';
import { BrokenFile } from './calendar-text.ts';
import type { CalendarContents } from '../incoming-event.ts';
import { readCalendar, type ReadOptions } from './read-calendar.ts';

export type WorkerInput = { bytes: Uint8Array; options: ReadOptions; maxNamed: number };
/** The contents come in parts, each after a message that asks for it. `unnamed`: how many of the skipped come in none. */
export type WorkerPart = CalendarContents & { unnamed: number; isLast: boolean };
export type WorkerAnswer = WorkerPart | { broken: string };

/** What the board takes over at once, in a few milliseconds. */
const partSize = 500;

function* answers({ bytes, options, maxNamed }: WorkerInput): Generator<WorkerAnswer> {
  try {
    const { events, skipped } = readCalendar(bytes, options);
    const named = skipped.slice(0, maxNamed);
    for (let from = 0; ; from += partSize) {
      const isLast = from + partSize >= Math.max(events.length, named.length);
      yield {
        events: events.slice(from, from + partSize),
        skipped: named.slice(from, from + partSize),
        unnamed: from === 0 ? skipped.length - named.length : 0,
        isLast,
      };
      if (isLast) return;
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    yield { broken: error.message };
  }
}

const parts = answers(workerData as WorkerInput);
parentPort!.on('message', () => parentPort!.postMessage(parts.next().value));
