import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { BoardEvent } from '../../shared/event.ts';
import type { Audience, Snapshot } from '../../shared/feed-protocol.ts';
import type { FeedMetrics } from './feed-metrics.ts';
import type { Feed } from './feed.ts';
import { asJsonBytes, type JsonBytes } from '../base/json-bytes.ts';

const gzipAsync = promisify(gzip);

/** A snapshot ready to be sent. The `etag` is quoted, and the same for the same position. */
export type EncodedSnapshot = { etag: string; identity: JsonBytes<Snapshot>; gzip: JsonBytes<Snapshot> };

/**
 * Snapshots as bytes, encoded once for each position. While one is being compressed, further requests share it, even if
 * the board has changed meanwhile: the client gets the difference when it subscribes.
 */
export class EncodedSnapshots {
  readonly #feed: Pick<Feed, 'snapshot'>;
  readonly #metrics: Pick<FeedMetrics, 'snapshots'>;
  readonly #latest = new Map<string, { position: string; encoded: Promise<EncodedSnapshot>; done: boolean }>();
  /** The JSON of each event, as long as the event object exists: most of a large board does not change between snapshots. */
  readonly #json = new WeakMap<BoardEvent, string>();

  constructor(feed: Pick<Feed, 'snapshot'>, metrics: Pick<FeedMetrics, 'snapshots'>) {
    this.#feed = feed;
    this.#metrics = metrics;
  }

  async get(board: string, audience: Audience): Promise<EncodedSnapshot> {
    this.#metrics.snapshots.inc();
    const key = `${board}/${audience}`;
    const underWay = this.#latest.get(key);
    if (underWay !== undefined && !underWay.done) return underWay.encoded;
    const snapshot = await this.#feed.snapshot(board, audience);
    const latest = this.#latest.get(key);
    if (latest !== undefined && (latest.position === snapshot.position || !latest.done)) return latest.encoded;
    const entry = { position: snapshot.position, encoded: this.#encode(snapshot), done: false };
    this.#latest.set(key, entry);
    try {
      return await entry.encoded;
    } catch (error) {
      this.#latest.delete(key);
      throw error;
    } finally {
      entry.done = true;
    }
  }

  async #encode({ events, ...head }: Snapshot): Promise<EncodedSnapshot> {
    const list = events.map((event) => this.#jsonOf(event)).join(',');
    const identity = Buffer.from(`${JSON.stringify(head).slice(0, -1)},"events":[${list}]}`);
    return {
      etag: `"${head.position}"`,
      identity: asJsonBytes(identity),
      gzip: asJsonBytes(await gzipAsync(identity)),
    };
  }

  #jsonOf(event: BoardEvent): string {
    let json = this.#json.get(event);
    if (json === undefined) this.#json.set(event, (json = JSON.stringify(event)));
    return json;
  }
}
