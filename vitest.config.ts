import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/run/longest-first.ts';

/** Set-up for a whole run: one mongod, the built pages, the unpacked browser. */
const mongod = './test/support/run/mongod.global.ts';
const pages = './test/support/run/pages.global.ts';
const chromium = './test/support/run/chromium.global.ts';

/** They need no database, but more time than all the unit tests together. */
const encodings = 'test/server/pictures/encode-picture.test.ts';

/**
 * Loading the whole server takes longer than most test files: a worker keeps what it has loaded, and its Chromium, from
 * file to file. Unit tests replace globals, so each of their files has a process of its own.
 */
const keepsModules = { isolate: false };

export const e2eProject = {
  extends: true as const,
  test: {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: [mongod, pages, chromium],
    ...keepsModules,
  },
};

/**
 * From the cheapest project up: `unit` needs nothing, `server` a real mongod, `e2e` a mongod and a Chromium, `faults`
 * starts replica sets of its own. All files share one mongod; each has a database of its own on it.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/run/tally-reporter.ts'],
    // Deadlines for a busy machine; no test waits for them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Each has a server and a browser beside it. With more than there are cores, a page waits for seconds for its turn, and
    // deadlines are missed that have nothing to do with the page.
    maxWorkers: Math.max(2, Math.min(4, availableParallelism())),
    sequence: { sequencer: LongestFirst },
    execArgv: ['--import', new URL('./test/support/run/end-with-main.mjs', import.meta.url).href],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.db.test.ts', 'test/e2e/**', 'test/faults/**', encodings],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/server/**/*.db.test.ts', encodings],
          globalSetup: [mongod],
          ...keepsModules,
        },
      },
      e2eProject,
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: [pages],
        },
      },
    ],
  },
});
