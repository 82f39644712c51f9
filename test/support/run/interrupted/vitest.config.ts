import { defineConfig } from 'vitest/config';
import config, { e2eProject } from '../../../../vitest.config.ts';

/** The e2e project with one file of its own, for the runs that test/e2e/interrupted-run.test.ts interrupts. */
const include = ['test/support/run/interrupted/everything.fixture.ts'];

export default defineConfig({
  ...config,
  test: {
    ...config.test,
    reporters: ['default'],
    projects: [{ ...e2eProject, test: { ...e2eProject.test, include } }],
  },
});
