import type { Db } from 'mongodb';
import type { Logger } from 'pino';
import { every, type Clock } from '../../shared/clock.ts';
import type { Audience, Frame, Snapshot } from '../../shared/feed-protocol.ts';
import { Observable } from '../../shared/observable.ts';
import type { Slices } from '../base/slices.ts';
import type { CollectionWatcher } from '../database/collection-watcher.ts';
import type { EventWatcher } from '../events/stored-event.ts';
import type { BoardView, ViewFrame, ViewState } from './board-view.ts';
import { BoardViews } from './board-views.ts';
import { ChangeIntake, type ReadChange } from './change-intake.ts';
import { ChangeLog, type ChangeLogBounds } from './change-log.ts';
import { watchChanges, type StreamBatch, type StreamStart } from './change-stream.ts';
import type { FeedMetrics } from './feed-metrics.ts';
import { openingPoint, readEpoch } from './history.ts';
import { JoinRush } from './join-rush.ts';
import { Pacer } from './pacer.ts';
import { afterClusterTime, clusterTimeMs, parsePosition, positionOf, type Position } from './position.ts';
import { Replays, type ReplayedChanges } from './replays.ts';
import { ResetRecovery } from './reset-recovery.ts';
import { majorityTime, readSnapshot } from './snapshot-reader.ts';
import { StreamProgress } from './stream-progress.ts';
import type { StreamStatus } from './stream-status.ts';

export type FeedOptions = {
  db: Db;
  logger: Logger;
  metrics: FeedMetrics;
  clock: Clock;
  status: StreamStatus;
  slices: Slices;
  /** How far before its start the stream opens. */
  historyMs: number;
  bounds: ChangeLogBounds;
  /** The zone of events that name none: the tutorial's documents. */
  timeZone: string;
  /** Sets up the `events` collection (images, indexes) after it was dropped or replaced. */
  restoreCollection: () => Promise<void>;
  collectionWatchers?: readonly CollectionWatcher[];
  eventWatchers?: readonly EventWatcher[];
};

export type BoardState = { at: Position; size: number; checksum: string };
export type Replay = BoardState & ReplayedChanges;
export type FeedListener = {
  frame(board: string, audience: Audience, frame: Frame): void;
  /** Clients cannot go on from what they hold of this board: they must subscribe again. */
  reset(board: string, audience: Audience): void;
};

/** A position further in the future than clocks differ does not come from this database. */
const clockToleranceMs = 60_000;
const idleViewMs = 5 * 60_000;
const sweepIntervalMs = 10_000;

/** The feed does not know at the moment what the database holds. */
export class FeedBehind extends Error {
  constructor() {
    super('The change stream is behind the database.');
  }
}

/**
 * Turns one MongoDB change stream into frames for everyone who follows a board.
 *
 *     change stream ──► intake ──┬──► change log ──► replay: what a client missed, from its position on
 *                                └──► board views ──► pacer ──► frame: what changed since the last frame
 *
 * - A *position* is a point of the change stream: `<epoch>.<resume token>`. All servers read the same stream, so a
 *   position means the same on each of them. Positions of one epoch sort as text.
 * - The *epoch* names the `events` collection. A collection that is dropped and created again has another epoch, and
 *   positions of the old epoch are unknown.
 *
 * The life of a change: the stream brings it; the intake compares the event before and after it; for each board and
 * audience that sees a difference, the change goes into the log and into the view, if one is loaded. The pacer decides
 * when the view sends what is pending. Each frame names the position it continues (`after`) and the one it leads to
 * (`at`), with the size and checksum of the whole set.
 *
 * The life of a subscribe: a client holds a set at a position, from a snapshot or from its last frame. `reach` waits
 * until this server has come as far. `join` then returns the *replay*, the changes from there to the last frame. If
 * the client is put into the room in the same tick, the next frame continues the replay: this is the *cutover* from
 * replay to live. If the log no longer reaches back to the position, the client starts again with a snapshot.
 *
 * When the stream loses its place, or a change cannot be understood, nothing is guessed: the log is emptied, every
 * view is read again from the database, and its clients are told to subscribe again (`reset`).
 */
export class Feed {
  readonly #options: FeedOptions;
  readonly #intake: ChangeIntake;
  readonly #log: ChangeLog;
  readonly #views: BoardViews;
  readonly #pacer: Pacer;
  readonly #replays: Replays;
  readonly #recovery: ResetRecovery;
  readonly #joinRush: JoinRush;
  readonly #delivered = new StreamProgress();
  readonly #news = new Observable<(listener: FeedListener) => void>();
  readonly #stops: (() => void | Promise<void>)[] = [];
  #epoch: string;

  /** Opens the stream, and resolves when the stream has passed the time of the call. */
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
    const { db, logger, metrics, clock, slices, timeZone, status, bounds } = options;
    this.#options = options;
    this.#epoch = epoch;
    this.#intake = new ChangeIntake({
      logger,
      metrics,
      timeZone,
      collectionWatchers: options.collectionWatchers ?? [],
      eventWatchers: options.eventWatchers ?? [],
      onBoardChange: ({ board, audience, change }, at, clusterTime) => {
        const entry = { at, clusterTime, change };
        this.#log.append(board, audience, entry);
        this.#views.apply(board, audience, entry);
      },
      onBoardBegunOrEnded: (board, at) => {
        this.#log.forget(board, at);
        this.#views.replace(board);
      },
      onLost: (at) => this.#restart(at),
    });
    this.#log = new ChangeLog(completeAfter, bounds, clock);
    this.#replays = new Replays(this.#log);
    this.#views = new BoardViews({
      log: this.#log,
      logger,
      clock,
      readSnapshot: async (board, audience) => {
        metrics.databaseSnapshots.inc();
        return readSnapshot(db, { board, audience, timeZone, slices });
      },
      delivered: (point) => this.#delivered.passed(point),
      settled: () => this.#recovery.settled(),
      onFrame: (view, frame) => this.#sendFrame(view, frame),
      onLoaded: ({ board, audience }) => this.#news.notify((listener) => listener.reset(board, audience)),
    });
    this.#recovery = new ResetRecovery({ logger, clock, putRight: () => this.#putRight() });
    this.#joinRush = new JoinRush(clock);
    this.#pacer = new Pacer({ clock, flush: () => this.#views.flush(), isJoinRush: () => this.#joinRush.isOn });
    metrics.lag.readSeconds = () => status.lagMs / 1000;
    this.#stops.push(
      every(clock, sweepIntervalMs, () => this.#sweep()),
      () => this.#pacer.stop(),
      () => this.#recovery.stop(),
      () => this.#views.close(),
    );
  }

  /** Whether boards show what the database holds, except for the last moments. */
  get live(): boolean {
    return this.#options.status.live;
  }

  /** Whether many clients are joining at the moment. */
  get isJoinRush(): boolean {
    return this.#joinRush.isOn;
  }

  /** Returns a function that ends the subscription. A listener that fails does not stop the feed for the others. */
  listen(listener: FeedListener): () => void {
    return this.#news.subscribe((deliver) => {
      try {
        deliver(listener);
      } catch (error) {
        this.#options.logger.error({ err: error }, 'a listener of the feed failed');
      }
    });
  }

  /**
   * Waits until this server can answer for the board from this position on: its view is loaded, and the stream and the
   * frames have passed the position, which may come from another server that is ahead. Call `join` in the same tick.
   */
  async reach(board: string, audience: Audience, position: Position): Promise<void> {
    const named = parsePosition(position);
    if (named !== null && clusterTimeMs(named.tokenData) < this.#options.clock.now() + clockToleranceMs) {
      await this.#delivered.passed(named.tokenData);
    }
    const view = await this.#views.get(board, audience);
    if (named !== null) await view.sentThrough(named.tokenData);
  }

  /**
   * Returns the changes between the client's position and the last frame; null if this server does not know them, or
   * follows another board of this slug yet or still. Put the client into the room in the same tick: then the next frame
   * continues the replay.
   *
   * A join sends no frame, unless the client is ahead of the last one. Otherwise a thousand joins at once would send a
   * thousand frames to everybody who is there already.
   */
  join(board: string, audience: Audience, position: Position, identity: string | null = null): Replay | null {
    const replay = this.replay(board, audience, position, identity);
    if (replay !== null) this.#joinRush.recordJoin();
    return replay;
  }

  /** The same for a client that does not go on to live frames in this tick: it asks again. */
  replay(board: string, audience: Audience, position: Position, identity: string | null): Replay | null {
    const named = parsePosition(position);
    const view = this.#views.loaded(board, audience);
    if (view?.identity !== identity) return null;
    if (named === null || named.epoch !== this.#epoch || named.tokenData > this.#delivered.reached) return null;
    // The position can be ahead of the frames again: changes may have come since `reach`.
    if (named.tokenData > view.sent.at) view.flush();
    const replay = this.#replays.since(named.tokenData, view);
    if (replay === null) return null;
    this.#options.metrics.replayedChanges.inc(replay.changes.length);
    return { ...replay, ...this.#atPosition(view.sent) };
  }

  /** The same, for a board that may have to be loaded first. Throws `FeedBehind` as `snapshot` does. */
  async currentState(board: string, audience: Audience, identity: string | null): Promise<BoardState> {
    return this.#atPosition((await this.#current(board, audience, identity)).sent);
  }

  /** The board as of the last frame, which is what its followers hold; null while it is not loaded. */
  state(board: string, audience: Audience): BoardState | null {
    const view = this.#views.loaded(board, audience);
    return view === null ? null : this.#atPosition(view.sent);
  }

  /**
   * The live set of the board with this identity at its position, from memory. Throws `FeedBehind` while nobody knows whether
   * it is current.
   */
  async snapshot(board: string, audience: Audience, identity: string | null = null): Promise<Snapshot> {
    return snapshotOf(await this.#current(board, audience, identity), this.#epoch);
  }

  /** The same; null if the board is still at this position. */
  async snapshotUnless(
    board: string,
    audience: Audience,
    identity: string | null,
    known: Position | null,
  ): Promise<Snapshot | null> {
    const view = await this.#current(board, audience, identity);
    return positionOf(this.#epoch, view.state.at) === known ? null : snapshotOf(view, this.#epoch);
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) await stop();
  }

  async #current(board: string, audience: Audience, identity: string | null): Promise<BoardView> {
    if (!this.live) throw new FeedBehind();
    const view = await this.#views.get(board, audience);
    if (view.identity === identity) return view;
    // The stream may not have brought yet that a board of this slug was deleted and another one created.
    await this.#delivered.passed(afterClusterTime(await majorityTime(this.#options.db)));
    const later = await this.#views.get(board, audience);
    if (later.identity === identity) return later;
    // The caller's board was deleted meanwhile, or somebody edited it by hand.
    this.#views.replace(board);
    throw new FeedBehind();
  }

  #watch(start: StreamStart): void {
    const { db, logger, metrics, clock } = this.#options;
    this.#stops.push(
      watchChanges({
        db,
        logger,
        clock,
        start,
        collections: this.#intake.collections,
        read: (change) => this.#intake.read(change),
        onBatch: (batch) => this.#take(batch),
        restMs: () => this.#pacer.restMs,
        onInterrupted: () => {
          metrics.streamRestarts.inc({ reason: 'interrupted' });
        },
        onHistoryLost: async () => {
          metrics.streamRestarts.inc({ reason: 'history_lost' });
          const now = await openingPoint(db, 0);
          this.#restart(now.completeAfter);
          return now.start;
        },
      }),
    );
  }

  #take({ changes, completeThrough }: StreamBatch<ReadChange>): void {
    this.#options.status.recordBatch();
    for (const change of changes) this.#intake.take(change);
    this.#delivered.reach(completeThrough);
    if (this.#views.anyPending) this.#pacer.request();
  }

  /** Starts again after a point: everything before it is unknown. */
  #restart(completeAfter: string): void {
    this.#options.metrics.resets.inc();
    this.#log.restart(completeAfter);
    this.#recovery.begin();
    this.#views.reset();
  }

  async #putRight(): Promise<void> {
    this.#intake.tellLost();
    await this.#options.restoreCollection();
    this.#epoch = await readEpoch(this.#options.db);
  }

  #atPosition({ at, size, checksum }: ViewState): BoardState {
    return { at: positionOf(this.#epoch, at), size, checksum };
  }

  #sendFrame({ board, audience }: BoardView, { after, changes, ...state }: ViewFrame): void {
    const frame = { board, after: positionOf(this.#epoch, after), changes, ...this.#atPosition(state) };
    this.#options.metrics.frames.inc();
    this.#news.notify((listener) => listener.frame(board, audience, frame));
  }

  #sweep(): void {
    this.#log.trim();
    this.#views.dropIdle(idleViewMs);
  }
}

function snapshotOf(view: BoardView, epoch: string): Snapshot {
  const { board, audience, state } = view;
  const { at, size, checksum } = state;
  return { board, audience, position: positionOf(epoch, at), size, checksum, events: [...view.events()] };
}
