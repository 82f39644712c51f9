import type { Page } from 'playwright-core';

/**
 * How long the machine takes at this moment for a request and two frames of a page, in ms: on a busy one, all that is measured
 * takes longer, and is compared with this.
 */
export async function paceOf(page: Page, request: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await request();
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
  );
  return performance.now() - begun;
}

/** What is shown at once on a quiet machine, and in step with the pace of a busy one. */
export function atOnceMs(quietMs: number, pace: number): number {
  return Math.max(quietMs, 10 * pace);
}
