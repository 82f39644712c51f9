const lookMs = 2_000;
/** Who was told that the server is there needs a while to come back; looking on would only tell it to begin again. */
const calmMs = 6_000;

/**
 * While a page is cut off, looks every two seconds whether the server can be reached, with a small request of its own:
 * a socket that tries to connect may hang in a network that swallows everything, long after it is back. Answers how
 * to stop.
 */
export function probeServer({
  isCutOff,
  onReachable,
}: {
  isCutOff: () => boolean;
  onReachable: () => void;
}): () => void {
  const stop = new AbortController();
  let looking = false;
  let calmUntil = 0;
  const look = async (): Promise<void> => {
    if (looking || performance.now() < calmUntil || !isCutOff()) return;
    looking = true;
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(lookMs)]);
    const reachable = await fetch('/build.json', { cache: 'no-store', signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    looking = false;
    if (!reachable || stop.signal.aborted || !isCutOff()) return;
    calmUntil = performance.now() + calmMs;
    onReachable();
  };
  const timer = setInterval(() => void look(), lookMs);
  return () => {
    clearInterval(timer);
    stop.abort();
  };
}
