import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { BoardEvent } from '../../shared/event.ts';
import type { Audience, Snapshot } from '../../shared/feed-protocol.ts';
import { asJsonBytes, type JsonBytes } from '../base/json-bytes.ts';

const gzipAsync = promisify(gzip);

/** A snapshot ready to be sent; `etag` is quoted, and equal for equal positions. */
export type EncodedSnapshot = { etag: string; identity: JsonBytes<Snapshot>; gzip: JsonBytes<Snapshot> };

/**
 * Snapshots as bytes, made once for each position and shared by all who ask at once. While one is being
 * compressed, who asks gets that one, even if the board has moved on: the change log supplies the difference.
 */
export class EncodedSnapshots {
  readonly #take: (board: string, audience: Audience) => Promise<Snapshot>;
  readonly #latest = new Map<string, { position: string; encoded: Promise<EncodedSnapshot>; done: boolean }>();
  /** An event's JSON, kept as long as the event object is: most of a large board does not change between snapshots. */
  readonly #json = new WeakMap<BoardEvent, string>();

  constructor(take: (board: string, audience: Audience) => Promise<Snapshot>) {
    this.#take = take;
  }

  async get(board: string, audience: Audience): Promise<EncodedSnapshot> {
    const key = `${board}/${audience}`;
    const underWay = this.#latest.get(key);
    if (underWay !== undefined && !underWay.done) return underWay.encoded;
    const snapshot = await this.#take(board, audience);
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
