import type { Audience, Frame, Pulse, Snapshot, Subscribed, SubscribeRefusal } from '../../shared/feed-protocol.ts';
import { pulseIntervalMs } from '../../shared/feed-timing.ts';
import { LiveSet, type Change } from '../../shared/live-set.ts';
import { Backoff } from './backoff.ts';
import type { FeedConnection } from './feed-connection.ts';

/** What the board knows of itself; it never claims more. */
export type FeedStatus =
  /** Nothing has been shown yet. */
  | { state: 'loading' }
  /** The set is the database's, by checksum, as of a few seconds ago at most. */
  | { state: 'live' }
  /** What was missed is on its way, as far as anybody knows. */
  | { state: 'catching-up'; asOf: Date }
  /** There is no connection; the set was right at `asOf`. */
  | { state: 'stale'; asOf: Date }
  /** Nothing could be shown; only `board_not_found` and `forbidden` are final, else it goes on trying. */
  | { state: 'failed'; code: string; detail: string };

/** `reset`: the set as a whole is new; else exactly these changes were applied, in this order. */
export type FeedNews = { changes: readonly Change[]; reset: boolean };

/** Told of all that the feed takes in, for tests that check it. */
export type FeedObserver = {
  snapshot?(snapshot: Snapshot): void;
  subscribed?(answer: Subscribed): void;
  refused?(code: string): void;
  frame?(frame: Frame, applied: boolean): void;
  pulse?(pulse: Pulse): void;
  mismatch?(position: string): void;
};

export type BoardFeedOptions = {
  board: string;
  audience?: Audience;
  /** Gets the live set over HTTP. Throws an error with a `code` of `shared/problem.ts` where the server refuses. */
  fetchSnapshot: (board: string, audience: Audience, signal: AbortSignal) => Promise<Snapshot>;
  connection: FeedConnection;
  /** Calls back when listeners are to be told: once per animation frame in a browser. */
  schedule?: (callback: () => void) => void;
  observer?: FeedObserver;
};

/** A pulse comes every `pulseIntervalMs`; a connection that is silent for longer is not believed. */
export const silenceMs = pulseIntervalMs * 1.5;
/** A listener that was asleep (a hidden tab) is told to look at the whole set rather than at so many changes. */
const maxPendingNews = 2_000;
const finalCodes: ReadonlySet<string> = new Set(['board_not_found', 'forbidden']);

/**
 * One board's live set, kept equal to the database: snapshot, subscribe, then frames. Every way of losing the
 * thread (a reconnect, a gap, a silent or replaced server, a checksum that does not match) leads back the same way:
 * subscribe again from the position held, else begin from a snapshot.
 */
export class BoardFeed {
  readonly board: string;
  readonly events = new LiveSet();
  readonly #options: BoardFeedOptions;
  readonly #audience: Audience;
  readonly #backoff = new Backoff();
  readonly #listeners = new Set<(news: FeedNews) => void>();
  #status: FeedStatus = { state: 'loading' };
  #viewers = 0;
  #build: string | null = null;
  #position: string | null = null;
  /** When the set was last proven right. */
  #provenAt: Date | null = null;
  /** True from a `subscribe` that was answered until the connection or the thread is lost. */
  #following = false;
  /** True from a connection that was lost or could not be made until there is one. */
  #unreachable = false;
  #catchingUp = false;
  #again = false;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #pendingChanges: Change[] = [];
  #pendingReset = false;
  #scheduled = false;
  #abort = new AbortController();

  constructor(options: BoardFeedOptions) {
    this.#options = options;
    this.board = options.board;
    this.#audience = options.audience ?? 'public';
  }

  get status(): FeedStatus {
    return this.#status;
  }

  get viewers(): number {
    return this.#viewers;
  }

  /** The build of the server's pages; when it changes, the page is an old one. */
  get build(): string | null {
    return this.#build;
  }

  /** The position held; null before the first snapshot. */
  get position(): string | null {
    return this.#position;
  }

  /** Starts following the board; answers how to stop. */
  start(): () => void {
    const abort = new AbortController();
    this.#abort = abort;
    const disconnect = this.#options.connection.open({
      connected: () => {
        this.#unreachable = false;
        // What failed before had no connection; this one has a chance.
        this.#backoff.reset();
        this.#lostThread();
      },
      disconnected: () => this.#disconnected(),
      frame: (frame) => this.#takeFrame(frame),
      pulse: (pulse) => this.#takePulse(pulse),
    });
    // The snapshot does not wait for the socket.
    this.#lostThread();
    return () => {
      abort.abort();
      clearTimeout(this.#silence);
      disconnect();
    };
  }

  /** Tells of changes, at most once per `schedule`; answers how to stop listening. */
  onChange(listener: (news: FeedNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The page woke up or the network came back: whatever the socket believes, find out now. */
  probe(): void {
    this.#backoff.reset();
    if (this.#options.connection.connected) this.#lostThread();
    else this.#options.connection.reconnect();
  }

  /** Somebody else is logged in now: the server should know whose socket this is. */
  identifyAnew(): void {
    this.#options.connection.renew();
  }

  /** Catches up once, however many reasons there are at the moment. */
  #lostThread(): void {
    this.#following = false;
    if (this.#catchingUp) {
      this.#again = true;
      return;
    }
    this.#catchingUp = true;
    this.#updateStatus();
    void this.#catchUp(this.#abort.signal).finally(() => {
      this.#catchingUp = false;
      this.#updateStatus();
    });
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.#position === null) await this.#loadSnapshot(signal);
        if (!this.#options.connection.connected) return;
        this.#again = false;
        await this.#subscribe(signal);
        if (this.#again) continue;
        if (this.#following) return this.#backoff.reset();
        // Not at once if it happens again and again: a server that forgets all the time is in trouble enough.
        await this.#backoff.pause(signal);
      } catch (error) {
        if (signal.aborted) return;
        const { code = 'unavailable', message } = error as Error & { code?: string };
        this.#updateStatus();
        if (this.#provenAt === null) this.#setStatus({ state: 'failed', code, detail: message });
        if (finalCodes.has(code)) return this.#giveUp(code, message);
        await this.#backoff.pause(signal);
      }
    }
  }

  async #loadSnapshot(signal: AbortSignal): Promise<void> {
    const snapshot = await this.#options.fetchSnapshot(this.board, this.#audience, signal);
    if (signal.aborted) return;
    this.#options.observer?.snapshot?.(snapshot);
    this.events.reset(snapshot.events);
    this.#position = snapshot.position;
    this.#news([], true);
    this.#prove(snapshot);
  }

  async #subscribe(signal: AbortSignal): Promise<void> {
    const position = this.#position;
    if (position === null) return;
    // What comes before the answer is in the answer.
    this.#following = false;
    const message = { board: this.board, position, audience: this.#audience };
    let refusal: SubscribeRefusal | null = null;
    await this.#options.connection.subscribe(message, (answer) => {
      if (signal.aborted) return;
      if (answer.ok) this.#takeAnswer(answer);
      else refusal = answer.code;
    });
    if (refusal === null) return;
    this.#options.observer?.refused?.(refusal);
    // The server itself does not know: nobody is catching up.
    this.#unreachable = refusal === 'unavailable';
    if (refusal !== 'position_unknown')
      throw Object.assign(new Error(`The server refused: ${String(refusal)}.`), { code: refusal });
    this.#position = null;
  }

  #takeAnswer(answer: Subscribed): void {
    this.#options.observer?.subscribed?.(answer);
    this.#apply(answer.changes, answer.at);
    this.#viewers = answer.viewers;
    this.#build = answer.build;
    this.#unreachable = false;
    this.#following = true;
    this.#following = this.#prove(answer);
  }

  /** FEED-2: a frame is applied only by a client that holds the position it continues, and then whole. */
  #takeFrame(frame: Frame): void {
    const applies = this.#following && frame.board === this.board && frame.after === this.#position;
    this.#options.observer?.frame?.(frame, applies);
    if (frame.board !== this.board || !this.#following) return;
    if (!applies) return this.#lostThread();
    this.#apply(frame.changes, frame.at);
    if (!this.#prove(frame)) this.#lostThread();
  }

  #takePulse(pulse: Pulse): void {
    if (pulse.board !== this.board) return;
    this.#options.observer?.pulse?.(pulse);
    // A server that pulses knows again where it is: ask it now.
    if (!this.#following) return this.#backoff.reset();
    const viewersBefore = this.#viewers;
    this.#viewers = pulse.viewers;
    this.#build = pulse.build;
    if (pulse.at !== this.#position || !this.#prove(pulse)) this.#lostThread();
    else if (viewersBefore !== pulse.viewers) this.#news([], false);
  }

  #apply(changes: readonly Change[], at: string): void {
    for (const change of changes) this.events.apply(change);
    this.#position = at;
    if (changes.length > 0) this.#news(changes, false);
  }

  /** FEED-3: holds the set against the server's checksum. On a mismatch the set is given up. */
  #prove({ size, checksum }: { size: number; checksum: string }): boolean {
    if (this.events.size !== size || this.events.checksum !== checksum) {
      this.#options.observer?.mismatch?.(this.#position ?? '');
      this.#options.connection.reportMismatch(this.board);
      this.#position = null;
      return false;
    }
    this.#provenAt = new Date();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#silent(), silenceMs);
    this.#updateStatus();
    return true;
  }

  #silent(): void {
    if (!this.#options.connection.connected) return;
    // A half-open connection looks connected: only an answer counts.
    this.#lostThread();
  }

  #disconnected(): void {
    this.#following = false;
    this.#unreachable = true;
    this.#updateStatus();
  }

  #giveUp(code: string, detail: string): void {
    this.#setStatus({ state: 'failed', code, detail });
    this.#abort.abort();
  }

  #updateStatus(): void {
    if (this.#provenAt === null || this.#abort.signal.aborted) return;
    if (this.#following) this.#setStatus({ state: 'live' });
    else this.#setStatus({ state: this.#unreachable ? 'stale' : 'catching-up', asOf: this.#provenAt });
  }

  #setStatus(status: FeedStatus): void {
    const { state } = this.#status;
    const same = state === status.state && (state === 'live' || state === 'loading');
    this.#status = status;
    if (!same) this.#news([], false);
  }

  #news(changes: readonly Change[], reset: boolean): void {
    if (reset || this.#pendingChanges.length + changes.length > maxPendingNews) {
      this.#pendingReset = true;
      this.#pendingChanges = [];
    }
    if (!this.#pendingReset) this.#pendingChanges.push(...changes);
    if (this.#scheduled) return;
    this.#scheduled = true;
    (this.#options.schedule ?? queueMicrotask)(() => this.#tell());
  }

  #tell(): void {
    this.#scheduled = false;
    const news: FeedNews = { changes: this.#pendingChanges, reset: this.#pendingReset };
    this.#pendingChanges = [];
    this.#pendingReset = false;
    for (const listener of this.#listeners) listener(news);
  }
}
