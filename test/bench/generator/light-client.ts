import type { Subscribed, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { byArrival, nowMs, type DeliveryRecord, type Place } from './delivery-record.ts';
import { RawWebSocket } from './raw-web-socket.ts';

/** How a server speaks: our board's feed, Socket.IO with an event for each change, or bare WebSocket frames. */
export type Protocol = 'board' | 'naive' | 'bare';

export type LightClientOptions = {
  port: number;
  protocol: Protocol;
  record: DeliveryRecord;
  /** Where the board's client begins: a snapshot's position. */
  position: string;
  lost?: (client: LightClient) => void;
};

const paths = { board: '/socket.io/?EIO=4&transport=websocket', naive: '/socket.io/?EIO=4&transport=websocket', bare: '/' } as const satisfies Record<Protocol, string>;

// The first bytes of a Socket.IO packet say all that matters: of Engine.IO its type, of Socket.IO its type and event.
const engineOpen = 0x30;
const enginePing = 0x32;
const engineMessage = 0x34;
const socketConnect = 0x30;
const socketEvent = 0x32;
const socketAnswer = 0x33;
const letterC = 'c'.charCodeAt(0);

/** One of many: connects, says that it is there, and hands what it is told to the record. */
export class LightClient implements Place {
  position: string;
  changes = 0;
  /** When the server last had it provably current: subscribed, or connected where that is all. */
  currentSinceMs = 0;
  readonly #options: LightClientOptions;
  readonly #socket: RawWebSocket;
  #ready: (() => void) | null = null;
  #failed: ((error: Error) => void) | null = null;

  /** Resolves when the server has taken it in. */
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
    const takeBare = (payload: Buffer): void => options.record.take(this, payload, readPlaces);
    this.#socket = new RawWebSocket(options.port, paths[options.protocol], {
      opened: () => { if (options.protocol === 'bare') this.#isCurrent(); },
      message: options.protocol === 'bare' ? takeBare : (payload) => this.#takePacket(payload),
      closed: (error) => this.#closed(error),
    });
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.close();
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
    const { protocol, record } = this.#options;
    switch (payload[1]) {
      case socketEvent:
        // `42["change…`: both the naive server's events and our frames begin so; pulses do not.
        if (payload[4] === letterC) record.take(this, payload, protocol === 'naive' ? byArrival : readPlaces);
        return;
      case socketConnect:
        if (protocol === 'naive') return this.#isCurrent();
        return this.#subscribe();
      case socketAnswer:
        return this.#takeAnswer((JSON.parse(payload.toString('utf8', payload.indexOf('['))) as [SubscribeAnswer])[0]);
      default:
        throw new Error(`an unexpected message: ${payload.toString('latin1', 0, 100)}`);
    }
  }

  #subscribe(): void {
    this.#socket.send(`420["subscribe",{"board":"main","position":"${this.position}"}]`);
  }

  #takeAnswer(answer: SubscribeAnswer): void {
    if (!answer.ok) return this.#closed(new Error(`subscribe was refused: ${answer.code}`));
    this.#apply(answer);
    this.#isCurrent();
  }

  #apply({ after, at, changes }: Subscribed): void {
    if (after !== this.position) this.#options.record.outOfOrder += 1;
    this.position = at;
    this.changes += changes.length;
  }

  #isCurrent(): void {
    this.currentSinceMs = nowMs();
    this.#ready?.();
    this.#ready = null;
    this.#failed = null;
  }

  #closed(error: Error | null): void {
    this.#socket.close();
    this.#failed?.(error ?? new Error('the server closed the connection'));
    this.#failed = null;
    this.#options.lost?.(this);
  }
}

/** The positions of a frame, as they stand at its begin. */
function readPlaces(text: string): { after: string; at: string } {
  const [, after, at] = /"after":"([^"]*)","at":"([^"]*)"/.exec(text)!;
  return { after: after!, at: at! };
}
