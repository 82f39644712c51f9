import type { Audience, Frame, Snapshot, Subscribed } from '../../../shared/feed-protocol.ts';
import { LiveSet, type Change } from '../../../shared/live-set.ts';
import { BoardHistory } from './board-history.ts';
import type { OracleLike } from './oracle.ts';

/** What a server sends to one client, in order. */
export type Message = { snapshot: Snapshot } | { subscribed: Subscribed } | { frame: Frame };

const epoch = '0a1b2c3d';

function idOf(change: Change): string {
  return 'put' in change ? change.put.id : change.remove;
}

/** A history and a faithful feed of it, without a database and a server. Tests seed faults into its messages. */
export class SimulatedFeed implements OracleLike {
  readonly publicHistory = new BoardHistory();
  readonly #moderators = new BoardHistory();
  readonly #held = new Set<string>();
  #tokens = 0;

  /** Adds a change to the history. A null change is not for the public. */
  happen(change: Change, forPublic: Change | null = change): void {
    this.#tokens += 1;
    const token = this.#tokenAt(this.#tokens);
    this.#held.add('put' in change ? `${change.put.id}:${change.put.version}` : `${change.remove}:deleted`);
    this.#moderators.push(token, change);
    if (forPublic !== null) this.publicHistory.push(token, forPublic);
  }

  history(_board: string, audience: Audience): BoardHistory {
    return audience === 'public' ? this.publicHistory : this.#moderators;
  }

  passed(): boolean {
    return true;
  }

  held(what: string): boolean {
    return this.#held.has(what);
  }

  async caughtUp(): Promise<void> {}

  /** A client that joins after `joinAt` changes by a snapshot of `snapshotAt`, then gets frames that end at these counts. */
  tell(snapshotAt: number, joinAt: number, frameEnds: readonly number[]): Message[] {
    const { entries } = this.publicHistory;
    const set = new LiveSet();
    for (const { change } of entries.slice(0, snapshotAt)) set.apply(change);
    const messages: Message[] = [
      {
        snapshot: {
          board: 'main',
          audience: 'public',
          position: this.#position(snapshotAt),
          size: set.size,
          checksum: set.checksum,
          events: [...set.values()],
        },
      },
    ];
    const step = (from: number, to: number) => {
      const changes = entries.slice(from, to).map(({ change }) => change);
      for (const change of changes) set.apply(change);
      const isLast = (change: Change): boolean => changes.findLast((one) => idOf(one) === idOf(change)) === change;
      return {
        board: 'main',
        after: this.#position(from),
        at: this.#position(to),
        changes: changes.filter(isLast),
        size: set.size,
        checksum: set.checksum,
      };
    };
    messages.push({
      subscribed: { ok: true, protocol: 1, audience: 'public', viewers: 1, build: 'test', ...step(snapshotAt, joinAt) },
    });
    let from = joinAt;
    for (const to of frameEnds) {
      messages.push({ frame: step(from, to) });
      from = to;
    }
    return messages;
  }

  #position(count: number): string {
    return `${epoch}.${count === 0 ? this.#tokenAt(0) : this.publicHistory.entries[count - 1]!.token}`;
  }

  #tokenAt(count: number): string {
    return `82${count.toString(16).toUpperCase().padStart(16, '0')}`;
  }
}
