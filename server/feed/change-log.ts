import type { Timestamp } from 'mongodb';
import type { Clock } from '../../shared/clock.ts';
import { Audience } from '../../shared/feed-protocol.ts';
import type { Change } from '../../shared/live-set.ts';

/** One change of one board's live set, at its point (a resume token's `_data`) in the stream. */
export type LogEntry = { at: string; clusterTime: Timestamp; change: Change };

export type ChangeLogBounds = { maxEntries: number; maxBytes: number; maxAgeMs: number };

/** The entries of one board and audience, oldest first, and the point after which no entry is missing. */
class Channel {
  readonly entries: LogEntry[] = [];
  /** Entries before this index have been dropped. The array is cut now and then, since cutting it each time is slow. */
  first = 0;

  constructor(public completeAfter: string) {}

  dropFirst(): void {
    this.completeAfter = this.entries[this.first]!.at;
    this.first += 1;
    if (this.first > 256 && this.first * 2 > this.entries.length) {
      this.entries.splice(0, this.first);
      this.first = 0;
    }
  }

  /** The index of the first entry after the point. */
  indexAfter(point: string): number {
    let low = this.first;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle]!.at <= point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

type Kept = { channel: Channel; bytes: number; atMs: number };

/**
 * The recent changes of all boards, from which clients are brought up to date. It is bounded by count, bytes and age.
 * For each board it knows from which point on it is complete: a board that was quiet for hours is still complete from
 * its last change on, even if other boards have filled the log meanwhile.
 */
export class ChangeLog {
  readonly #bounds: ChangeLogBounds;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #channels = new Map<string, Channel>();
  #kept: Kept[] = [];
  #firstKept = 0;
  #bytes = 0;
  #completeAfter: string;

  constructor(completeAfter: string, bounds: ChangeLogBounds, clock: Pick<Clock, 'monotonic'>) {
    this.#completeAfter = completeAfter;
    this.#bounds = bounds;
    this.#clock = clock;
  }

  get size(): number {
    return this.#kept.length - this.#firstKept;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(board: string, audience: Audience, entry: LogEntry): void {
    const channel = this.#channel(board, audience);
    const bytes = roughBytes(entry.change);
    channel.entries.push(entry);
    this.#kept.push({ channel, bytes, atMs: this.#clock.monotonic() });
    this.#bytes += bytes;
    this.trim();
  }

  /** Drops what exceeds the bounds. `append` calls it too; other calls are needed only because entries age. */
  trim(): void {
    const oldest = this.#clock.monotonic() - this.#bounds.maxAgeMs;
    while (this.#firstKept < this.#kept.length) {
      const first = this.#kept[this.#firstKept]!;
      if (this.size <= this.#bounds.maxEntries && this.#bytes <= this.#bounds.maxBytes && first.atMs >= oldest) break;
      first.channel.dropFirst();
      this.#bytes -= first.bytes;
      this.#firstKept += 1;
    }
    if (this.#firstKept > 1024 && this.#firstKept * 2 > this.#kept.length) {
      this.#kept = this.#kept.slice(this.#firstKept);
      this.#firstKept = 0;
    }
  }

  /**
   * The board's changes after the point, oldest first; with `through`, only up to that point. Null when the log no longer
   * holds them all: it never returns a part.
   */
  after(point: string, board: string, audience: Audience, through?: string): LogEntry[] | null {
    const channel = this.#channel(board, audience);
    if (point < channel.completeAfter) return null;
    return channel.entries.slice(
      channel.indexAfter(point),
      through === undefined ? undefined : channel.indexAfter(through),
    );
  }

  /**
   * The place of a point in the log: the board's last change at or before it. All points between two changes have the
   * same. Null when the log does not reach back to it.
   */
  placeOf(point: string, board: string, audience: Audience): string | null {
    return point < this.#channel(board, audience).completeAfter ? null : this.lastChangeUpTo(point, board, audience);
  }

  /** The point of the board's last change at or before this point. Without one, the point from which the log is complete. */
  lastChangeUpTo(point: string, board: string, audience: Audience): string {
    const channel = this.#channel(board, audience);
    const index = channel.indexAfter(point) - 1;
    return index < channel.first ? channel.completeAfter : channel.entries[index]!.at;
  }

  /**
   * Forgets a board's changes: those up to this point are unknown. What the log has of them still counts until it is
   * dropped, but nobody can reach it.
   */
  forget(board: string, completeAfter: string): void {
    for (const audience of Audience.options)
      this.#channels.set(channelKey(board, audience), new Channel(completeAfter));
  }

  /** Forgets everything: the changes up to this point are unknown. */
  restart(completeAfter: string): void {
    this.#completeAfter = completeAfter;
    this.#channels.clear();
    this.#kept = [];
    this.#firstKept = 0;
    this.#bytes = 0;
  }

  #channel(board: string, audience: Audience): Channel {
    const key = channelKey(board, audience);
    let channel = this.#channels.get(key);
    if (channel === undefined) this.#channels.set(key, (channel = new Channel(this.#completeAfter)));
    return channel;
  }
}

function channelKey(board: string, audience: Audience): string {
  return `${board}/${audience}`;
}

/** Roughly the memory that an entry takes: two bytes for each character, and the objects around them. */
export function roughBytes(change: Change): number {
  if ('remove' in change) return 200;
  const { name, place, details, link } = change.put;
  return 900 + 2 * (name.length + (place?.length ?? 0) + (details?.length ?? 0) + (link?.length ?? 0));
}
