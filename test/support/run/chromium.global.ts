import { findChromium } from '../browser/chromium.ts';

/** Unpacks the browser before the tests begin: else each worker does on a new machine, all at once. */
export default async function setUp(): Promise<void> {
  await findChromium();
}
