import * as z from 'zod/mini';
import { Board, BoardPatch, NewBoard } from '../../../shared/board.ts';
import { BoardEvent, Slug } from '../../../shared/event.ts';
import { Audience, Position } from '../../../shared/feed-protocol.ts';
import { mayFollow } from '../../../shared/policies.ts';
import type { EncodedSnapshot } from '../../feed/encoded-snapshots.ts';
import { boardNotFound, forbidden } from '../../problem.ts';
import type { BoardService } from '../../services/board-service.ts';
import { defineRoute, type Route, type RouteAnswer } from '../route.ts';

const OneBoard = z.strictObject({ board: Board });
const SnapshotQuery = z.strictObject({ audience: z.optional(Audience) });
const SnapshotAnswer = z.strictObject({
  board: Slug, audience: Audience, position: Position, size: z.int(), checksum: z.string(), events: z.array(BoardEvent),
});

type BoardRoutesOptions = {
  boards: BoardService;
  snapshot: (board: string, audience: Audience) => Promise<EncodedSnapshot>;
};

export function boardRoutes({ boards, snapshot }: BoardRoutesOptions): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/boards/:board',
      operationId: 'getBoard',
      summary: 'A board and its rules.',
      answers: { 200: { description: 'The board.', schema: OneBoard } },
      handle: async ({ params }) => ({ status: 200, body: { board: await boards.get(slugOf(params)) } }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/boards',
      operationId: 'createBoard',
      summary: 'Makes a board; who may is the owner’s setting.',
      body: NewBoard,
      answers: { 201: { description: 'The board.', schema: OneBoard } },
      handle: async ({ body, session }) => {
        const board = await boards.create(body, session.actor);
        return { status: 201, body: { board }, headers: { Location: `/api/boards/${board.slug}` } };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/boards/:board',
      operationId: 'changeBoard',
      summary: 'Renames a board, freezes it, makes posts wait for approval; for moderators.',
      body: BoardPatch,
      answers: { 200: { description: 'The board as it is now.', schema: OneBoard } },
      handle: async ({ params, body, session }) => ({ status: 200, body: { board: await boards.change(slugOf(params), body, session.actor) } }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/boards/:board/snapshot',
      operationId: 'getSnapshot',
      summary: 'The live set at a position of the feed, from which a socket’s `subscribe` goes on.',
      query: SnapshotQuery,
      answers: { 200: { description: 'The live set.', schema: SnapshotAnswer }, 304: { description: 'It is at that position still.' } },
      handle: async ({ params, query: { audience = 'public' }, session, request }) => {
        const { slug } = await boards.get(slugOf(params));
        if (!mayFollow(audience, session.author)) throw forbidden('Only moderators see what waits or is hidden.');
        const answer = encoded(await snapshot(slug, audience), request.get('if-none-match'), request.acceptsEncodings('gzip') === 'gzip');
        // Kept by nobody else: what waits or is hidden is not for whoever uses the browser next.
        return audience === 'public' ? answer : { ...answer, headers: { ...answer.headers, 'Cache-Control': 'no-store' } };
      },
    }),
  ];
}

function slugOf(params: Record<string, string>): string {
  const slug = Slug.safeParse(params.board);
  if (!slug.success) throw boardNotFound();
  return slug.data;
}

function encoded({ etag, identity, gzip }: EncodedSnapshot, known: string | undefined, takesGzip: boolean): RouteAnswer {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding', 'Content-Type': 'application/json; charset=utf-8' };
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) === true) return { status: 304, headers };
  return takesGzip ? { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: gzip } : { status: 200, headers, body: identity };
}
