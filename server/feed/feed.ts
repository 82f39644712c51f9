import type { ChangeStreamDocument, Db, Document } from 'mongodb';
import type { Logger } from 'pino';
import { Audience, type Frame, type Snapshot } from '../../shared/feed-protocol.ts';
import type { Change } from '../../shared/live-set.ts';
import type { EventStep } from '../events/stored-event.ts';
import type { BoardView, ViewFrame, ViewState } from './board-view.ts';
import { BoardViews } from './board-views.ts';
import { ChangeLog, type ChangeLogBounds } from './change-log.ts';
import { watchChanges, type StreamBatch, type StreamStart } from './change-stream.ts';
import { readEventChange } from './event-changes.ts';
import { JoinRush } from './join-rush.ts';
import { openingPoint, readEpoch } from './history.ts';
import type { FeedMetrics } from './feed-metrics.ts';
import { MajorityWatch } from './majority-watch.ts';
import { StreamProgress } from './stream-progress.ts';
import { Pacer } from './pacer.ts';
import { clusterTimeMs, parsePosition, positionOf, tokenData, type Position } from './position.ts';
import { ResetRecovery } from './reset-recovery.ts';
import { readSnapshot } from './snapshot-reader.ts';
import { reportUnreadable } from './report-unreadable.ts';

export type FeedOptions = {
  db: Db;
  logger: Logger;
  metrics: FeedMetrics;
  /** How far before its start the stream opens. */
  historyMs: number;
  bounds: ChangeLogBounds;
  /** The zone of events that name none: the tutorial's documents. */
  timeZone: string;
  /** Makes the `events` collection as it must be (images, indexes), after it was dropped or replaced. */
  restoreCollection: () => Promise<void>;
  /** Other collections to watch, each with what a change of it calls. */
  otherCollections?: Readonly<Record<string, (change: ChangeStreamDocument) => void>>;
  /** Told of each event document that was written, by whomever. */
  onEventDocument?: (document: Document) => void;
  /** Told what became of each event, in commit order; after a start also of what the stream goes back to. It must not throw. */
  onEventStep?: (step: EventStep) => void;
};

export type BoardState = { at: Position; size: number; checksum: string };
export type Replay = BoardState & { changes: Change[] };
export type FeedListener = {
  frame(board: string, audience: Audience, frame: Frame): void;
  /** What clients of this board hold may not be continued: they must subscribe again. */
  reset(board: string, audience: Audience): void;
};

/** A replay of more changes than this costs more than a snapshot. */
const maxReplayChanges = 5_000;
/** Many come back from few positions; whoever invents others gains nothing. */
const maxKnownReplays = 100;
/** A position further in the future than clocks differ does not come from this database. */
const clockToleranceMs = 60_000;
const idleViewMs = 5 * 60_000;
const sweepIntervalMs = 10_000;
/** A feed that is further behind than this is not live. The stream says something every 250 ms, the majority needs a moment. */
const maxLagMs = 3_000;

/** The feed cannot say at the moment what the database holds. */
export class FeedBehind extends Error {
  constructor() {
    super('The change stream is behind the database.');
  }
}

/** One change stream ► change log ► board views ► frames. */
export class Feed {
  readonly #options: FeedOptions;
  readonly #log: ChangeLog;
  readonly #views: BoardViews;
  readonly #pacer: Pacer;
  readonly #delivered = new StreamProgress();
  readonly #recovery = new ResetRecovery();
  readonly #listeners = new Set<FeedListener>();
  readonly #majority: MajorityWatch;
  readonly #replays = new WeakMap<ViewState, Map<string, Change[]>>();
  readonly #joinRush = new JoinRush();
  readonly #stop: (() => void | Promise<void>)[] = [];
  #epoch: string;
  #heardAtMs = 0;
  /** The point of the last change taken in. */
  #takenThrough = '';

  /** Opens the stream and resolves once it has passed the time of the start. */
  static async start(options: FeedOptions): Promise<Feed> {
    const [epoch, opening, now] = await Promise.all([
      readEpoch(options.db),
      openingPoint(options.db, options.historyMs),
      openingPoint(options.db, 0),
    ]);
    const feed = new Feed(options, epoch, opening.completeAfter);
    feed.#watch(opening.start);
    await feed.#delivered.passed(now.completeAfter);
    return feed;
  }

  private constructor(options: FeedOptions, epoch: string, completeAfter: string) {
    this.#options = options;
    this.#epoch = epoch;
    this.#log = new ChangeLog(completeAfter, options.bounds);
    this.#views = new BoardViews({
      log: this.#log,
      logger: options.logger,
      readSnapshot: async (board) => {
        options.metrics.databaseSnapshots.inc();
        return readSnapshot(options.db, board, options.timeZone);
      },
      delivered: (point) => this.#delivered.passed(point),
      settled: () => this.#recovery.settled(),
      onFrame: (view, frame) => this.#sendFrame(view, frame),
      onReplaced: (view) => this.#tellReset(view),
    });
    this.#majority = new MajorityWatch(options.db);
    options.metrics.lag.readSeconds = () => this.lagMs / 1000;
    this.#pacer = new Pacer({ flush: () => this.#views.flush(), isJoinRush: () => this.#joinRush.isOn });
    const sweep = setInterval(() => this.#sweep(), sweepIntervalMs);
    sweep.unref();
    this.#stop.push(
      () => clearInterval(sweep),
      () => this.#pacer.stop(),
      () => this.#majority.stop(),
      () => this.#views.close(),
    );
  }

  /** For how long it has not been known whether the feed is current, in ms. */
  get lagMs(): number {
    return Math.max(Date.now() - this.#heardAtMs, this.#majority.lagMs);
  }

  /** Whether what the boards show is what the database holds, but for the last moments. */
  get live(): boolean {
    return this.lagMs < maxLagMs;
  }

  /** Whether many are joining at the moment. */
  get isJoinRush(): boolean {
    return this.#joinRush.isOn;
  }

  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits until this server can answer for the board from this position on: its view is loaded, and the stream and the
   * frames have passed the position, which another server may have given (rule 5). Then `join` in the same tick.
   */
  async reach(board: string, audience: Audience, position: Position): Promise<void> {
    const named = parsePosition(position);
    if (named !== null && clusterTimeMs(named.tokenData) < Date.now() + clockToleranceMs) {
      await this.#delivered.passed(named.tokenData);
    }
    const view = await this.#views.get(board, audience);
    if (named !== null) await view.sentThrough(named.tokenData);
  }

  /**
   * What brings a client from its position to where the last frame ended; null when that is unknown here. The next
   * frame continues it, if the client is put into the room in the same tick. Nothing is sent for its sake: when
   * thousands come at once, each would make a frame for all who are there already.
   */
  join(board: string, audience: Audience, position: Position): Replay | null {
    const named = parsePosition(position);
    const view = this.#views.loaded(board, audience);
    if (view === null || named === null || named.epoch !== this.#epoch || named.tokenData > this.#delivered.reached)
      return null;
    // It may have got ahead of the frames again since `reach`.
    if (named.tokenData > view.sent.at) view.flush();
    const changes = this.#changesSince(named.tokenData, view);
    if (changes === null || changes.length > maxReplayChanges) return null;
    this.#options.metrics.replayedChanges.inc(changes.length);
    this.#joinRush.recordJoin();
    return { changes, ...this.#named(view.sent) };
  }

  /** From the point to the last frame. Between two frames all who come from the same point get the very same list. */
  #changesSince(point: string, { board, audience, sent }: BoardView): Change[] | null {
    let lists = this.#replays.get(sent);
    if (lists === undefined) this.#replays.set(sent, (lists = new Map()));
    const known = lists.get(point);
    if (known !== undefined) return known;
    const changes = this.#log.after(point, board, audience, sent.at)?.map((entry) => entry.change) ?? null;
    if (lists.size >= maxKnownReplays) lists.clear();
    if (changes !== null) lists.set(point, changes);
    return changes;
  }

  /** The board as the next frame will continue it, which is what those who follow it hold; null while it is not loaded. */
  state(board: string, audience: Audience): BoardState | null {
    const view = this.#views.loaded(board, audience);
    return view === null ? null : this.#named(view.sent);
  }

  /** The live set at its position, from memory. Throws `FeedBehind` while nobody knows whether it is still so. */
  async snapshot(board: string, audience: Audience): Promise<Snapshot> {
    if (!this.live) throw new FeedBehind();
    const view = await this.#views.get(board, audience);
    const { at, size, checksum } = this.#named(view.state);
    return { board, audience, position: at, size, checksum, events: [...view.events()] };
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) await stop();
  }

  #watch(start: StreamStart): void {
    const { db, logger, metrics, otherCollections = {} } = this.#options;
    this.#stop.push(
      watchChanges({
        db,
        log: logger,
        start,
        collections: ['events', ...Object.keys(otherCollections)],
        onBatch: (batch) => this.#take(batch),
        restMs: () => this.#pacer.restMs,
        onInterrupted: () => {
          metrics.streamRestarts.inc({ reason: 'interrupted' });
        },
        onHistoryLost: async () => {
          metrics.streamRestarts.inc({ reason: 'history_lost' });
          const anew = await openingPoint(db, 0);
          this.#restart(anew.completeAfter);
          return anew.start;
        },
      }),
    );
  }

  #take({ changes, completeThrough }: StreamBatch): void {
    this.#heardAtMs = Date.now();
    for (const change of changes) this.#takeOnce(change);
    this.#delivered.reach(completeThrough);
    if (this.#views.anyPending) this.#pacer.request();
  }

  /** Each change exactly once, whatever the stream does; one that fails here is no reason to lose it silently. */
  #takeOnce(change: ChangeStreamDocument): void {
    const at = tokenData(change._id);
    if (at <= this.#takenThrough) return;
    this.#takenThrough = at;
    try {
      this.#takeChange(change);
    } catch (error) {
      this.#options.logger.error({ err: error }, 'a change could not be taken in; every board is read again');
      this.#restart(at);
    }
  }

  #takeChange(change: ChangeStreamDocument): void {
    const collection = 'ns' in change && 'coll' in change.ns ? change.ns.coll : 'events';
    const other = this.#options.otherCollections?.[collection];
    if (other !== undefined) return other(change);
    this.#takeEventChange(change);
  }

  #takeEventChange(change: ChangeStreamDocument): void {
    const { metrics, logger, timeZone, onEventDocument, onEventStep } = this.#options;
    const at = tokenData(change._id);
    const meaning = readEventChange(change, timeZone);
    switch (meaning.kind) {
      case 'boards':
        if (change.clusterTime === undefined) return;
        for (const boardChange of meaning.changes) {
          this.#log.append(at, change.clusterTime, boardChange);
          for (const audience of Audience.options) {
            const step = boardChange.forAudience[audience];
            if (step !== null)
              this.#views.apply(boardChange.board, audience, { at, clusterTime: change.clusterTime, change: step });
          }
        }
        metrics.changes.inc();
        if (meaning.document !== null) onEventDocument?.(meaning.document);
        onEventStep?.({ at, time: new Date(clusterTimeMs(at)), before: meaning.before, after: meaning.after });
        if (meaning.unreadable && meaning.document !== null) reportUnreadable(meaning.document, { metrics, logger });
        return;
      case 'images-missing':
        logger.warn('a change came without its document before and after it; every board is read again');
        return this.#restart(at);
      case 'collection-replaced':
        logger.warn(
          { operation: change.operationType },
          'the collection `events` was dropped or replaced; every board is read again',
        );
        return this.#restart(at);
      default:
        return meaning satisfies never;
    }
  }

  /** Begins anew after a point before which nothing is known any more: a new epoch if the collection is another. */
  #restart(completeAfter: string): void {
    const { metrics, restoreCollection, db, logger } = this.#options;
    metrics.resets.inc();
    this.#log.restart(completeAfter);
    this.#recovery.begin(async () => {
      await restoreCollection();
      this.#epoch = await readEpoch(db);
    }, logger);
    this.#views.reset();
  }

  #named({ at, size, checksum }: ViewState): BoardState {
    return { at: positionOf(this.#epoch, at), size, checksum };
  }

  #sendFrame(view: BoardView, { after, at, changes, size, checksum }: ViewFrame): void {
    const frame = {
      board: view.board,
      after: positionOf(this.#epoch, after),
      at: positionOf(this.#epoch, at),
      changes,
      size,
      checksum,
    };
    this.#options.metrics.frames.inc();
    this.#tell((listener) => listener.frame(view.board, view.audience, frame));
  }

  #tellReset(view: BoardView): void {
    this.#tell((listener) => listener.reset(view.board, view.audience));
  }

  /** A listener that fails is its own affair: the stream goes on for the others. */
  #tell(news: (listener: FeedListener) => void): void {
    for (const listener of this.#listeners) {
      try {
        news(listener);
      } catch (error) {
        this.#options.logger.error({ err: error }, 'a listener of the feed failed');
      }
    }
  }

  #sweep(): void {
    this.#log.trim();
    this.#views.dropIdle(idleViewMs);
  }
}
