import { Histogram } from './histogram.ts';

/** Changes written in this time count. The times are `process.hrtime` in ms, which all processes share. */
export type Window = { fromMs: number; toMs: number };

/** A message as it was first seen. Every other client of the process that sent it must get the same bytes. */
type Known = { bytes: Buffer; stamps: Stamp[]; after: string; at: string };
type Stamp = { change: number; writtenAtMs: number };

/** How far one client is in the delivered messages. */
export type Place = {
  position: string;
  changes: number;
  /** Whether its latencies count; those of a client that stopped reading on purpose do not. */
  timed: boolean;
};

/** Each change carries its number and the time of its write in `place`. */
const stampPattern = /"place":"(\d+)@(\d+\.\d+)"/g;
/** After this many messages, no client is far enough behind to need the message. */
const keptMessages = 20_000;

export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/**
 * Counts and checks what all clients are delivered. The first who gets a message has it read; the others must get the
 * same bytes at the same place, which is a comparison of memory. So order and completeness are checked for each
 * client and change, at a cost that does not drown what is measured.
 */
export class DeliveryRecord {
  latency = new Histogram();
  /** By the place that they continue: of a server of several processes, each has messages of its own. */
  readonly #known = new Map<string, Known[]>();
  /** The number of changes delivered to clients, and of those that arrived out of order. */
  deliveries = 0;
  messages = 0;
  bytes = 0;
  outOfOrder = 0;
  /** The number of each change that was seen. */
  readonly seen = new Set<number>();
  window: Window = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
  /** Deliveries of changes written within the window. */
  inWindow = 0;

  /** `readPlaces` answers between which positions a message stands; where it has none, the order of arrival counts. */
  take(place: Place, payload: Buffer, readPlaces: (text: string) => { after: string; at: string } | null): void {
    this.messages += 1;
    this.bytes += payload.length;
    const others = this.#known.get(place.position);
    let known = others?.find(({ bytes }) => bytes.equals(payload));
    if (known === undefined) {
      known = this.#read(payload, place, readPlaces);
      if (known.after !== place.position) {
        this.outOfOrder += 1;
        return;
      }
      // Without positions of its own a message is in its place only if everyone got the same there.
      if (others !== undefined && readPlaces === byArrival) this.outOfOrder += 1;
      else this.#keep(known);
    }
    place.position = known.at;
    place.changes += known.stamps.length;
    this.#count(known.stamps, place.timed);
  }

  /** Starts over: only changes written in this window are timed. */
  open(window: Window): void {
    this.window = window;
    this.latency = new Histogram();
    this.inWindow = 0;
  }

  #read(payload: Buffer, place: Place, readPlaces: (text: string) => { after: string; at: string } | null): Known {
    const text = payload.toString();
    const stamps = [...text.matchAll(stampPattern)].map(([, change, writtenAtMs]) => ({
      change: Number(change),
      writtenAtMs: Number(writtenAtMs),
    }));
    const places = readPlaces(text) ?? { after: place.position, at: String(Number(place.position) + 1) };
    return { bytes: Buffer.from(payload), stamps, ...places };
  }

  #keep(known: Known): void {
    const others = this.#known.get(known.after);
    if (others === undefined) this.#known.set(known.after, [known]);
    else others.push(known);
    for (const { change } of known.stamps) this.seen.add(change);
    if (this.#known.size > keptMessages) this.#known.delete(this.#known.keys().next().value!);
  }

  #count(stamps: readonly Stamp[], timed: boolean): void {
    this.deliveries += stamps.length;
    if (!timed) return;
    const now = nowMs();
    const { fromMs, toMs } = this.window;
    for (const { writtenAtMs } of stamps) {
      if (writtenAtMs < fromMs || writtenAtMs >= toMs) continue;
      this.inWindow += 1;
      this.latency.add(now - writtenAtMs);
    }
  }
}

/** For messages without positions: the first to arrive has position 0. */
export function byArrival(): null {
  return null;
}
