import type { Change } from '../../shared/live-set.ts';

/**
 * Of several changes of one event only the last one, in the order of these last ones. It leads to the same set. What an
 * event was meanwhile is nobody's business: a moderator may have hidden it, or its author may have taken words back.
 */
export class LastChanges {
  readonly #byEvent = new Map<string, Change>();

  get size(): number {
    return this.#byEvent.size;
  }

  add(change: Change): void {
    const id = 'put' in change ? change.put.id : change.remove;
    // Deleted first: a map keeps the place at which a key was added.
    this.#byEvent.delete(id);
    this.#byEvent.set(id, change);
  }

  /** Returns the changes, and begins again without any. */
  take(): Change[] {
    const changes = [...this.#byEvent.values()];
    this.#byEvent.clear();
    return changes;
  }
}
