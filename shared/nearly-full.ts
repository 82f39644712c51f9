import type { BoardSize } from './board-size.ts';

const nearly = 0.8;

/** The bound that is reached at four fifths; null while both are further away. The nearer one counts. */
export function nearBound({ events, bytes, most }: BoardSize): 'events' | 'bytes' | null {
  const [ofEvents, ofBytes] = [events / most.events, bytes / most.bytes];
  if (Math.max(ofEvents, ofBytes) < nearly) return null;
  return ofEvents >= ofBytes ? 'events' : 'bytes';
}

/** “81,000 of at most 100,000 events”, or the same in megabytes. */
export function sizeInWords({ events, bytes, most }: BoardSize, bound: 'events' | 'bytes'): string {
  return bound === 'events'
    ? `${inWords(events)} of at most ${inWords(most.events)} events`
    : `${inWords(megabytes(bytes))} of at most ${inWords(megabytes(most.bytes))} MB`;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}
