import { Observable } from '../../shared/observable.ts';
import { problemOf } from '../ui/form-problem.ts';

/** What the undo bar shows. */
export type Undoable = {
  id: number;
  label: string;
  /** Which event was the last, where the label counts several; else ''. */ last: string;
  /** Why undoing it failed; '' if it was not tried. */ problem: string;
};

/** An action that can be undone. */
export type Done = {
  /** “Approved”. */
  what: string;
  /** “approved”, for the sum: actions with the same word add up. Without it the action stands alone. */
  sum?: string;
  /** The name of the event, or of the last of several; '' if it was none. */
  name?: string;
  count?: number;
  /** Returns how many events could not be undone. */
  undo: () => Promise<number | void>;
};

type Group = Undoable & { sum: string | undefined; count: number; steps: Done['undo'][] };

/** How long an action can be undone. */
const undoMs = 30_000;
const maxKept = 3;

/** The last actions. Only the newest is shown; once it is undone, the one before can be. */
export class UndoList {
  readonly #changes = new Observable();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #groups: readonly Group[] = [];
  #count = 0;

  /** Null if nothing can be undone. */
  get newest(): Undoable | null {
    return this.#groups[0] ?? null;
  }

  add({ what, sum, name = '', count = 1, undo }: Done): void {
    const [newest] = this.#groups;
    const before = sum !== undefined && newest?.sum === sum ? newest : null;
    const id = before?.id ?? (this.#count += 1);
    const all = count + (before?.count ?? 0);
    const quoted = name === '' ? '' : `“${name}”`;
    const group: Group = {
      id,
      sum,
      count: all,
      label: all > 1 ? `${all} ${sum ?? what}` : quoted === '' ? what : `${what}: ${quoted}`,
      last: all > 1 ? quoted : '',
      problem: '',
      steps: [...(before?.steps ?? []), undo],
    };
    this.#groups = [group, ...this.#groups.filter((one) => one !== before)].slice(0, maxKept);
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.drop(id), undoMs),
    );
    this.#changes.notify();
  }

  /** Undoes the steps of an action, the last one first. Where one fails, it and the earlier ones can be tried again. */
  async undo(id: number): Promise<void> {
    const group = this.#groups.find((one) => one.id === id);
    if (group === undefined) return;
    // Not while it is being undone, which may take a while.
    clearTimeout(this.#timers.get(id));
    let left = 0;
    for (let step = group.steps.pop(); step !== undefined; step = group.steps.pop()) {
      try {
        left += (await step()) ?? 0;
      } catch (error) {
        group.steps.push(step);
        return this.#explain(id, problemOf(error).detail);
      }
    }
    if (left === 0) return this.drop(id);
    this.#explain(id, left === 1 ? '1 was changed since and stays.' : `${left} were changed since and stay.`);
  }

  drop(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#groups = this.#groups.filter((group) => group.id !== id);
    this.#changes.notify();
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #explain(id: number, problem: string): void {
    // Nothing adds to what was undone in part.
    this.#groups = this.#groups.map((one) => (one.id === id ? { ...one, sum: undefined, problem } : one));
    this.#timers.set(
      id,
      setTimeout(() => this.drop(id), undoMs),
    );
    this.#changes.notify();
  }
}
