import * as z from 'zod/mini';
import { Board, BoardDeletion, BoardPatch, BoardMembership, NewBoard } from '../../../shared/board.ts';
import { BoardEvent, Slug } from '../../../shared/event.ts';
import { Audience, Position } from '../../../shared/feed-protocol.ts';
import { mayFollow } from '../../../shared/policies.ts';
import type { EncodedSnapshot } from '../../feed/encoded-snapshots.ts';
import { forbidden } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import { defineRoute, type Route, type RouteAnswer } from '../route.ts';

const OneBoard = z.strictObject({ board: Board });
const BoardAndMembership = z.strictObject({ board: Board, you: BoardMembership });
const BoardList = z.strictObject({ boards: z.array(Board), mayMake: z.boolean() });
const SnapshotQuery = z.strictObject({ audience: z.optional(Audience) });
const SnapshotAnswer = z.strictObject({
  board: Slug,
  audience: Audience,
  position: Position,
  size: z.int(),
  checksum: z.string(),
  events: z.array(BoardEvent),
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
      summary: 'A board and its rules, and who one is there.',
      answers: { 200: { description: 'The board.', schema: BoardAndMembership } },
      personal: true,
      handle: async ({ params, session }) => ({
        status: 200,
        body: await boards.membership(params.board!, session.author),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/boards',
      operationId: 'listBoards',
      summary: 'The boards that whoever is logged in looks after.',
      answers: { 200: { description: 'By title.', schema: BoardList } },
      personal: true,
      handle: async ({ session }) => {
        session.requireMember();
        return { status: 200, body: await boards.list(session.actor) };
      },
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
      summary:
        'Renames a board, freezes it, makes posts wait for approval, says what the projector shows; for moderators.',
      body: BoardPatch,
      answers: { 200: { description: 'The board as it is now.', schema: OneBoard } },
      handle: async ({ params, body, session }) => ({
        status: 200,
        body: { board: await boards.change(params.board!, body, session.actor) },
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/boards/:board',
      operationId: 'deleteBoard',
      summary: 'Deletes a board with all its events; for its owner, who names it once more.',
      body: BoardDeletion,
      answers: { 204: { description: 'It is gone.' } },
      handle: async ({ params, body, session }) => {
        await boards.delete(params.board!, body.confirm, session.actor);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/boards/:board/join-code',
      operationId: 'renewJoinCode',
      summary: 'Gives the board a new code to join by; the old one leads nowhere from then on. For moderators.',
      answers: { 200: { description: 'The board with its code.', schema: OneBoard } },
      handle: async ({ params, session }) => ({
        status: 200,
        body: { board: await boards.renewCode(params.board!, session.actor) },
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/boards/:board/join-code',
      operationId: 'dropJoinCode',
      summary: 'Switches the code off; for moderators.',
      answers: { 200: { description: 'The board without one.', schema: OneBoard } },
      handle: async ({ params, session }) => ({
        status: 200,
        body: { board: await boards.dropCode(params.board!, session.actor) },
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/boards/:board/snapshot',
      operationId: 'getSnapshot',
      summary: 'The live set at a position of the feed, from which a socket’s `subscribe` goes on.',
      query: SnapshotQuery,
      answers: {
        200: { description: 'The live set.', schema: SnapshotAnswer },
        304: { description: 'It is at that position still.' },
      },
      handle: async ({ params, query: { audience = 'public' }, session, request }) => {
        const {
          board: { slug },
          actor,
        } = await boards.boardFor(params.board!, session.author);
        if (!mayFollow(audience, actor)) throw forbidden('Only moderators see what waits or is hidden.');
        const answer = encoded(
          await snapshot(slug, audience),
          request.get('if-none-match'),
          request.acceptsEncodings('gzip') === 'gzip',
        );
        // Kept by nobody else: what waits or is hidden is not for whoever uses the browser next.
        return audience === 'public'
          ? answer
          : { ...answer, headers: { ...answer.headers, 'Cache-Control': 'no-store' } };
      },
    }),
  ];
}

function encoded(
  { etag, identity, gzip }: EncodedSnapshot,
  known: string | undefined,
  takesGzip: boolean,
): RouteAnswer {
  const headers = {
    ETag: etag,
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
    'Content-Type': 'application/json; charset=utf-8',
  };
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) === true)
    return { status: 304, headers };
  return takesGzip
    ? { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: gzip }
    : { status: 200, headers, body: identity };
}
