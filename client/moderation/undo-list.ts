import { Observable } from '../../shared/observable.ts';
import { problemOf } from '../ui/form-problem.ts';

/** An action that can be undone for a while. */
export type Undoable = {
  id: number;
  label: string;
  undo: () => Promise<void>;
  /** Why undoing it failed; '' if it was not tried. */ problem: string;
};

/** How long an action can be undone. */
const undoMs = 30_000;
const maxShown = 3;

/** The last actions, newest first. */
export class UndoList {
  readonly #changes = new Observable();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #items: readonly Undoable[] = [];
  #count = 0;

  get items(): readonly Undoable[] {
    return this.#items;
  }

  add(label: string, undo: () => Promise<void>): void {
    const id = (this.#count += 1);
    this.#items = [{ id, label, undo, problem: '' }, ...this.#items].slice(0, maxShown);
    this.#timers.set(
      id,
      setTimeout(() => this.drop(id), undoMs),
    );
    this.#changes.notify();
  }

  async undo(id: number): Promise<void> {
    const item = this.#items.find((one) => one.id === id);
    if (item === undefined) return;
    try {
      await item.undo();
      this.drop(id);
    } catch (error) {
      this.#items = this.#items.map((one) => (one.id === id ? { ...one, problem: problemOf(error).detail } : one));
      this.#changes.notify();
    }
  }

  drop(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#changes.notify();
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }
}
