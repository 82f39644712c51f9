import { Observable } from '../../shared/observable.ts';
import { problemOf } from '../ui/form-problem.ts';

/** Something that was done and can be taken back for a while. */
export type Undoable = {
  id: number;
  label: string;
  undo: () => Promise<void>;
  /** Why taking it back did not work; '' while it may. */ problem: string;
};

/** So long one can think better of it. */
export const undoMs = 30_000;
const maxShown = 3;

/** What was done last, newest first. */
export class UndoList {
  readonly #listeners = new Observable();
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
    this.#listeners.notify();
  }

  async undo(id: number): Promise<void> {
    const item = this.#items.find((one) => one.id === id);
    if (item === undefined) return;
    try {
      await item.undo();
      this.drop(id);
    } catch (error) {
      this.#items = this.#items.map((one) => (one.id === id ? { ...one, problem: problemOf(error).detail } : one));
      this.#listeners.notify();
    }
  }

  drop(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#listeners.notify();
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }
}
