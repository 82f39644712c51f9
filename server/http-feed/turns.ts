import { feedTurnMs } from '../../shared/feed-timing.ts';

/**
 * Time in turns of 25 s, counted from 1970, so that all servers count the same. The address of a wait names its turn:
 * a cache can answer everybody who waits in one turn with one answer, and nobody twice.
 */
export function turnAt(ms: number): number {
  return Math.floor(ms / feedTurnMs);
}

/** How long the turn of this moment still lasts. */
export function restOfTurn(ms: number): number {
  return feedTurnMs - (ms % feedTurnMs);
}
