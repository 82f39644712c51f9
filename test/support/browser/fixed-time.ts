import type { Page } from 'playwright-core';

/**
 * Holds a page's clock at a time. What the server says of its own time is that, too: otherwise the page would notice that
 * its clock is wrong, and go by the server's.
 */
export async function fixTime(page: Page, now: Date): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.addInitScript(() => {
    const { parse } = JSON;
    JSON.parse = (text: string, reviver?: Parameters<typeof parse>[1]): unknown => {
      const value: unknown = parse(text, reviver);
      if (Array.isArray(value) && value[0] === 'pulse') (value[1] as { now: string }).now = new Date().toISOString();
      return value;
    };
    const get = Object.getOwnPropertyDescriptor(Headers.prototype, 'get')!.value as Headers['get'];
    Headers.prototype.get = function (name) {
      return name === 'Date' ? new Date().toUTCString() : get.call(this, name);
    };
  });
}
