import type { Change } from '../../shared/live-set.ts';
import type { BoardView, ViewState } from './board-view.ts';
import type { ChangeLog } from './change-log.ts';

/** Many clients come back from few positions. Beyond this many the oldest lists are forgotten: positions can be invented. */
const maxListsPerFrame = 100;

/**
 * The changes from a point to a view's last frame. Between two frames, all clients that come back from the same point
 * get the same array, and so the sockets encode it once (`shared-encoding.ts`).
 */
export class Replays {
  readonly #log: ChangeLog;
  /** By the state as of the last frame: its lists are forgotten with it. */
  readonly #lists = new WeakMap<ViewState, Map<string, Change[]>>();

  constructor(log: ChangeLog) {
    this.#log = log;
  }

  /** Null when the log no longer holds all changes since the point. */
  since(point: string, { board, audience, sent }: BoardView): Change[] | null {
    let lists = this.#lists.get(sent);
    if (lists === undefined) this.#lists.set(sent, (lists = new Map()));
    const known = lists.get(point);
    if (known !== undefined) return known;
    const changes = this.#log.after(point, board, audience, sent.at)?.map((entry) => entry.change) ?? null;
    if (lists.size >= maxListsPerFrame) lists.clear();
    if (changes !== null) lists.set(point, changes);
    return changes;
  }
}
