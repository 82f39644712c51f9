import { parentPort, workerData } from 'node:worker_threads';
import { BrokenFile } from './calendar-text.ts';
import type { CalendarContents } from '../incoming-event.ts';
import { readCalendar, type ReadOptions } from './read-calendar.ts';

export type WorkerInput = { bytes: Uint8Array; options: ReadOptions };
export type WorkerAnswer = { contents: CalendarContents } | { broken: string };

function answer({ bytes, options }: WorkerInput): WorkerAnswer {
  try {
    return { contents: readCalendar(bytes, options) };
  } catch (error) {
    if (error instanceof BrokenFile) return { broken: error.message };
    throw error;
  }
}

parentPort!.postMessage(answer(workerData as WorkerInput));
