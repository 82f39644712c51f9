import type { Clock } from '../../shared/clock.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';

const key = 'board.feed-by-http-until';
const rememberedMs = 60 * 60_000;

/** Whether the page's address asks for the feed by HTTP: a screen on a network that is known. */
export function isHttpAsked(): boolean {
  return new URLSearchParams(location.search).get('feed') === 'http';
}

/** Whether to begin with HTTP: it was asked for, or this browser's network has lately let no socket through. */
export function beginsByHttp(clock: Clock): boolean {
  return isHttpAsked() || Number(readStored('localStorage', key)) > clock.now();
}

export function rememberHttp(clock: Clock): void {
  writeStored('localStorage', key, String(clock.now() + rememberedMs));
}

export function forgetHttp(): void {
  writeStored('localStorage', key, null);
}
