import type { IncomingMessage } from 'node:http';

/** Limits the connections of one address. A whole school can share an address, but no address needs every connection. */
export class ConnectionLimit {
  readonly #max: number;
  readonly #addressOf: (request: IncomingMessage) => string;
  readonly #open = new Map<string, number>();

  constructor(max: number, addressOf: (request: IncomingMessage) => string) {
    this.#max = max;
    this.#addressOf = addressOf;
  }

  hasRoom(request: IncomingMessage): boolean {
    return this.#openFrom(request) < this.#max;
  }

  isOver(request: IncomingMessage): boolean {
    return this.#openFrom(request) > this.#max;
  }

  /** Counts a connection. Returns a function to call when it is closed. */
  count(request: IncomingMessage): () => void {
    const address = this.#addressOf(request);
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1);
    return () => {
      const left = (this.#open.get(address) ?? 1) - 1;
      if (left === 0) this.#open.delete(address);
      else this.#open.set(address, left);
    };
  }

  #openFrom(request: IncomingMessage): number {
    return this.#open.get(this.#addressOf(request)) ?? 0;
  }
}
