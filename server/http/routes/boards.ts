import { boardCalls } from '../../../shared/api/boards.ts';
import type { Audience, Snapshot } from '../../../shared/feed-protocol.ts';
import { mayModerate } from '../../../shared/policies.ts';
import type { EncodedSnapshot } from '../../feed/encoded-snapshots.ts';
import type { Slices } from '../../base/slices.ts';
import { asJsonBytes, asJsonParts } from '../../base/json-bytes.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { BoardRoom } from '../../events/room/board-room.ts';
import { openToAll } from '../open-to-all.ts';
import { implement, type Route, type RouteAnswer } from '../route.ts';
import { followedBoard } from './followed-board.ts';

type BoardRoutesOptions = {
  boards: BoardService;
  room: BoardRoom;
  snapshot: (board: string, audience: Audience, identity: string | null) => Promise<EncodedSnapshot>;
  slices: Slices;
  countWaiting: (board: string) => Promise<number>;
  /** Takes guests' names out of the events of a board. */
  hideGuestNames: (board: string) => Promise<void>;
};

export function boardRoutes({
  boards,
  room,
  snapshot,
  slices,
  countWaiting,
  hideGuestNames,
}: BoardRoutesOptions): Route[] {
  return implement(boardCalls, {
    'GET /api/boards/:board': async ({ params, session }) => {
      const membership = await boards.membership(params.board, session.reader);
      const moderates = mayModerate({ key: '', role: membership.you.role });
      const waiting = moderates ? await countWaiting(membership.board.slug) : 0;
      return { status: 200, body: { ...membership, waiting } };
    },
    'GET /api/boards': async ({ query, session }) => {
      session.requireMember();
      return { status: 200, body: await boards.list(session.actor, query) };
    },
    'POST /api/boards': async ({ receive, session }) => {
      boards.requireMaker(session.actor);
      const board = await boards.create(await receive(), session.actor);
      return { status: 201, body: { board }, headers: { Location: `/api/boards/${board.slug}` } };
    },
    'PATCH /api/boards/:board': async ({ params, receive, session }) => {
      await boards.requireModerator(params.board, session.actor);
      const patch = await receive();
      const board = await boards.change(params.board, patch, session.actor);
      if (patch.guestNames === 'hidden') await hideGuestNames(board.slug);
      return { status: 200, body: { board } };
    },
    'DELETE /api/boards/:board': async ({ params, receive, session }) => {
      await boards.requireOwner(params.board, session.actor);
      await boards.delete(params.board, (await receive()).confirm, session.actor);
      return { status: 204 };
    },
    'POST /api/boards/:board/join-code': async ({ params, session }) => ({
      status: 200,
      body: { board: await boards.renewCode(params.board, session.actor) },
    }),
    'DELETE /api/boards/:board/join-code': async ({ params, session }) => ({
      status: 200,
      body: { board: await boards.dropCode(params.board, session.actor) },
    }),
    'GET /api/boards/:board/size': async ({ params, session }) => {
      const { slug } = await boards.requireModerator(params.board, session.actor);
      return { status: 200, body: await room.size(slug) };
    },
    'GET /api/boards/:board/snapshot': async ({ params, query: { audience = 'public' }, session, request }) => {
      if (audience === 'public') openToAll(request.res!);
      const { board, identity } = await followedBoard(boards, params.board, audience, session);
      const answer = encoded(
        await snapshot(board, audience, identity),
        request.get('if-none-match'),
        request.acceptsEncodings('gzip') === 'gzip',
        slices,
      );
      // Pending and hidden events must not stay in a browser that somebody else uses next.
      const kept = audience === 'public' ? 'public, max-age=1' : 'no-store';
      return { ...answer, headers: { ...answer.headers, 'Cache-Control': kept } };
    },
  });
}

function encoded(
  { etag, json }: EncodedSnapshot,
  known: string | undefined,
  takesGzip: boolean,
  slices: Slices,
): RouteAnswer<(typeof boardCalls)['GET /api/boards/:board/snapshot']> {
  const headers = {
    ETag: etag,
    Vary: 'Accept-Encoding',
    'Content-Type': 'application/json; charset=utf-8',
  };
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) === true)
    return { status: 304, headers };
  if (!takesGzip) return { status: 200, headers, body: asJsonParts(json.unpacked(slices)) };
  const body = json.short === null ? asJsonParts<Snapshot>(json.packed()) : asJsonBytes<Snapshot>(json.short);
  return { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body };
}
