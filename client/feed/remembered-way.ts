import type { Clock } from '../../shared/clock.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';

const key = 'board.feed-by-http-until';
const rememberedMs = 60 * 60_000;

/** Whether this browser's network has lately let no socket through. */
export function isHttpRemembered(clock: Clock): boolean {
  return Number(readStored('localStorage', key)) > clock.now();
}

export function rememberHttp(clock: Clock): void {
  writeStored('localStorage', key, String(clock.now() + rememberedMs));
}

export function forgetHttp(): void {
  writeStored('localStorage', key, null);
}
