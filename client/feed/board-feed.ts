import type { Clock } from '../../shared/clock.ts';
import type {
  Audience,
  Frame,
  Pulse,
  Snapshot,
  Subscribe,
  Subscribed,
  SubscribeRefusal,
} from '../../shared/feed-protocol.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { pulseIntervalMs } from '../../shared/feed-timing.ts';
import { protocolVersion } from '../../shared/protocol-version.ts';
import { LiveSet, type Change } from '../../shared/live-set.ts';
import type { FeedConnection } from './feed-connection.ts';
import { FeedNewsGatherer, type FeedNews } from './feed-news.ts';
import { RetryPause } from './retry-pause.ts';

/** What the page may say about the board. It never claims more than is known. */
export type FeedStatus =
  /** Nothing has been shown yet. */
  | { state: 'loading' }
  /** The set is the database's, proven by checksum a few seconds ago at most. */
  | { state: 'live' }
  /** The server can probably be reached, and what was missed is on its way; or all but the next events of a large board. */
  | { state: 'catching-up'; asOf: Date }
  /** The server cannot be reached, or does not know the board's state itself. The set was right at `asOf`. */
  | { state: 'stale'; asOf: Date }
  /**
   * Nothing could be shown yet, or the board was deleted or closed to this person. `forbidden` is final; after any other
   * code it goes on trying, after `board_not_found` only now and then.
   */
  | { state: 'failed'; code: string; detail: string };

/** How the client stands with the server. */
type Link =
  /** The connection was lost or could not be made, or the server answered `unavailable`. */
  | 'cut-off'
  /** From a connection until a `subscribe` is answered. Frames are ignored: the answer will contain their changes. */
  | 'joining'
  /** A `subscribe` was answered, and every frame since has continued the one before. */
  | 'following';

/** Called with everything that the feed takes in, for tests that check it. */
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
  fetchSnapshot: (board: string, audience: Audience, signal: AbortSignal, onProgress: () => void) => Promise<Snapshot>;
  /** Gets the next events alone, to be shown while a large board is on its way on a slow line. */
  fetchNext?: (board: string, signal: AbortSignal) => Promise<readonly BoardEvent[]>;
  connection: FeedConnection;
  clock: Clock;
  /** Calls back when listeners should be notified: once per animation frame in a browser, otherwise in the same turn. */
  schedule?: (callback: () => void) => void;
  observer?: FeedObserver;
  /** Called with the server's time, from time to time. */
  onTime?: (now: string) => void;
};

/** A pulse comes every `pulseIntervalMs`. A connection that is silent for longer than this is not trusted. */
export const silenceMs = pulseIntervalMs * 1.5;
/** A snapshot that takes longer, from the beginning of the answer to its end, is a large one on a slow line. */
const longSnapshotMs = 1_500;
/** A board that is not there may be put back, from a backup for example. */
const missingDelays = { firstMs: 4_000, longestMs: 60_000 };

/**
 * One board's live set in the browser, kept equal to the database: a snapshot, then `subscribe` from its position, then
 * frames.
 *
 *     snapshot ──► subscribe ──► frame ──► frame ──► …
 *         ▲            ▲                    │
 *         │            └────────────────────┤  a new connection, a gap, silence
 *         └─────────────────────────────────┘  a wrong checksum, or a position that the server does not know
 *
 * Every way of losing the thread leads back the same way (`#catchUp`): subscribe again from the position held, and if
 * that is not possible, start with a new snapshot. After each step the set is compared with the server's checksum.
 */
export class BoardFeed {
  readonly board: string;
  readonly events = new LiveSet();
  readonly #options: BoardFeedOptions;
  readonly #audience: Audience;
  readonly #retry: RetryPause;
  readonly #missing: RetryPause;
  readonly #news: FeedNewsGatherer;
  #status: FeedStatus = { state: 'loading' };
  #viewers = 0;
  #build: string | null = null;
  #tooOld = false;
  /** The server has said that there is no such board. */
  #isMissing = false;
  #position: string | null = null;
  /** When the set was last proven right, in ms. */
  #provenAtMs: number | null = null;
  /** When the next events were shown, in ms, while nothing has been proven yet. */
  #nextAtMs: number | null = null;
  #link: Link = 'joining';
  /** `again`: the thread was lost once more since the last `subscribe`, so its answer is not enough. */
  #catchingUp: 'no' | 'yes' | 'again' = 'no';
  #cancelSilence = (): void => undefined;
  #abort = new AbortController();

  constructor(options: BoardFeedOptions) {
    this.#options = options;
    this.board = options.board;
    this.#audience = options.audience ?? 'public';
    this.#retry = new RetryPause(options.clock);
    this.#missing = new RetryPause(options.clock, missingDelays);
    this.#news = new FeedNewsGatherer(options.schedule ?? queueMicrotask);
  }

  get status(): FeedStatus {
    return this.#status;
  }

  get viewers(): number {
    return this.#viewers;
  }

  /** The build of the server's pages. When it changes, this page is outdated. */
  get build(): string | null {
    return this.#build;
  }

  /** The server no longer serves this page's protocol version. */
  get tooOld(): boolean {
    return this.#tooOld;
  }

  /** The position held; null before the first snapshot. */
  get position(): string | null {
    return this.#position;
  }

  /** Starts following the board. Returns a function that stops it. */
  start(): () => void {
    const abort = new AbortController();
    this.#abort = abort;
    const disconnect = this.#options.connection.open({
      connected: () => {
        this.#link = 'joining';
        // Earlier tries had no connection; this one can succeed.
        this.#tryNow();
        this.#lostThread();
      },
      disconnected: () => {
        this.#link = 'cut-off';
        this.#updateStatus();
      },
      frame: (frame) => this.#takeFrame(frame),
      pulse: (pulse) => this.#takePulse(pulse),
      held: () => (this.#isFollowing ? this.#question() : null),
    });
    // The snapshot does not wait for the socket.
    this.#lostThread();
    return () => {
      abort.abort();
      this.#cancelSilence();
      disconnect();
    };
  }

  /** Notifies of changes, at most once per `schedule`. Returns a function that ends the subscription. */
  onChange(listener: (news: FeedNews) => void): () => void {
    return this.#news.subscribe(listener);
  }

  /** The page woke up or the network came back: find out now whether the connection works. */
  probe(): void {
    this.#tryNow();
    if (this.#options.connection.connected) this.#lostThread();
    else this.#options.connection.reconnect();
  }

  #tryNow(): void {
    this.#retry.reset();
    this.#missing.reset();
  }

  /** Another person is logged in now: a new connection shows the server whose socket this is. */
  renewConnection(): void {
    this.#options.connection.renew();
  }

  /** Catches up, once for all reasons that come while it does. */
  #lostThread(): void {
    this.#stopFollowing();
    if (this.#catchingUp !== 'no') {
      this.#catchingUp = 'again';
      return;
    }
    this.#catchingUp = 'yes';
    this.#updateStatus();
    const { signal } = this.#abort;
    void this.#catchUp(signal).finally(() => {
      // It ended without a connection, and one opened in the same moment.
      const goesOn = this.#threadWasLost() && this.#options.connection.connected && !signal.aborted;
      this.#catchingUp = 'no';
      if (goesOn) this.#lostThread();
      else this.#updateStatus();
    });
  }

  #stopFollowing(): void {
    if (this.#link === 'following') this.#link = 'joining';
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.#position === null) await this.#loadSnapshot(signal);
        if (!this.#options.connection.connected) return;
        this.#catchingUp = 'yes';
        await this.#subscribe(signal);
        if (this.#threadWasLost()) continue;
        if (this.#isFollowing) return this.#tryNow();
        // Not at once: a server that answers `position_unknown` again and again has enough to do.
        await this.#retry.pause(signal);
      } catch (error) {
        if (signal.aborted) return;
        const { code = 'unavailable', message } = error as Error & { code?: string };
        // The page reloads at a quiet moment; until then another server may still serve it.
        if (code === 'client_too_old') this.#tooOld = true;
        this.#updateStatus();
        // While the server cannot be asked, a board that it does not have is not there.
        if (this.#asOfMs === null && !this.#isMissing) this.#setStatus({ state: 'failed', code, detail: message });
        if (code === 'forbidden') return this.#giveUp(code, message);
        if (code === 'board_not_found') this.#dismiss(code, message);
        await (code === 'board_not_found' ? this.#missing : this.#retry).pause(signal);
      }
    }
  }

  async #loadSnapshot(signal: AbortSignal): Promise<void> {
    const { showNext, stop } = this.#nextEvents(signal);
    const snapshot = await this.#options.fetchSnapshot(this.board, this.#audience, signal, showNext).finally(stop);
    if (signal.aborted) return;
    this.#options.observer?.snapshot?.(snapshot);
    this.events.reset(snapshot.events);
    this.#position = snapshot.position;
    this.#news.add({ changes: [], reset: true });
    this.#prove(snapshot);
  }

  /** Once the snapshot is on its way: if that takes long, shows the next events, which nothing proves. */
  #nextEvents(signal: AbortSignal): { showNext: () => void; stop: () => void } {
    const { clock, fetchNext } = this.#options;
    const here = new AbortController();
    let cancel: (() => void) | undefined;
    const show = async (): Promise<void> => {
      const events = await fetchNext?.(this.board, AbortSignal.any([signal, here.signal])).catch(() => undefined);
      if (events === undefined || signal.aborted || here.signal.aborted) return;
      this.events.reset(events);
      this.#nextAtMs = clock.now();
      this.#news.add({ changes: [], reset: true });
      this.#updateStatus();
    };
    return {
      showNext: () => {
        if (this.#asOfMs === null) cancel ??= clock.after(longSnapshotMs, () => void show());
      },
      stop: () => {
        cancel?.();
        here.abort();
      },
    };
  }

  get #asOfMs(): number | null {
    return this.#provenAtMs ?? this.#nextAtMs;
  }

  async #subscribe(signal: AbortSignal): Promise<void> {
    const message = this.#question();
    if (message === null) return;
    // Frames that come before the answer are ignored: the answer contains their changes.
    this.#stopFollowing();
    let refusal: SubscribeRefusal | null = null;
    await this.#options.connection.subscribe(message, (answer) => {
      if (signal.aborted) return;
      if (answer.ok) this.#takeAnswer(answer);
      else refusal = answer.code;
    });
    if (refusal === null) return;
    this.#options.observer?.refused?.(refusal);
    this.#link = refusal === 'unavailable' || refusal === 'client_too_old' ? 'cut-off' : 'joining';
    if (refusal !== 'position_unknown')
      throw Object.assign(new Error(`The server refused: ${String(refusal)}.`), { code: refusal });
    this.#position = null;
  }

  /** Null before there is a position. */
  #question(): Subscribe | null {
    const position = this.#position;
    return position === null
      ? null
      : { board: this.board, position, audience: this.#audience, protocol: protocolVersion };
  }

  #takeAnswer(answer: Subscribed): void {
    this.#options.observer?.subscribed?.(answer);
    this.#apply(answer.changes, answer.at);
    this.#viewers = answer.viewers;
    this.#build = answer.build;
    this.#link = 'following';
    if (!this.#prove(answer)) this.#stopFollowing();
  }

  /** FEED-2: a frame is applied only by a client that holds the position it continues, and then whole. */
  #takeFrame(frame: Frame): void {
    const applies = this.#isFollowing && frame.board === this.board && frame.after === this.#position;
    this.#options.observer?.frame?.(frame, applies);
    if (frame.board !== this.board || !this.#isFollowing) return;
    if (!applies) return this.#lostThread();
    this.#apply(frame.changes, frame.at);
    if (!this.#prove(frame)) this.#lostThread();
  }

  #takePulse(pulse: Pulse): void {
    if (pulse.board !== this.board) return;
    this.#options.observer?.pulse?.(pulse);
    this.#options.onTime?.(pulse.now);
    // A server that sends pulses is current again: ask it now.
    if (!this.#isFollowing) return this.#retry.reset();
    const viewersBefore = this.#viewers;
    this.#viewers = pulse.viewers;
    this.#build = pulse.build;
    if (pulse.at !== this.#position || !this.#prove(pulse)) this.#lostThread();
    else if (viewersBefore !== pulse.viewers) this.#news.add();
  }

  #apply(changes: readonly Change[], at: string): void {
    for (const change of changes) this.events.apply(change);
    this.#position = at;
    if (changes.length > 0) this.#news.add({ changes, reset: false });
  }

  /** FEED-3: compares the set with the server's checksum. On a mismatch the position is given up, so a snapshot follows. */
  #prove({ size, checksum }: { size: number; checksum: string }): boolean {
    if (this.events.size !== size || this.events.checksum !== checksum) {
      this.#options.observer?.mismatch?.(this.#position ?? '');
      this.#options.connection.reportMismatch(this.board);
      this.#position = null;
      return false;
    }
    const { clock } = this.#options;
    this.#provenAtMs = clock.now();
    this.#isMissing = false;
    this.#cancelSilence();
    this.#cancelSilence = clock.after(silenceMs, () => this.#silent());
    this.#updateStatus();
    return true;
  }

  #silent(): void {
    if (!this.#options.connection.connected) return;
    // A half-open connection looks connected: only an answer proves it.
    this.#lostThread();
  }

  /** Nothing that was shown counts any more. */
  #dismiss(code: string, detail: string): void {
    this.#isMissing = true;
    this.#position = null;
    this.#provenAtMs = null;
    this.#nextAtMs = null;
    this.#cancelSilence();
    this.#setStatus({ state: 'failed', code, detail });
  }

  #giveUp(code: string, detail: string): void {
    this.#setStatus({ state: 'failed', code, detail });
    this.#abort.abort();
  }

  get #isFollowing(): boolean {
    return this.#link === 'following';
  }

  #threadWasLost(): boolean {
    return this.#catchingUp === 'again';
  }

  #updateStatus(): void {
    if (this.#asOfMs === null || this.#abort.signal.aborted) return;
    const asOf = new Date(this.#asOfMs);
    switch (this.#link) {
      case 'following':
        return this.#setStatus({ state: 'live' });
      case 'joining':
        return this.#setStatus({ state: 'catching-up', asOf });
      case 'cut-off':
        return this.#setStatus({ state: 'stale', asOf });
      default:
        return this.#link satisfies never;
    }
  }

  #setStatus(status: FeedStatus): void {
    const { state } = this.#status;
    const same = state === status.state && (state === 'live' || state === 'loading');
    this.#status = status;
    if (!same) this.#news.add();
  }
}
