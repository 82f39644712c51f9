import { setTimeout as delay } from 'node:timers/promises';

/** Calls `probe` until it returns something other than false, null or undefined, and resolves with that. Rejects after the deadline. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  deadlineMs = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const value = await probe();
    if (value !== false && value != null) return value as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error(`waited ${deadlineMs} ms for: ${what}`);
    await delay(10);
  }
}
