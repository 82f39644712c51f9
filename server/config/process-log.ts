import type { Logger } from 'pino';
import { hasErrorCode } from '../base/error-code.ts';
import { StartError } from '../base/start-error.ts';

/** Stdout or stderr, as far as it is used here. */
type Output = { isTTY?: boolean; columns?: number; write: (text: string) => unknown };

export type ProcessLog = ReturnType<typeof createProcessLog>;

/**
 * What the process says about itself, before there is a logger and whatever `LOG_LEVEL` is. A person at a terminal reads
 * sentences. The log, which is stdout where that is no terminal, gets the same as JSON lines, like all others.
 */
export function createProcessLog({ stdout, stderr, log }: { stdout: Output; stderr: Output; log: Logger }) {
  const isPerson = ({ isTTY }: Output): boolean => isTTY === true;
  const isLogged = !isPerson(stdout);
  /** Where a person sees problems and progress. */
  const aside = [stderr, stdout].find(isPerson);

  return {
    /** `signUpUrl` is null once there is an account. */
    ready({ url, signUpUrl }: { url: string; signUpUrl: string | null }): void {
      const text = `Community Board is at ${url}`;
      if (isLogged) log.info({ url, ...(signUpUrl === null ? {} : { signUpUrl }) }, text);
      const first = signUpUrl === null ? '' : `It has no owner yet. The first account owns it: ${signUpUrl}\n`;
      [stdout, stderr].find(isPerson)?.write(`${text}\n${first}`);
    },

    notStarted(error: unknown): void {
      if (error instanceof StartError) {
        if (isLogged) log.fatal(error.message);
        aside?.write(`${error.message}\n`);
        return;
      }
      const text = 'The board could not start because of an internal error';
      if (isLogged) log.fatal({ err: error }, text);
      aside?.write(`${text}: ${described(error)}\n`);
    },

    crashed(error: unknown, origin: string): void {
      if (isLogged) log.fatal({ err: error, origin }, 'unexpected error');
      aside?.write(`The board ends because of an unexpected error: ${described(error)}\n`);
    },

    /** A warning of Node. Node itself shows it where stderr is a terminal. */
    warning(warning: Error): void {
      if (isLogged) log.warn({ err: warning }, 'warning');
      else if (!isPerson(stderr)) stdout.write(`${warning.name}: ${warning.message}\n`);
    },

    /** For the progress of downloads: a terminal for a bar, or else lines of the log. */
    progress: aside ?? { write: (text: string) => log.info(text.trim()) },
  };
}

/** Logs what nothing caught, and Node's warnings. `crashed` ends the process: its state is unknown after such an error. */
export function watchProcess(processLog: ProcessLog): void {
  process.on('uncaughtException', (error, origin) => {
    try {
      processLog.crashed(error, origin);
    } finally {
      process.exit(1);
    }
  });
  // Without a listener, the person has turned warnings off.
  if (process.listenerCount('warning') > 0) {
    // Node's own listener prints text.
    if (!process.stderr.isTTY) process.removeAllListeners('warning');
    process.on('warning', (warning) => processLog.warning(warning));
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessReaderGone);
}

/** If the reader of the log has gone (`npm start | head`), the board goes on. */
function unlessReaderGone(error: Error): void {
  if (!hasErrorCode(error, 'EPIPE')) throw error;
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
