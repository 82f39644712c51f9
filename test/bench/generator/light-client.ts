import type { SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { fetchSnapshot } from '../../support/board/feed-client.ts';
import { byArrival, nowMs, type DeliveryRecord, type Place } from './delivery-record.ts';
import { RawWebSocket } from './raw-web-socket.ts';

/** A server's protocol: our board's feed, Socket.IO with an event for each change, or bare WebSocket frames. */
export type Protocol = 'board' | 'naive' | 'bare';

export type LightClientOptions = {
  port: number;
  protocol: Protocol;
  record: DeliveryRecord;
  /** A snapshot's position, from which a client of the board begins. */
  position: string;
  /** Whether it connects again after it has lost the server. */
  reconnects: boolean;
  lost: () => void;
};

const paths = {
  board: '/socket.io/?EIO=4&transport=websocket',
  naive: '/socket.io/?EIO=4&transport=websocket',
  bare: '/',
} as const satisfies Record<Protocol, string>;
/** A client that has lost its server tries again as the board's page does: Socket.IO's back-off with full jitter. */
const firstReturnMs = 300;
const longestReturnMs = 4_000;

// The first bytes of a Socket.IO packet say all that matters: of Engine.IO its type, of Socket.IO its type and event.
const engineOpen = 0x30;
const enginePing = 0x32;
const engineMessage = 0x34;
const socketConnect = 0x30;
const socketEvent = 0x32;
const socketAnswer = 0x33;
const letterC = 'c'.charCodeAt(0);
const letterP = 'p'.charCodeAt(0);

/** One of many clients: connects, subscribes, and hands every message to the record. */
export class LightClient implements Place {
  position: string;
  changes = 0;
  timed = true;
  /** Since when the server has had it provably current: subscribed, or connected where that is all. Null while it has not. */
  currentSinceMs: number | null = null;
  /** How often it was refused a position and had to begin again; how often it asked again because of a pulse. */
  refused = 0;
  caughtUp = 0;
  readonly #options: LightClientOptions;
  #socket: RawWebSocket;
  #closed = false;
  #failures = 0;
  #ready: (() => void) | null = null;
  #failed: ((error: Error) => void) | null = null;

  /** Resolves when the server has accepted it. */
  static connect(options: LightClientOptions): Promise<LightClient> {
    return new Promise((resolve, reject) => {
      const client: LightClient = new LightClient(options, () => resolve(client), reject);
    });
  }

  private constructor(options: LightClientOptions, ready: () => void, failed: (error: Error) => void) {
    this.#options = options;
    this.#ready = ready;
    this.#failed = failed;
    this.position = options.protocol === 'naive' ? '0' : options.position;
    this.#socket = this.#open();
  }

  pause(): void {
    this.timed = false;
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#closed = true;
    this.#socket.close();
  }

  #open(): RawWebSocket {
    const { port, protocol, record } = this.#options;
    const takeBare = (payload: Buffer): void => record.take(this, payload, readPlaces);
    return new RawWebSocket(port, paths[protocol], {
      opened: () => {
        if (protocol === 'bare') this.#isCurrent();
      },
      message: protocol === 'bare' ? takeBare : (payload) => this.#takePacket(payload),
      closed: (error) => this.#lost(error),
    });
  }

  #takePacket(payload: Buffer): void {
    switch (payload[0]) {
      case engineMessage:
        return this.#takeMessage(payload);
      case enginePing:
        return this.#socket.send('3');
      case engineOpen:
        return this.#socket.send('40');
      default:
        throw new Error(`an unexpected packet: ${payload.toString('latin1', 0, 100)}`);
    }
  }

  #takeMessage(payload: Buffer): void {
    const { protocol } = this.#options;
    switch (payload[1]) {
      case socketEvent:
        return this.#takeEvent(payload);
      case socketConnect:
        return protocol === 'naive' ? this.#isCurrent() : this.#subscribe();
      case socketAnswer:
        return this.#takeAnswer(readAnswer(payload));
      default:
        throw new Error(`an unexpected message: ${payload.toString('latin1', 0, 100)}`);
    }
  }

  /** `42["change…` are both the naive server's events and our frames. */
  #takeEvent(payload: Buffer): void {
    const { protocol, record } = this.#options;
    if (payload[4] === letterC) record.take(this, payload, protocol === 'naive' ? byArrival : readPlaces);
    else if (payload[4] === letterP && /"at":"([^"]*)"/.exec(payload.toString())?.[1] !== this.position) {
      this.caughtUp += 1;
      this.#subscribe();
    }
  }

  #subscribe(): void {
    this.#socket.send(`420["subscribe",{"board":"main","position":"${this.position}"}]`);
  }

  #takeAnswer(answer: Answer): void {
    if (!answer.ok) {
      this.refused += 1;
      if (answer.code === 'position_unknown' && this.#options.reconnects) return void this.#beginAgain(this.#socket);
      this.#socket.close();
      return this.#lost(new Error(`subscribe was refused: ${answer.code}`));
    }
    this.#apply(answer);
    this.#isCurrent();
  }

  /** Begins again from a snapshot, as a page does that was away for too long. All changes here are inserts. */
  async #beginAgain(socket: RawWebSocket): Promise<void> {
    try {
      const { position, size } = await fetchSnapshot(
        `http://127.0.0.1:${this.#options.port}`,
        'main',
        'public',
        AbortSignal.timeout(20_000),
      );
      this.position = position;
      this.changes = size;
      // If the connection was lost meanwhile, the next one continues from here.
      if (this.#socket === socket) this.#subscribe();
    } catch (error) {
      if (this.#socket !== socket) return;
      socket.close();
      this.#lost(error as Error);
    }
  }

  #apply({ after, at, count }: Extract<Answer, { ok: true }>): void {
    if (after !== this.position) this.#options.record.outOfOrder += 1;
    this.position = at;
    this.changes += count;
  }

  #isCurrent(): void {
    this.currentSinceMs = nowMs();
    this.#failures = 0;
    this.#ready?.();
    this.#ready = null;
    this.#failed = null;
  }

  #lost(error: Error | null): void {
    this.currentSinceMs = null;
    this.#options.lost();
    if (this.#options.reconnects && this.#failed === null)
      setTimeout(() => {
        if (!this.#closed) this.#socket = this.#open();
      }, this.#returnMs());
    else this.#failed?.(error ?? new Error('the server closed the connection'));
  }

  #returnMs(): number {
    const ms = firstReturnMs * 2 ** this.#failures++;
    return Math.min(longestReturnMs, 2 * Math.random() * ms);
  }
}

type Answer = { ok: false; code: string } | { ok: true; after: string; at: string; count: number };

/** The last answers that were read whole. Many get the same bytes: to parse each would cost more than the server needs to make it. */
const knownAnswers: { bytes: Buffer; answer: Answer }[] = [];
const maxKnownAnswers = 8;

function readAnswer(payload: Buffer): Answer {
  const known = knownAnswers.find(({ bytes }) => bytes.equals(payload));
  if (known !== undefined) return known.answer;
  const [read] = JSON.parse(payload.toString('utf8', payload.indexOf('['))) as [SubscribeAnswer];
  const answer: Answer = read.ok ? { ok: true, after: read.after, at: read.at, count: read.changes.length } : read;
  knownAnswers.unshift({ bytes: Buffer.from(payload), answer });
  knownAnswers.splice(maxKnownAnswers);
  return answer;
}

/** Reads the positions of a frame. In the texts of its events the quotes of such a name are escaped. */
function readPlaces(text: string): { after: string; at: string } {
  const valueOf = (name: string): string => {
    const begin = text.lastIndexOf(`"${name}":"`) + name.length + 4;
    return text.slice(begin, text.indexOf('"', begin));
  };
  return { after: valueOf('after'), at: valueOf('at') };
}
