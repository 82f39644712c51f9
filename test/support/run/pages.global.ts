import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../../scripts/build-if-stale.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built pages lie. */
    pagesFolder: string;
  }
}

/** Builds the pages as `npm start` does, if they are not what the sources say. */
export default async function setUp({ provide }: TestProject): Promise<void> {
  await buildIfStale();
  provide('pagesFolder', join(import.meta.dirname, '../../../dist/public'));
}
