import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { httpFeedCalls, turnHeader } from '../../../shared/api/http-feed.ts';
import type { Board } from '../../../shared/board.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Frame } from '../../../shared/feed-protocol.ts';
import { asJsonBytes, encodeJson, type JsonBytes } from '../../base/json-bytes.ts';
import { boardNotFound } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { Feed } from '../../feed/feed.ts';
import type { HttpFeed } from '../../http-feed/http-feed.ts';
import { openToAll } from '../open-to-all.ts';
import { implement, type Route } from '../route.ts';
import { followedBoard } from './followed-board.ts';

export type HttpFeedRoutesOptions = {
  boards: Pick<BoardService, 'find' | 'boardFor'>;
  feed: Pick<Feed, 'currentState'>;
  httpFeed: HttpFeed;
  clock: Clock;
  build: string;
  /** How many follow the board, on all servers. */
  viewers: (board: string) => number;
};

/** That nothing came in a turn that is over stays true. */
const keptForLong = 'public, max-age=30, immutable';
/**
 * What follows a position, or that nothing does: a second of it serves all who ask at the same moment. Whoever asks later
 * gets all that has come since in one answer, so that a crowd that is behind catches up. Nor does a cache keep what a
 * moderator removes.
 */
const keptForNow = 'public, max-age=1';
const keptNowhere = 'private, no-store';

/** Of a body that is encoded already. */
const jsonType = { 'Content-Type': 'application/json; charset=utf-8' };

export function httpFeedRoutes({ boards, feed, httpFeed, clock, build, viewers }: HttpFeedRoutesOptions): Route[] {
  const encoded = new EncodedFrames();

  return implement(httpFeedCalls, {
    'GET /api/boards/:board/feed': async ({ params, query, session, request }) => {
      const { after, turn, audience = 'public' } = query;
      const response = request.res!;
      if (audience === 'public') openToAll(response);
      const followed = await followedBoard(boards, params.board, audience, session);
      const [forNow, forLong] = audience === 'public' ? [keptForNow, keptForLong] : [keptNowhere, keptNowhere];
      if (turn === undefined) {
        const frame = await httpFeed.since(followed, after);
        return {
          status: 200,
          headers: {
            'Cache-Control': forNow,
            [turnHeader]: String(httpFeed.turn),
            ...jsonType,
          },
          body: encoded.of(frame),
        };
      }
      const found = await httpFeed.after(followed, after, turn, gone(response));
      // The next request has to go to another server.
      if (httpFeed.isStopped) response.set('Connection', 'close');
      const turnNext = { [turnHeader]: String(found.turn) };
      if (found.frame === null)
        return { status: 204, headers: { 'Cache-Control': found.turnIsOver ? forLong : 'no-store', ...turnNext } };
      // A right can end while somebody waits.
      if (audience === 'moderators') {
        await session.refresh();
        await followedBoard(boards, params.board, audience, session);
      }
      return {
        status: 200,
        headers: { 'Cache-Control': forNow, ...turnNext, ...jsonType },
        body: encoded.of(found.frame),
      };
    },
    'GET /api/boards/:board/pulse': async ({ params, request }) => {
      openToAll(request.res!);
      const found = await boards.find(params.board);
      if (found === null) throw boardNotFound();
      const { slug } = found.board;
      const state = await feed.currentState(slug, 'public', found.identity);
      return {
        status: 200,
        headers: { 'Cache-Control': 'public, max-age=5' },
        body: {
          board: slug,
          ...state,
          viewers: viewers(slug),
          now: new Date(clock.now()).toISOString(),
          build,
          rules: rulesOf(found.board),
        },
      };
    },
  });
}

/** Programs without a socket learn from it that the board's title or rules have changed. */
function rulesOf(board: Board): string {
  return createHash('sha256').update(JSON.stringify(board)).digest('base64url').slice(0, 12);
}

function gone(response: Response): AbortSignal {
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  return abort.signal;
}

/** Those who hold the same position get the same bytes; those with other positions the same changes, encoded once. */
class EncodedFrames {
  readonly #changes = new WeakMap<Frame['changes'], Buffer>();
  readonly #last = new WeakMap<Frame['changes'], { frame: Frame; bytes: JsonBytes<Frame> }>();

  of(frame: Frame): JsonBytes<Frame> {
    const { changes, ...rest } = frame;
    const last = this.#last.get(changes);
    if (last?.frame.after === rest.after && last.frame.at === rest.at && last.frame.board === rest.board)
      return last.bytes;
    const encoded = this.#changes.get(changes) ?? encodeJson(changes);
    this.#changes.set(changes, encoded);
    const head = `${JSON.stringify(rest).slice(0, -1)},"changes":`;
    const bytes = asJsonBytes<Frame>(Buffer.concat([Buffer.from(head), encoded, Buffer.from('}')]));
    this.#last.set(changes, { frame, bytes });
    return bytes;
  }
}
