import { BoundedMap } from '../../shared/bounded-map.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { Audience, Snapshot } from '../../shared/feed-protocol.ts';
import { PackedText } from '../base/packed-text.ts';
import { forEverybody, inSlices, type Slices } from '../base/slices.ts';
import { TextShelf } from '../base/text-shelf.ts';
import type { FeedMetrics } from './feed-metrics.ts';
import type { Feed } from './feed.ts';

/** A snapshot's JSON, ready to be sent. The `etag` is quoted, and the same for the same position. */
export type EncodedSnapshot = { etag: string; json: PackedText };

type Entry = {
  position: string;
  encoded: Promise<EncodedSnapshot>;
  /** Null while it is being encoded. */ json: PackedText | null;
};

/** Compressed. A board of fifty thousand events has 2 MB. */
const maxBytes = 32 * 1024 * 1024;

/** For this many boards and audiences it is known which snapshot is the latest. */
const maxEntries = 1_000;

/**
 * Snapshots as bytes, encoded once for each position, in slices. While one is being encoded, further requests share it,
 * even if the board has changed meanwhile: the client gets the difference when it subscribes.
 */
export class EncodedSnapshots {
  readonly #feed: Pick<Feed, 'snapshotUnless'>;
  readonly #metrics: Pick<FeedMetrics, 'snapshots'>;
  readonly #slices: Slices;
  readonly #latest = new BoundedMap<string, Entry>(maxEntries);
  readonly #shelf = new TextShelf(maxBytes);
  /** The JSON of each event, as long as the event object exists: most of a large board does not change between snapshots. */
  readonly #json = new WeakMap<BoardEvent, string>();

  constructor(feed: Pick<Feed, 'snapshotUnless'>, metrics: Pick<FeedMetrics, 'snapshots'>, slices: Slices) {
    this.#feed = feed;
    this.#metrics = metrics;
    this.#slices = slices;
  }

  /** Of the board with this identity: one that was deleted may still be being encoded. */
  async get(board: string, audience: Audience, identity: string | null = null): Promise<EncodedSnapshot> {
    this.#metrics.snapshots.inc();
    const key = `${board}/${identity}/${audience}`;
    for (;;) {
      const before = this.#latest.get(key);
      if (before?.json === null) return before.encoded;
      const known = before?.json.isHeld === true ? before.position : null;
      const snapshot = await this.#feed.snapshotUnless(board, audience, identity, known);
      const latest = this.#latest.get(key);
      if (latest?.json === null) return latest.encoded;
      const position = snapshot?.position ?? known;
      if (latest?.position === position && latest?.json.isHeld === true) return latest.encoded;
      // Null: it was let go meanwhile.
      if (snapshot !== null) return this.#begin(key, snapshot, latest?.json ?? null);
    }
  }

  #begin(key: string, snapshot: Snapshot, before: PackedText | null): Promise<EncodedSnapshot> {
    const encoded = this.#encode(snapshot);
    const entry: Entry = { position: snapshot.position, encoded, json: null };
    this.#latest.set(key, entry);
    encoded.then(
      ({ json }) => {
        this.#shelf.put(json, before);
        entry.json = json;
      },
      () => {
        if (this.#latest.get(key) === entry) this.#latest.delete(key);
      },
    );
    return encoded;
  }

  async #encode(snapshot: Snapshot): Promise<EncodedSnapshot> {
    const pace = await this.#slices.begin({ holder: forEverybody });
    return {
      etag: `"${snapshot.position}"`,
      json: await PackedText.pack(inSlices(this.#pieces(snapshot), pace)),
    };
  }

  *#pieces({ events, ...head }: Snapshot): Generator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},"events":[`;
    let separator = '';
    for (const event of events) {
      yield separator + this.#jsonOf(event);
      separator = ',';
    }
    yield ']}';
  }

  #jsonOf(event: BoardEvent): string {
    let json = this.#json.get(event);
    if (json === undefined) this.#json.set(event, (json = JSON.stringify(event)));
    return json;
  }
}
