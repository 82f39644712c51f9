import { setTimeout as delay } from 'node:timers/promises';
import type { FeedObserver } from '../../../client/feed/board-feed.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Audience, Frame, Snapshot, Subscribed } from '../../../shared/feed-protocol.ts';
import type { Change, LiveSet } from '../../../shared/live-set.ts';
import { checksumOf, type BoardHistory } from './board-history.ts';
import { sameEvent, type OracleLike } from './oracle.ts';

export type ViolationKind =
  /** A change is missing from a frame, a replay or a snapshot. */
  | 'lost'
  /** A change was shown twice to the same client. */
  | 'duplicate'
  | 'reordered'
  /** An older version of an event replaced a newer one. */
  | 'stale'
  /** An event came back after its removal although nobody posted it again. */
  | 'resurrected'
  /** A state of an event was shown that the same step replaces: its text may have been taken back. */
  | 'withdrawn'
  /** A change was shown that a majority of the replica set never held: rolled back, or invented. */
  | 'unwritten'
  /** The public received something that only moderators may see. */
  | 'leaked'
  /** An event's fields are not those of its version. */
  | 'altered'
  /** A client applied a step that does not continue its position. */
  | 'gap-applied'
  | 'wrong-checksum'
  | 'wrong-snapshot'
  /** A position at which nothing happened on this board. */
  | 'unknown-position'
  /** The client itself found that its set does not match the server's checksum. */
  | 'mismatch'
  /** A client was not current in time, although nothing was broken. */
  | 'stalled'
  /** A client claimed to be current, but did not show what the database holds. */
  | 'diverged'
  /** A write was acknowledged and never reached the database. */
  | 'lost-write';

export type Violation = { kind: ViolationKind; client: string | null; detail: string };
export type Write = {
  writer: string;
  id: string;
  /** Null for a deletion. */ version: number | null;
  outcome: 'acknowledged' | 'refused' | 'unknown';
};
/** What a client shows, and claims about it. */
export type CheckedFeed = { events: LiveSet; position: string | null; status: { state: string } };
export type CheckedClient = { name: string; feed: CheckedFeed };

export type Report = {
  /** The number of changes that clients applied and that were right. */
  deliveries: number;
  frames: number;
  replays: number;
  snapshots: number;
  writes: number;
  violations: Violation[];
};

type CheckerOptions = {
  oracle: OracleLike;
  /** A client that is not current this long after everything healed has stalled. */
  stallMs: number;
};

type Observation =
  | { kind: 'snapshot'; at: string; snapshot: Pick<Snapshot, 'size' | 'checksum'> & { events: readonly BoardEvent[] } }
  | { kind: 'step'; at: string; after: string; changes: readonly Change[]; size: number; checksum: string };

/** The entries of a history that a step covers, and the changes that it must bring. */
type Step = { from: number; to: number; expected: readonly Change[] };

/** What one client was shown, step by step. */
class Story {
  readonly name: string;
  readonly board: string;
  readonly audience: Audience;
  readonly history: BoardHistory;
  readonly waiting: Observation[] = [];
  /** The client's position; null before its first snapshot. */
  held: string | null = null;

  constructor(name: string, board: string, audience: Audience, history: BoardHistory) {
    this.name = name;
    this.board = board;
    this.audience = audience;
    this.history = history;
  }
}

/**
 * Compares what every client was shown, step by step, with what happened according to MongoDB, and what every writer was
 * told with what MongoDB holds. Every difference gets a name.
 *
 * A position is `<epoch>.<token>`; tokens compare as text. A step from A to B must bring exactly what happened on the
 * board after A and up to B, in that order, and of several changes of one event only the last.
 */
export class Checker {
  readonly #options: CheckerOptions;
  readonly #stories = new Map<string, Story>();
  readonly #acknowledged: Write[] = [];
  readonly #report: Report = { deliveries: 0, frames: 0, replays: 0, snapshots: 0, writes: 0, violations: [] };

  constructor(options: CheckerOptions) {
    this.#options = options;
  }

  get violations(): readonly Violation[] {
    return this.#report.violations;
  }

  get deliveries(): number {
    return this.#report.deliveries;
  }

  /** Returns an observer for a client's feed. A name that was used before starts from nothing. */
  observe(name: string, board = 'main', audience: Audience = 'public'): FeedObserver {
    const story = new Story(name, board, audience, this.#options.oracle.history(board, audience));
    const former = this.#stories.get(name);
    if (former !== undefined) this.#drain(former);
    this.#stories.set(name, story);
    return {
      snapshot: ({ position, size, checksum, events }) =>
        this.#note(story, { kind: 'snapshot', at: position, snapshot: { size, checksum, events } }),
      subscribed: (answer) => this.#step(story, 'replays', answer),
      frame: (frame, applied) => {
        if (applied) this.#step(story, 'frames', frame);
      },
      mismatch: (position) => this.#violate('mismatch', story.name, `at ${position}`),
    };
  }

  wrote(write: Write): void {
    this.#report.writes += 1;
    if (write.outcome === 'acknowledged') this.#acknowledged.push(write);
  }

  /**
   * To call when nobody writes and nothing is broken any more. Waits until these clients show what the database holds, and
   * returns the violations since the last call; the counts go on.
   */
  async settle(clients: readonly CheckedClient[]): Promise<Report> {
    const { oracle, stallMs } = this.#options;
    await oracle.caughtUp(Math.max(stallMs, 30_000));
    const deadline = Date.now() + stallMs;
    for (const { name, feed } of clients) {
      const story = this.#stories.get(name);
      if (story === undefined) throw new Error(`nobody observes ${name}`);
      while (!this.#isCurrent(story, feed) && Date.now() < deadline) await delay(20);
      if (!this.#isCurrent(story, feed)) this.#nameStall(story, feed);
    }
    for (const story of this.#stories.values()) this.#drain(story);
    for (const { writer, id, version } of this.#acknowledged.splice(0)) {
      const what = `${id}:${version ?? 'deleted'}`;
      if (!oracle.held(what)) this.#violate('lost-write', null, `${writer} was told that ${what} is written`);
    }
    return { ...this.#report, violations: this.#report.violations.splice(0) };
  }

  #step(story: Story, counter: 'frames' | 'replays', { after, at, changes, size, checksum }: Frame | Subscribed): void {
    this.#report[counter] += 1;
    this.#note(story, { kind: 'step', at, after, changes, size, checksum });
  }

  #note(story: Story, observation: Observation): void {
    if (observation.kind === 'snapshot') this.#report.snapshots += 1;
    story.waiting.push(observation);
    this.#drain(story);
  }

  /** A client may be faster than the oracle: a step is checked once the oracle has passed it. */
  #drain(story: Story): void {
    let done = 0;
    for (const observation of story.waiting) {
      if (!this.#options.oracle.passed(tokenOf(observation.at))) break;
      if (observation.kind === 'snapshot') this.#checkSnapshot(story, observation);
      else this.#checkStep(story, observation);
      done += 1;
    }
    if (done > 0) story.waiting.splice(0, done);
  }

  #checkSnapshot(story: Story, { at, snapshot }: Extract<Observation, { kind: 'snapshot' }>): void {
    const { history, name } = story;
    const expected = history.stateAfter(history.countAt(tokenOf(at)));
    const right = snapshot.events.length === expected.size && checksumOf(snapshot.events) === expected.checksum;
    if (!right)
      this.#violate(
        this.#hidden(story, snapshot.events) ? 'leaked' : 'wrong-snapshot',
        name,
        `${snapshot.events.length} events at ${at}, where there are ${expected.size}`,
      );
    else if (snapshot.size !== expected.size || snapshot.checksum !== expected.checksum)
      this.#violate('wrong-checksum', name, `of the snapshot at ${at}`);
    story.held = at;
  }

  #checkStep(story: Story, { at, after, changes, size, checksum }: Extract<Observation, { kind: 'step' }>): void {
    const { history, name } = story;
    if (story.held !== null && after !== story.held)
      this.#violate('gap-applied', name, `a step from ${after}, while it held ${story.held}`);
    const from = history.countAt(tokenOf(after));
    const to = history.countAt(tokenOf(at));
    if (at !== after && (to === 0 || history.entries[to - 1]!.token !== tokenOf(at)))
      this.#violate('unknown-position', name, at);
    const expected = lastOfEach(history.entries.slice(from, to).map((entry) => entry.change));
    if (isSame(changes, expected)) this.#report.deliveries += changes.length;
    else this.#nameDifference(story, { from, to, expected }, changes);
    const state = history.stateAfter(to);
    if (size !== state.size || checksum !== state.checksum)
      this.#violate(
        'wrong-checksum',
        name,
        `${size} ${checksum} at ${at}, where it is ${state.size} ${state.checksum}`,
      );
    story.held = at;
  }

  /** Compares a step with what happened, and gives a name to each change that is wrong, missing or too many. */
  #nameDifference(story: Story, step: Step, changes: readonly Change[]): void {
    const { name } = story;
    const { expected } = step;
    const left = [...expected];
    const extra: Change[] = [];
    for (const change of changes) {
      const index = left.findIndex((one) => sameChange(one, change));
      if (index === -1) extra.push(change);
      else left.splice(index, 1);
    }
    if (extra.length === 0 && left.length === 0)
      return this.#violate(
        'reordered',
        name,
        `${changes.map(describe).join(', ')} instead of ${expected.map(describe).join(', ')}`,
      );
    for (const change of extra) {
      const altered = left.findIndex((one) => describe(one) === describe(change));
      if (altered !== -1) left.splice(altered, 1);
      this.#violate(altered === -1 ? this.#nameOf(story, step, change) : 'altered', name, describe(change));
    }
    for (const change of left) this.#violate('lost', name, describe(change));
  }

  /** Returns the kind of violation of a change that does not belong in the step. */
  #nameOf(story: Story, { from, to, expected }: Step, change: Change): ViolationKind {
    if (this.#hidden(story, 'put' in change ? [change.put] : [])) return 'leaked';
    const isReplaced = story.history.entries.slice(from, to).some((entry) => sameChange(entry.change, change));
    if (isReplaced && !expected.some((one) => sameChange(one, change))) return 'withdrawn';
    const before = story.history.entries.slice(0, to).map((entry) => entry.change);
    const last = before.findLast((one) => idOf(one) === idOf(change));
    if (!story.history.entries.some((entry) => sameChange(entry.change, change))) return 'unwritten';
    if (last === undefined) return 'reordered';
    if (sameChange(last, change)) return 'duplicate';
    if (!before.some((one) => sameChange(one, change))) return 'reordered';
    return 'put' in change && 'remove' in last ? 'resurrected' : 'stale';
  }

  /** Whether one of these changes was for moderators only. */
  #hidden({ board, audience, history }: Story, events: readonly BoardEvent[]): boolean {
    if (audience === 'moderators') return false;
    const moderators = this.#options.oracle.history(board, 'moderators').entries;
    return events.some(
      (event) =>
        !history.entries.some((entry) => sameChange(entry.change, { put: event })) &&
        moderators.some((entry) => sameChange(entry.change, { put: event })),
    );
  }

  #isCurrent({ history }: Story, feed: CheckedFeed): boolean {
    const { size, checksum } = history.stateAfter(history.entries.length);
    return (
      feed.status.state === 'live' &&
      feed.events.size === size &&
      feed.events.checksum === checksum &&
      checksumOf(feed.events.values()) === checksum
    );
  }

  #nameStall({ name, history }: Story, feed: CheckedFeed): void {
    const { size, checksum } = history.stateAfter(history.entries.length);
    const detail = `it is ${feed.status.state} with ${feed.events.size} events, ${checksumOf(feed.events.values())}, at ${feed.position}; the database has ${size}, ${checksum}, at ${history.entries.at(-1)?.token}`;
    this.#violate(feed.status.state === 'live' ? 'diverged' : 'stalled', name, detail);
  }

  #violate(kind: ViolationKind, client: string | null, detail: string): void {
    this.#report.violations.push({ kind, client, detail });
  }
}

function tokenOf(position: string): string {
  return position.slice(position.indexOf('.') + 1);
}

function idOf(change: Change): string {
  return 'put' in change ? change.put.id : change.remove;
}

function lastOfEach(changes: readonly Change[]): Change[] {
  const lastIndex = new Map(changes.map((change, index) => [idOf(change), index]));
  return changes.filter((change, index) => lastIndex.get(idOf(change)) === index);
}

function isSame(changes: readonly Change[], expected: readonly Change[]): boolean {
  return changes.length === expected.length && changes.every((change, index) => sameChange(change, expected[index]!));
}

function sameChange(a: Change, b: Change): boolean {
  if ('put' in a) return 'put' in b && a.put.id === b.put.id && sameEvent(a.put, b.put);
  return 'remove' in b && a.remove === b.remove;
}

function describe(change: Change): string {
  return 'put' in change ? `put ${change.put.id}:${change.put.version}` : `remove ${change.remove}`;
}
