import { setTimeout as delay } from 'node:timers/promises';
import { SetChecksum } from '../../../shared/checksum.ts';
import type { Frame, Snapshot } from '../../../shared/feed-protocol.ts';
import { nowMs } from './delivery-record.ts';
import { Histogram, type HistogramData } from './histogram.ts';
import { RawHttpConnection } from './raw-http.ts';

export type FollowersOptions = { port: number; count: number; snapshot: Snapshot };
export type FollowersOutcome = {
  answers: number;
  latency: HistogramData;
  /** Answers that were not one of the board's, or whose set has another checksum. */
  wrong: number;
  failures: number;
  /** How many followers hold this number of events or more. */
  complete: number;
  positions: number;
  cpuMs: number;
};

/** As `client/feed/http-connection.ts` waits between an answer and the next question. */
const spreadMs = 250;
/** Loopback has more addresses than ports for one. */
const perAddress = 100;

/** What one answer leads to, proven once for all followers that get the same bytes. */
type Step = { body: Buffer; at: string; size: number; writtenAtMs: number[] };

/**
 * Follows a board by HTTP as often as asked, each follower on a connection of its own, as `docs/protocol.md` says. Each
 * answer is compared with those to the same question; one with new bytes is read, applied to the set at the position that
 * it continues, and proven by its checksum.
 */
export class HttpFollowers {
  readonly #options: FollowersOptions;
  /** The members of the set at each position. */
  readonly #sets = new Map<string, Map<string, number>>();
  readonly #steps = new Map<string, Step[]>();
  readonly #sizes: number[] = [];
  readonly #latency = new Histogram();
  readonly #connections: RawHttpConnection[] = [];
  #stopped = false;
  #answers = 0;
  #wrong = 0;
  #failures = 0;
  #fromMs = Number.POSITIVE_INFINITY;

  constructor(options: FollowersOptions) {
    this.#options = options;
    const { position, events } = options.snapshot;
    this.#sets.set(position, new Map(events.map(({ id, version }) => [id, version])));
  }

  /** Resolves once all have connected and asked. */
  async start(): Promise<void> {
    const { port, count } = this.#options;
    for (let n = 0; n < count; n += 1) {
      const address = `127.0.${1 + Math.floor(n / perAddress / 250)}.${2 + (Math.floor(n / perAddress) % 250)}`;
      const connection = new RawHttpConnection(port, address);
      this.#connections.push(connection);
      void this.#follow(n, connection);
      if (n % 100 === 99) await delay(10);
    }
  }

  /** From now on latencies count. */
  open(): void {
    this.#fromMs = nowMs();
  }

  outcome(events: number): FollowersOutcome {
    const { user, system } = process.cpuUsage();
    return {
      answers: this.#answers,
      latency: this.#latency.data,
      wrong: this.#wrong,
      failures: this.#failures,
      complete: this.#sizes.filter((size) => size >= events).length,
      positions: this.#sets.size,
      cpuMs: (user + system) / 1000,
    };
  }

  stop(): void {
    this.#stopped = true;
    for (const connection of this.#connections) connection.close();
  }

  async #follow(n: number, connection: RawHttpConnection): Promise<void> {
    let { position } = this.#options.snapshot;
    let turn = 0;
    this.#sizes[n] = this.#options.snapshot.events.length;
    while (!this.#stopped) {
      try {
        const path = `/api/boards/main/feed?after=${position}&turn=${turn}`;
        const { status, head, body } = await connection.ask({ method: 'GET', path }, true);
        turn = Number(/\r\nfeed-turn: *(\d+)/i.exec(head)?.[1] ?? turn);
        this.#answers += 1;
        if (status === 200) {
          const step = this.#stepOf(position, body!);
          const now = nowMs();
          for (const writtenAtMs of step.writtenAtMs)
            if (writtenAtMs >= this.#fromMs) this.#latency.add(now - writtenAtMs);
          position = step.at;
          this.#sizes[n] = step.size;
        } else if (status !== 204) throw new Error(`answered ${status}`);
        await delay(Math.random() * spreadMs);
      } catch {
        if (this.#stopped) return;
        this.#failures += 1;
        await delay(1_000);
      }
    }
  }

  #stepOf(position: string, body: Buffer): Step {
    const known = this.#steps.get(position) ?? [];
    this.#steps.set(position, known);
    let step = known.find((one) => one.body.equals(body));
    if (step === undefined) known.push((step = this.#read(position, body)));
    return step;
  }

  #read(position: string, body: Buffer): Step {
    const frame = JSON.parse(body.toString()) as Frame;
    const set = new Map(this.#sets.get(position));
    const writtenAtMs: number[] = [];
    for (const change of frame.changes) {
      if (!('put' in change)) continue;
      set.set(change.put.id, change.put.version);
      writtenAtMs.push(Number(change.put.place?.split('@')[1]));
    }
    const checksum = new SetChecksum();
    for (const [id, version] of set) checksum.toggle(id, version);
    if (frame.after !== position || frame.size !== set.size || frame.checksum !== checksum.toString()) this.#wrong += 1;
    this.#sets.set(frame.at, set);
    return { body, at: frame.at, size: set.size, writtenAtMs };
  }
}
