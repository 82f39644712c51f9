/** What can be wrong with an unattended page. */
export type Fault =
  /** The server has newer pages. */
  | 'outdated'
  /** There is no such board; it may be created later. */
  | 'missing'
  /** The server can be reached, but the page does not become live. */
  | 'stuck'
  /** A part of the page threw an error. */
  | 'broken';

/** How long the page waits before a reload: at a quiet moment, and at any moment. */
const patienceMs: Readonly<Record<Fault, { quiet: number; atAll: number }>> = {
  outdated: { quiet: 0, atAll: 10 * 60_000 },
  missing: { quiet: 30_000, atAll: 30_000 },
  stuck: { quiet: 30_000, atAll: 30_000 },
  broken: { quiet: 5_000, atAll: 60_000 },
};

/** Decides when a page should reload. */
export class ProjectorRepair {
  readonly #since = new Map<Fault, number>();

  /** `faults` is the current state. Returns whether it is time to reload. */
  isDue(faults: Readonly<Record<Fault, boolean>>, isQuiet: boolean, now: number): boolean {
    let due = false;
    for (const fault of Object.keys(patienceMs) as Fault[]) {
      if (!faults[fault]) {
        this.#since.delete(fault);
        continue;
      }
      const since = this.#since.get(fault) ?? now;
      this.#since.set(fault, since);
      const { quiet, atAll } = patienceMs[fault];
      if (now - since >= (isQuiet ? quiet : atAll)) due = true;
    }
    return due;
  }
}

/**
 * Calls `tell` for uncaught errors. Returns a function that stops it. Remarks of browsers, such as on looping
 * observers, do not count.
 */
export function onUncaught(tell: () => void): () => void {
  const stop = new AbortController();
  window.addEventListener(
    'error',
    (event) => {
      if (event.error instanceof Error) tell();
    },
    { signal: stop.signal },
  );
  window.addEventListener('unhandledrejection', tell, { signal: stop.signal });
  return () => stop.abort();
}
