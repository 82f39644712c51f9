import { pause, type Clock } from '../../shared/clock.ts';
import type {
  Audience,
  Frame,
  Pulse,
  Subscribe,
  SubscribeAnswer,
  SubscribeRefusal,
} from '../../shared/feed-protocol.ts';
import { feedTurnMs, pulseIntervalMs } from '../../shared/feed-timing.ts';
import { protocolVersion, versionHeader } from '../../shared/protocol-version.ts';
import { ask } from '../api/own-answer.ts';
import type { ConnectionHandlers, FeedConnection } from './feed-connection.ts';
import { RetryPause } from './retry-pause.ts';

export type HttpConnectionOptions = {
  board: string;
  audience?: Audience;
  clock: Clock;
  /** The server's address; the page's own by default. */
  url?: string;
  /** Of an unseen page nobody waits: a browser has six connections for all its pages on a site. */
  isSeen?: () => boolean;
  /** Called after each pulse, since nobody tells what is beside the feed. `rules` differs when the board's title or rules do. */
  onTick?: (tick: { count: number; rules: string | undefined }) => void;
  cookie?: string;
};

type Held = Pick<Frame, 'at' | 'size' | 'checksum'>;
type Answer = { status: number; turn: number; body: unknown };

/** An answer that is there takes less; a wait takes its turn. */
const answerMs = 8_000;
/** Those who wait for the same change, or for the end of the same turn, come back spread out over this time. */
const spreadMs = 250;
/** A pulse can come from a cache, and be older than what is held; a second one that differs cannot. */
const maxOddPulses = 2;

const refusals: Partial<Record<number, SubscribeRefusal>> = {
  403: 'forbidden',
  404: 'board_not_found',
  410: 'position_unknown',
  426: 'client_too_old',
  429: 'too_many_requests',
};

/** The feed without a socket, as docs/protocol.md describes it. It looks to the feed above like a socket's connection. */
export class HttpConnection implements FeedConnection {
  readonly #options: HttpConnectionOptions;
  readonly #retry: RetryPause;
  #handlers: ConnectionHandlers | null = null;
  #closed = new AbortController();
  /** From the first pulse until an answer fails to come. */
  #connection: AbortController | null = null;
  /** The wait for what follows the position that is held. */
  #wait = new AbortController();
  #held: Held | null = null;
  #pulse: Pulse | null = null;
  #oddPulses = 0;
  #ticks = 0;

  constructor(options: HttpConnectionOptions) {
    this.#options = options;
    this.#retry = new RetryPause(options.clock);
  }

  open(handlers: ConnectionHandlers): () => void {
    this.#handlers = handlers;
    void this.#stayConnected();
    return () => {
      this.#handlers = null;
      this.#closed.abort();
      this.#connection?.abort();
      this.#wait.abort();
    };
  }

  get connected(): boolean {
    return this.#connection !== null;
  }

  /** Aborted once the connection is closed for good. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  async subscribe(
    { board, position, audience = 'public' }: Subscribe,
    take: (answer: SubscribeAnswer) => void,
  ): Promise<void> {
    this.#wait.abort();
    this.#held = null;
    const connection = this.#connection;
    if (connection === null) throw new Error('not connected');
    const wait = (this.#wait = new AbortController());
    const signal = AbortSignal.any([connection.signal, wait.signal]);
    let answer: Answer;
    try {
      answer = await this.#ask(this.#feedPath(position), signal, answerMs);
    } catch (error) {
      if (!signal.aborted) this.#lose(connection);
      throw error;
    }
    const { status, turn, body } = answer;
    if (status !== 200) return take({ ok: false, code: refusals[status] ?? 'unavailable' });
    const frame = this.#frameIn(body, position);
    const { viewers, build } = this.#pulse!;
    this.#held = frame;
    take({ ok: true, protocol: protocolVersion, audience, ...frame, board, viewers, build });
    void this.#follow(connection, wait.signal, frame.at, turn);
  }

  reportMismatch(): void {
    // Nobody counts those of a screen that a cache may have served.
  }

  reconnect(): void {
    this.#retry.reset();
  }

  renew(): void {
    if (this.#connection !== null) this.#lose(this.#connection);
    this.#retry.reset();
  }

  /** Tells the feed once the server answers, and checks what it holds from time to time, until it does not. */
  async #stayConnected(): Promise<void> {
    const { clock } = this.#options;
    const closed = this.#closed.signal;
    while (!closed.aborted) {
      try {
        this.#pulse = await this.#askPulse(closed);
        const connection = (this.#connection = new AbortController());
        this.#oddPulses = 0;
        this.#retry.reset();
        this.#handlers?.connected();
        this.#tick();
        for (;;) {
          await pause(clock, pulseIntervalMs, connection.signal);
          if (connection.signal.aborted) break;
          await this.#check(connection.signal);
        }
      } catch {
        if (this.#connection !== null) this.#lose(this.#connection);
        else this.#handlers?.disconnected();
      }
      await this.#retry.pause(closed);
    }
  }

  #lose(connection: AbortController): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    this.#held = null;
    this.#wait.abort();
    connection.abort();
    this.#handlers?.disconnected();
  }

  /** Waits for one change after the other. */
  async #follow(connection: AbortController, signal: AbortSignal, from: string, inTurn: number): Promise<void> {
    const { clock } = this.#options;
    let [position, turn] = [from, inTurn];
    try {
      while (!signal.aborted) {
        const waits = this.#options.isSeen?.() ?? true;
        if (!waits) await pause(clock, pulseIntervalMs, signal);
        const path = this.#feedPath(position) + (waits ? `&turn=${turn}` : '');
        const answer = await this.#ask(path, signal, feedTurnMs + answerMs);
        if (signal.aborted) return;
        turn = answer.turn;
        if (answer.status === 200) {
          const frame = this.#frameIn(answer.body, position);
          this.#held = frame;
          position = frame.at;
          this.#handlers?.frame(frame);
        } else if (answer.status !== 204) throw new Error(`answered ${answer.status}`);
        await pause(clock, spreadMs * clock.random(), signal);
      }
    } catch {
      // Whatever it was, the feed asks again from the position that it holds, and is told there.
      if (!signal.aborted) this.#lose(connection);
    }
  }

  /** The moderators' feed has no pulse: asked without a turn, the feed itself says the same. */
  async #check(signal: AbortSignal): Promise<void> {
    const pulse = await this.#askPulse(signal);
    // An old one, from a cache that keeps too long, proves nothing.
    if (this.#pulse !== null && pulse.now <= this.#pulse.now) return;
    this.#pulse = pulse;
    const held = this.#held;
    if (this.#options.audience === 'moderators' && held !== null) {
      const { body } = await this.#ask(this.#feedPath(held.at), signal, answerMs);
      const { changes, size, checksum } = this.#frameIn(body, held.at);
      if (changes.length === 0 && this.#held === held) this.#handlers?.pulse({ ...pulse, at: held.at, size, checksum });
    } else if (held !== null) this.#compare(pulse, held);
    this.#tick();
  }

  /** The same set at another position is the same: a quiet board has no last change that all servers know. */
  #compare(pulse: Pulse, held: Held): void {
    if (pulse.size === held.size && pulse.checksum === held.checksum) {
      this.#oddPulses = 0;
      this.#handlers?.pulse({ ...pulse, at: held.at });
      return;
    }
    this.#oddPulses += 1;
    if (this.#oddPulses >= maxOddPulses) this.#handlers?.pulse(pulse);
  }

  #tick(): void {
    this.#options.onTick?.({ count: (this.#ticks += 1), rules: this.#pulse?.rules });
  }

  #feedPath(position: string): string {
    const { board, audience = 'public' } = this.#options;
    const whose = audience === 'public' ? '' : `&audience=${audience}`;
    return `/api/boards/${board}/feed?after=${encodeURIComponent(position)}${whose}`;
  }

  async #askPulse(signal: AbortSignal): Promise<Pulse> {
    const { board } = this.#options;
    const { status, body } = await this.#ask(`/api/boards/${board}/pulse`, signal, answerMs);
    const pulse = body as Pulse | null;
    if (status !== 200 || pulse?.board !== board || typeof pulse.checksum !== 'string')
      throw new Error(`no pulse: ${status}`);
    return pulse;
  }

  /** What stands between may answer anything: only a frame of this board, from this position, counts. */
  #frameIn(body: unknown, position: string): Frame {
    const frame = body as Frame | null;
    if (
      frame?.board !== this.#options.board ||
      frame.after !== position ||
      typeof frame.at !== 'string' ||
      !Array.isArray(frame.changes)
    )
      throw new Error('not an answer of the board');
    return frame;
  }

  async #ask(path: string, signal: AbortSignal, silenceMs: number): Promise<Answer> {
    const { url = '', cookie, clock } = this.#options;
    const headers = { [versionHeader]: String(protocolVersion), ...(cookie === undefined ? {} : { cookie }) };
    const { response, isOurs, body } = await ask(url + path, { signal, headers }, { clock, silenceMs });
    // A refusal by what stands between is none of the board's, and ends nothing.
    if (!isOurs) throw new Error(`answered ${response.status}`);
    return { status: response.status, turn: Number(response.headers.get('feed-turn') ?? 0), body: body ?? null };
  }
}
