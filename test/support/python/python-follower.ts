import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { FeedObserver } from '../../../client/feed/board-feed.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { LiveSet, type Change } from '../../../shared/live-set.ts';
import type { CheckedFeed } from '../checker/checker.ts';
import { socketio, startPython } from './python.ts';

const program = join(import.meta.dirname, '../../../examples/python/follow.py');

/** What the program prints. */
type Line =
  | { kind: 'snapshot'; position: string; size: number; checksum: string; events: BoardEvent[] }
  | { kind: 'step'; after: string; at: string; size: number; checksum: string; changes: Change[] }
  | { kind: 'live' }
  | { kind: 'stale' }
  | { kind: 'mismatch'; position: string };

type Options = { url: string; way: 'http' | 'socket'; observer: Pick<FeedObserver, 'snapshot' | 'frame' | 'mismatch'> };

/** The follower in `examples/python`, which follows the board `main` in a process of its own. */
export class PythonFollower {
  readonly feed: CheckedFeed;
  readonly #stop: () => void;

  static async start({ url, way, observer }: Options): Promise<PythonFollower> {
    const process = await startPython([program, url, 'main', '--way', way], way === 'socket' ? socketio : null);
    const feed = { events: new LiveSet(), position: null as string | null, status: { state: 'stale' } };
    createInterface({ input: process.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      switch (line.kind) {
        case 'live':
        case 'stale':
          feed.status.state = line.kind;
          return;
        case 'mismatch':
          return observer.mismatch?.(line.position);
        case 'snapshot':
          feed.events.reset(line.events);
          feed.position = line.position;
          return observer.snapshot?.({ board: 'main', audience: 'public', ...line });
        case 'step':
          for (const change of line.changes) feed.events.apply(change);
          feed.position = line.at;
          return observer.frame?.({ board: 'main', ...line }, true);
        default:
          return line satisfies never;
      }
    });
    return new PythonFollower(feed, () => void process.kill('SIGTERM'));
  }

  private constructor(feed: CheckedFeed, stop: () => void) {
    this.feed = feed;
    this.#stop = stop;
  }

  close(): void {
    this.#stop();
  }
}
