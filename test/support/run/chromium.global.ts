import { findChromium } from '../browser/chromium.ts';

/** Unpacks the browser before the tests begin; on a new machine all workers would do it at once. */
export default async function setUp(): Promise<void> {
  await findChromium();
}
