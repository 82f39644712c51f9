import { defineConfig } from 'vitest/config';

/**
 * Three projects, from the cheapest up: `unit` needs nothing, `server` a real mongod, `e2e` a mongod and a
 * Chromium. The mongod is started once for the whole run; each test file has a database of its own on it.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/run/tally-reporter.ts'],
    // Deadlines for a machine that has other things to do; nothing here waits for them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // More than a small machine has cores: tests of pages and servers wait most of the time.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.db.test.ts', 'test/e2e/**', 'test/faults/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/server/**/*.db.test.ts'],
          globalSetup: ['test/support/run/mongod.global.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: [
            'test/support/run/mongod.global.ts',
            'test/support/run/pages.global.ts',
            'test/support/run/chromium.global.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/support/run/pages.global.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // Alone, after all others: what is measured here is not how busy the machine is.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
