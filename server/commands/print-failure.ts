import { StartError } from '../base/start-error.ts';

/** Says on stderr why a command failed: one message, and a stack only if it is our mistake. Its exit code is then 1. */
export function printFailure(error: unknown): void {
  const known = error instanceof StartError;
  process.stderr.write(
    known
      ? `${error.message}\n`
      : `That failed because of an internal error: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}
