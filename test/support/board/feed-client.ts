import { systemClock } from '../../../shared/clock.ts';
import { BoardFeed, type FeedObserver } from '../../../client/feed/board-feed.ts';
import { socketConnection } from '../../../client/feed/feed-connection.ts';
import type { Audience, Snapshot } from '../../../shared/feed-protocol.ts';

type FeedClientOptions = {
  board?: string;
  audience?: Audience;
  observer?: FeedObserver;
  cookie?: string;
};

/** The product's own client of the feed without a page, over real HTTP and a real socket. */
export function feedClient(
  url: string,
  { board = 'main', audience = 'public', observer, cookie }: FeedClientOptions = {},
): { feed: BoardFeed; stop: () => void } {
  const feed = new BoardFeed({
    board,
    audience,
    clock: systemClock,
    connection: socketConnection({ url }),
    fetchSnapshot: (slug, whose, signal) => fetchSnapshot(url, slug, whose, signal, cookie),
    ...(observer === undefined ? {} : { observer }),
  });
  return { feed, stop: feed.start() };
}

/** Fetches the live set over HTTP, as the page does. */
export async function fetchSnapshot(
  url: string,
  board: string,
  audience: Audience,
  signal: AbortSignal,
  cookie?: string,
): Promise<Snapshot> {
  const response = await fetch(`${url}/api/boards/${board}/snapshot?audience=${audience}`, {
    signal,
    headers: cookie === undefined ? {} : { cookie },
  });
  const body = (await response.json()) as Snapshot & { code?: string; detail?: string };
  if (!response.ok) throw Object.assign(new Error(body.detail), { code: body.code });
  return body;
}
