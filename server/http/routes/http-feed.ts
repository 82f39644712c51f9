import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { httpFeedCalls, turnHeader } from '../../../shared/api/http-feed.ts';
import type { Board } from '../../../shared/board.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Audience, Frame } from '../../../shared/feed-protocol.ts';
import { mayFollow } from '../../../shared/policies.ts';
import { asJsonBytes, encodeJson, type JsonBytes } from '../../base/json-bytes.ts';
import { boardNotFound, forbidden } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { Feed } from '../../feed/feed.ts';
import type { HttpFeed } from '../../http-feed/http-feed.ts';
import { implement, type Route } from '../route.ts';
import type { RequestSession } from '../visitor/session-cookie.ts';

export type HttpFeedRoutesOptions = {
  boards: Pick<BoardService, 'find' | 'boardFor'>;
  feed: Pick<Feed, 'currentState'>;
  httpFeed: HttpFeed;
  clock: Clock;
  build: string;
  /** How many follow the board, on all servers. */
  viewers: (board: string) => number;
};

/** Short, so that no cache keeps for long what a moderator removes. */
const keptByCaches = 'public, max-age=30, immutable';
/** That nothing has come is true only now; a second of it serves all who come at the same moment. */
const keptForNow = 'public, max-age=1';
const keptNowhere = 'private, no-store';

/** Of a body that is encoded already. */
const jsonType = { 'Content-Type': 'application/json; charset=utf-8' };

export function httpFeedRoutes({ boards, feed, httpFeed, clock, build, viewers }: HttpFeedRoutesOptions): Route[] {
  const encoded = new EncodedFrames();

  /** What the caller may follow. Of the public feed everybody gets the same, so nobody's cookies count. */
  async function allowed(slug: string, audience: Audience, session: RequestSession) {
    if (audience === 'public') {
      const found = await boards.find(slug);
      if (found === null) throw boardNotFound();
      return { board: found.board.slug, audience, identity: found.identity };
    }
    const { board, identity, actor } = await boards.boardFor(slug, session.author);
    if (!mayFollow(audience, actor)) throw forbidden('Only moderators can see pending and hidden events.');
    return { board: board.slug, audience, identity };
  }

  return implement(httpFeedCalls, {
    'GET /api/boards/:board/feed': async ({ params, query, session, request }) => {
      const { after, turn, audience = 'public' } = query;
      const response = request.res!;
      if (audience === 'public') openToAll(response);
      const followed = await allowed(params.board, audience, session);
      const [kept, keptNothing] = audience === 'public' ? [keptByCaches, keptForNow] : [keptNowhere, keptNowhere];
      if (turn === undefined) {
        const frame = await httpFeed.since(followed, after);
        return {
          status: 200,
          headers: {
            'Cache-Control': frame.changes.length > 0 ? kept : keptNothing,
            [turnHeader]: String(httpFeed.turn),
            ...jsonType,
          },
          body: encoded.of(frame),
        };
      }
      const found = await httpFeed.after(followed, after, turn, gone(response));
      const headers = { 'Cache-Control': kept, [turnHeader]: String(found.turn) };
      if (found.frame === null)
        return { status: 204, headers: found.turnIsOver ? headers : { ...headers, 'Cache-Control': 'no-store' } };
      // A right can end while somebody waits.
      if (audience === 'moderators') {
        await session.refresh();
        await allowed(params.board, audience, session);
      }
      return { status: 200, headers: { ...headers, ...jsonType }, body: encoded.of(found.frame) };
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

/** Pages of other sites may read it too, as any program can. */
function openToAll(response: Response): void {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': `${turnHeader}, Retry-After`,
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
