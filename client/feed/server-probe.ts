import { every, type Clock } from '../../shared/clock.ts';

const probeEveryMs = 2_000;
/** After the server was found, the page needs a while to come back. Another probe would make it start again. */
const calmMs = 6_000;

type Options = { clock: Clock; isCutOff: () => boolean; onReachable: () => void };

/**
 * While a page is cut off, asks every two seconds whether the server can be reached, with a small request of its own. A
 * socket that tries to connect can hang in a network that swallows everything, long after the network is back. A network
 * where one has to log in first answers with a page of its own, which does not count.
 *
 * Returns a function that stops it.
 */
export function probeServer({ clock, isCutOff, onReachable }: Options): () => void {
  let request: AbortController | null = null;
  let calmUntilMs = 0;
  const probe = async (): Promise<void> => {
    if (request !== null || clock.monotonic() < calmUntilMs || !isCutOff()) return;
    const current = (request = new AbortController());
    const cancelDeadline = clock.after(probeEveryMs, () => current.abort());
    const reachable = await fetch('/build.json', { cache: 'no-store', signal: current.signal })
      .then(
        async (response) =>
          response.ok && typeof ((await response.json()) as { build?: unknown } | null)?.build === 'string',
      )
      .catch(() => false);
    cancelDeadline();
    request = null;
    if (!reachable || current.signal.aborted || !isCutOff()) return;
    calmUntilMs = clock.monotonic() + calmMs;
    onReachable();
  };
  const stop = every(clock, probeEveryMs, () => void probe());
  return () => {
    stop();
    request?.abort();
  };
}
