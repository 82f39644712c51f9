const lookMs = 2_000;

/**
 * While a page is cut off, looks every two seconds whether the server can be reached, with a small request of its own:
 * a socket that tries to connect may hang in a network that swallows everything, long after it is back. Answers how
 * to stop.
 */
export function watchForServer({ isCutOff, onReachable }: { isCutOff: () => boolean; onReachable: () => void }): () => void {
  const stop = new AbortController();
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking || !isCutOff()) return;
    looking = true;
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(lookMs)]);
    const reachable = await fetch('/build.json', { cache: 'no-store', signal }).then(({ ok }) => ok, () => false);
    looking = false;
    if (reachable && !stop.signal.aborted && isCutOff()) onReachable();
  };
  const timer = setInterval(() => void look(), lookMs);
  return () => {
    clearInterval(timer);
    stop.abort();
  };
}
