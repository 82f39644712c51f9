/** What can be wrong with a page that nobody looks after. */
export type Fault =
  /** The server has newer pages. */
  | 'outdated'
  /** There is no such board, which may change. */
  | 'missing'
  /** The server can be reached, and still the page does not get live. */
  | 'stuck'
  /** A part of it threw an error. */
  | 'broken';

/** How long each is borne: in a quiet moment, and at all. */
const patienceMs: Readonly<Record<Fault, { quiet: number; atAll: number }>> = {
  outdated: { quiet: 0, atAll: 10 * 60_000 },
  missing: { quiet: 30_000, atAll: 30_000 },
  stuck: { quiet: 30_000, atAll: 30_000 },
  broken: { quiet: 5_000, atAll: 60_000 },
};

/** Decides when a page should begin anew. */
export class ProjectorRepair {
  readonly #since = new Map<Fault, number>();

  /** Takes how things are at the moment; answers whether it is time. */
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

/** Tells of errors that nothing has caught; answers how to stop. What browsers only remark, as on observers that loop, is none. */
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
