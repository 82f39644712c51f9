import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../../scripts/build-if-stale.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the built pages. */
    pagesFolder: string;
  }
}

/** Builds the pages if the sources are newer, as `npm start` does. */
export default async function setUp({ provide }: TestProject): Promise<void> {
  await buildIfStale();
  provide('pagesFolder', join(import.meta.dirname, '../../../dist/public'));
}
