import type { BoardEvent } from '../../../shared/event.ts';

/** One step of what a board's audience sees, in MongoDB's own order, with the set's size and checksum after it. */
export type HistoryEntry = {
  token: string;
  change: { put: BoardEvent } | { remove: string };
  size: number;
  checksum: string;
};

const mask = 0xffffffffffffffffn;

/** FNV-1a, 64 bit. The checker has its own, since the product's is what it checks. */
export function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & mask;
  return hash;
}

/** Computes the contract's checksum of a set of events from its definition. */
export function checksumOf(events: Iterable<Pick<BoardEvent, 'id' | 'version'>>): string {
  let sum = 0n;
  for (const { id, version } of events) sum ^= fnv1a64(`${id}:${version}`);
  return hex(sum);
}

function hex(sum: bigint): string {
  return sum.toString(16).padStart(16, '0');
}

/** Everything that happened on one board for one audience, in order. It knows the set at any token. */
export class BoardHistory {
  readonly entries: HistoryEntry[] = [];
  readonly #set = new Map<string, BoardEvent>();
  #checksum = 0n;
  readonly #base: { size: number; checksum: string };

  /** Starts with the events that existed before the first change. */
  constructor(base: Iterable<BoardEvent> = []) {
    for (const event of base) this.#put(event);
    this.#base = { size: this.#set.size, checksum: hex(this.#checksum) };
  }

  get events(): ReadonlyMap<string, BoardEvent> {
    return this.#set;
  }

  push(token: string, change: HistoryEntry['change']): void {
    if ('put' in change) this.#put(change.put);
    else this.#take(change.remove);
    this.entries.push({ token, change, size: this.#set.size, checksum: hex(this.#checksum) });
  }

  /** The collection was replaced by another with these events. */
  replaceAll(token: string, events: Iterable<BoardEvent>): void {
    for (const id of [...this.#set.keys()]) this.push(token, { remove: id });
    for (const put of events) this.push(token, { put });
  }

  /** Returns the number of entries up to and including this token. */
  countAt(token: string): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle]!.token <= token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Returns size and checksum after this many entries. */
  stateAfter(count: number): { size: number; checksum: string } {
    return count === 0 ? this.#base : this.entries[count - 1]!;
  }

  #put(event: BoardEvent): void {
    this.#take(event.id);
    this.#set.set(event.id, event);
    this.#checksum ^= fnv1a64(`${event.id}:${event.version}`);
  }

  #take(id: string): void {
    const before = this.#set.get(id);
    if (before === undefined) return;
    this.#set.delete(id);
    this.#checksum ^= fnv1a64(`${id}:${before.version}`);
  }
}
