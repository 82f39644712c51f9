import type { Socket } from 'node:net';

/** While so large a part of all connections waits for a request, those that wait give way. */
const waitingPart = 0.1;

type Holder = {
  address: string;
  /** The newest last. */
  all: Set<Socket>;
  /** The ones that wait for a request, the longest first, and since when. */
  waiting: Map<Socket, number>;
};

/** The connections that are open, and those of each address. */
export class OpenConnections {
  readonly #holders = new Map<string, Holder>();
  readonly #holderOf = new Map<Socket, Holder | null>();
  #waiting = 0;

  get size(): number {
    return this.#holderOf.size;
  }

  get holders(): Iterable<Holder> {
    return this.#holders.values();
  }

  /** `address` is null for a proxy, whose connections are everybody's. */
  add(socket: Socket, address: string | null): void {
    if (address === null) return void this.#holderOf.set(socket, null);
    const holder = this.#holders.get(address) ?? { address, all: new Set(), waiting: new Map() };
    this.#holders.set(address, holder);
    this.#holderOf.set(socket, holder);
    holder.all.add(socket);
  }

  delete(socket: Socket): void {
    this.stopWaiting(socket);
    const holder = this.#holderOf.get(socket);
    this.#holderOf.delete(socket);
    holder?.all.delete(socket);
    if (holder?.all.size === 0) this.#holders.delete(holder.address);
  }

  countOf(address: string): number {
    return this.#holders.get(address)?.all.size ?? 0;
  }

  /** It waits for a request from now on. Nothing happens to one that is closed, or a proxy's. */
  wait(socket: Socket, nowMs: number): void {
    const waiting = this.#holderOf.get(socket)?.waiting;
    if (waiting === undefined || waiting.has(socket)) return;
    waiting.set(socket, nowMs);
    this.#waiting += 1;
  }

  stopWaiting(socket: Socket): void {
    if (this.#holderOf.get(socket)?.waiting.delete(socket) === true) this.#waiting -= 1;
  }

  /**
   * The connection that gives way when there are too many: that which has waited longest of the address with most that
   * wait. If few wait, sockets and requests take the room, and the address with most of all gives way: what waits first,
   * then the newest.
   */
  get toGiveWay(): { socket: Socket; holder: Holder } | null {
    const doMostWait = this.#waiting >= this.size * waitingPart;
    const holder = greatest(this.#holders.values(), ({ waiting, all }) => (doMostWait ? waiting.size : all.size));
    if (holder === null) return null;
    const [longest] = holder.waiting.keys();
    return { socket: longest ?? [...holder.all].at(-1)!, holder };
  }
}

function greatest(holders: Iterable<Holder>, sizeOf: (holder: Holder) => number): Holder | null {
  let [found, most]: [Holder | null, number] = [null, 0];
  for (const holder of holders) if (sizeOf(holder) > most) [found, most] = [holder, sizeOf(holder)];
  return found;
}
