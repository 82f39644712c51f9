import { systemClock } from '../../shared/clock.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';

const reloadedAtKey = 'board.reloaded-at';
/** If the reloaded page has the same fault, the screen must not flicker. */
const minBetweenMs = 60_000;
const retryMs = 3_000;
const deadlineMs = 4_000;

let underWay: Promise<void> | null = null;

/**
 * Reloads the page once the server can serve it: a failed reload would leave the browser's error page on an unattended
 * screen for good. Reloads at most once a minute.
 */
export function reloadWhenServed(): Promise<void> {
  underWay ??= reload();
  return underWay;
}

async function reload(): Promise<void> {
  const reloadedAt = Number(readStored('sessionStorage', reloadedAtKey) ?? 0);
  await pause(Math.max(Math.min(reloadedAt + minBetweenMs - systemClock.now(), minBetweenMs), 0));
  while (!(await isServed())) await pause(retryMs);
  writeStored('sessionStorage', reloadedAtKey, String(systemClock.now()));
  location.reload();
}

async function isServed(): Promise<boolean> {
  try {
    const response = await fetch(location.href, {
      cache: 'no-store',
      headers: { Accept: 'text/html' },
      signal: AbortSignal.timeout(deadlineMs),
    });
    // The page of a network where one has to log in first would stay on the screen for good.
    return response.ok && (await response.text()).includes('<meta name="build"');
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
