import { SetChecksum } from './checksum.ts';
import type { BoardEvent } from './event.ts';

/** One change of a board's live set, as frames carry it. */
export type Change = { put: BoardEvent } | { remove: string };

/** A board's events in memory, with their number and checksum. The server has one, each client has one, and both compare. */
export class LiveSet {
  readonly #events = new Map<string, BoardEvent>();
  #checksum = new SetChecksum();

  get size(): number {
    return this.#events.size;
  }

  get checksum(): string {
    return this.#checksum.toString();
  }

  get(id: string): BoardEvent | undefined {
    return this.#events.get(id);
  }

  values(): IterableIterator<BoardEvent> {
    return this.#events.values();
  }

  apply(change: Change): void {
    const id = 'put' in change ? change.put.id : change.remove;
    const before = this.#events.get(id);
    if (before !== undefined) this.#checksum.toggle(id, before.version);
    if ('put' in change) {
      this.#checksum.toggle(id, change.put.version);
      this.#events.set(id, change.put);
    } else {
      this.#events.delete(id);
    }
  }

  /** Starts again from these events, as a snapshot has them. */
  reset(events: Iterable<BoardEvent>): void {
    this.#events.clear();
    this.#checksum = new SetChecksum();
    for (const event of events) this.apply({ put: event });
  }
}
