import { systemClock } from '../../../shared/clock.ts';
import { BoardFeed, type FeedObserver } from '../../../client/feed/board-feed.ts';
import {
  socketConnection,
  type ConnectionHandlers,
  type FeedConnection,
} from '../../../client/feed/feed-connection.ts';
import { HttpConnection } from '../../../client/feed/http-connection.ts';
import { fetchSnapshot } from '../board/feed-client.ts';

/** How it follows the feed. */
export type Way = 'socket' | 'http';
type RoamingOptions = { url: string; observer: FeedObserver; way?: Way };

/** A connection that can move to another server or go away for a while, while the feed above it keeps its position. */
class RoamingConnection implements FeedConnection {
  url: string;
  readonly #way: Way;
  #handlers: ConnectionHandlers | null = null;
  #inner: FeedConnection | null = null;
  #close: (() => void) | null = null;

  constructor(url: string, way: Way) {
    this.url = url;
    this.#way = way;
  }

  open(handlers: ConnectionHandlers): () => void {
    this.#handlers = handlers;
    this.wake();
    return () => this.sleep();
  }

  get connected(): boolean {
    return this.#inner?.connected ?? false;
  }

  subscribe(...args: Parameters<FeedConnection['subscribe']>): Promise<void> {
    return this.#inner?.subscribe(...args) ?? Promise.reject(new Error('asleep'));
  }

  reportMismatch(board: string): void {
    this.#inner?.reportMismatch(board);
  }

  reconnect(): void {
    this.#inner?.reconnect();
  }

  renew(): void {
    this.#inner?.renew();
  }

  sleep(): void {
    this.#close?.();
    this.#close = null;
    this.#inner = null;
  }

  wake(): void {
    if (this.#inner !== null || this.#handlers === null) return;
    const { url } = this;
    this.#inner =
      this.#way === 'http' ? new HttpConnection({ board: 'main', clock: systemClock, url }) : socketConnection({ url });
    this.#close = this.#inner.open(this.#handlers);
  }

  /** Ends the connection as the network would: the feed notices. */
  lost(): void {
    this.sleep();
    this.#handlers?.disconnected();
  }
}

/** A client that comes, goes, sleeps and moves between servers, and keeps its events and position. */
export class RoamingClient {
  readonly feed: BoardFeed;
  readonly #connection: RoamingConnection;
  readonly #stop: () => void;

  constructor({ url, observer, way = 'socket' }: RoamingOptions) {
    this.#connection = new RoamingConnection(url, way);
    this.feed = new BoardFeed({
      board: 'main',
      connection: this.#connection,
      clock: systemClock,
      fetchSnapshot: (board, audience, signal) => fetchSnapshot(this.#connection.url, board, audience, signal),
      observer,
    });
    this.#stop = this.feed.start();
  }

  moveTo(url: string): void {
    this.#connection.lost();
    this.#connection.url = url;
    this.#connection.wake();
  }

  sleep(): void {
    this.#connection.lost();
  }

  wake(): void {
    this.#connection.wake();
  }

  close(): void {
    this.#stop();
  }
}
