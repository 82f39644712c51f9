import type { Change } from '../../shared/live-set.ts';
import type { BoardView, ViewState } from './board-view.ts';
import { roughBytes, type ChangeLog } from './change-log.ts';
import { LastChanges } from './last-changes.ts';

/** A replay of more than this costs more than a snapshot, which is made once for many. */
const maxReplay = { changes: 5_000, bytes: 4 * 1024 * 1024 };
/** Beyond this all lists are forgotten. Those that sockets have not read yet are bounded by `UnreadReplays`. */
const maxKeptBytes = 8 * 1024 * 1024;

export type ReplayedChanges = {
  changes: Change[];
  /** Roughly the memory that they take as a text. */
  bytes: number;
};

/**
 * The changes from a point to a view's last frame, of each event the last one only: a position can be old or invented,
 * and nobody gets to read what was hidden or changed since. Between two frames, all clients that come back from the same place in
 * the log get the same array, and so the sockets encode it once (`shared-encoding.ts`). Positions can be invented: they
 * differ without end, but the places between two changes do not.
 */
export class Replays {
  readonly #log: ChangeLog;
  /** By the state as of the last frame: its lists are forgotten with it. */
  #lists = new WeakMap<ViewState, Map<string, ReplayedChanges>>();
  #bytes = 0;

  constructor(log: ChangeLog) {
    this.#log = log;
  }

  /** Null when the log no longer holds all changes since the point, or when they are too many. */
  since(point: string, { board, audience, sent }: BoardView): ReplayedChanges | null {
    const place = this.#log.placeOf(point, board, audience);
    if (place === null) return null;
    const known = this.#lists.get(sent)?.get(place);
    if (known !== undefined) return known;
    const entries = this.#log.after(place, board, audience, sent.at);
    if (entries === null || entries.length > maxReplay.changes) return null;
    const last = new LastChanges();
    for (const { change } of entries) last.add(change);
    const changes = last.take();
    const bytes = changes.reduce((sum, change) => sum + roughBytes(change), 0);
    if (bytes > maxReplay.bytes) return null;
    const replay = { changes, bytes };
    this.#keep(sent, place, replay);
    return replay;
  }

  #keep(sent: ViewState, place: string, replay: ReplayedChanges): void {
    this.#bytes += replay.bytes;
    if (this.#bytes > maxKeptBytes) {
      this.#lists = new WeakMap();
      this.#bytes = replay.bytes;
    }
    const lists = this.#lists.get(sent);
    if (lists === undefined) this.#lists.set(sent, new Map([[place, replay]]));
    else lists.set(place, replay);
  }
}
