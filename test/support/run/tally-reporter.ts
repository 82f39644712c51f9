import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/**
 * Ends the output with one plain line, `12 passed, 0 failed`, that CI reads. What fails outside a test counts as a
 * failure too: a file that cannot be loaded, a hook, an unhandled error.
 */
export default class TallyReporter implements Reporter {
  #closing = '';

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    let [passed, failed, skipped] = [0, unhandledErrors.length, 0];
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else if (state === 'skipped') skipped++;
        // Still pending at the end: the run was cut off.
        else failed++;
      }
    }
    if (reason !== 'passed' && failed === 0) failed = 1;
    this.#closing = `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`;
    // After the output of other reporters and the teardown.
    process.once('exit', () => process.stdout.write(this.#closing));
  }
}
