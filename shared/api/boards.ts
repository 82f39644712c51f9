import { BoardSize } from '../board-size.ts';
import { BoardAndMembership, BoardDeletion, BoardList, BoardPatch, NewBoard, OneBoard } from '../board.ts';
import { PageQuery } from '../event-query.ts';
import { Snapshot, SnapshotQuery } from '../feed-protocol.ts';
import type { Calls } from './call.ts';

export const boardCalls = {
  'GET /api/boards/:board': {
    operationId: 'getBoard',
    tag: 'boards',
    summary: 'A board with its rules, and the role of the person who asks.',
    personal: true,
    answers: { 200: { description: 'The board.', body: BoardAndMembership } },
  },
  'GET /api/boards': {
    operationId: 'listBoards',
    tag: 'boards',
    summary: 'The boards that the logged-in person moderates, by title, a page at a time.',
    query: PageQuery,
    personal: true,
    answers: { 200: { description: 'One page. Its `next` is the `after` of the following page.', body: BoardList } },
    problems: ['login_required'],
  },
  'POST /api/boards': {
    operationId: 'createBoard',
    tag: 'boards',
    summary: 'Creates a board. The setting `BOARD_CREATION` says who can.',
    body: NewBoard,
    answers: { 201: { description: 'The board.', body: OneBoard } },
    problems: ['login_required', 'forbidden', 'slug_taken'],
  },
  'PATCH /api/boards/:board': {
    operationId: 'changeBoard',
    tag: 'boards',
    summary:
      'Renames a board, freezes it, requires approval for posts, or chooses what the projector shows. For moderators.',
    body: BoardPatch,
    answers: { 200: { description: 'The board as it is now.', body: OneBoard } },
    problems: ['login_required', 'forbidden'],
  },
  'DELETE /api/boards/:board': {
    operationId: 'deleteBoard',
    tag: 'boards',
    summary: 'Deletes a board with all its events. For its owner, who repeats the slug.',
    body: BoardDeletion,
    answers: { 204: { description: 'The board is deleted.' } },
    problems: ['login_required', 'forbidden'],
  },
  'POST /api/boards/:board/join-code': {
    operationId: 'renewJoinCode',
    tag: 'boards',
    summary: 'Gives the board a new join code; the old one stops working. For moderators.',
    answers: { 200: { description: 'The board with its code.', body: OneBoard } },
    problems: ['login_required', 'forbidden'],
  },
  'DELETE /api/boards/:board/join-code': {
    operationId: 'dropJoinCode',
    tag: 'boards',
    summary: 'Switches the join code off. For moderators.',
    answers: { 200: { description: 'The board without a code.', body: OneBoard } },
    problems: ['login_required', 'forbidden'],
  },
  'GET /api/boards/:board/size': {
    operationId: 'getBoardSize',
    tag: 'boards',
    summary: 'How much the board holds, and the most that it can hold. For moderators.',
    personal: true,
    answers: { 200: { description: 'Its size, a few seconds old at most.', body: BoardSize } },
    problems: ['login_required', 'forbidden'],
  },
  'GET /api/boards/:board/snapshot': {
    operationId: 'getSnapshot',
    tag: 'boards',
    summary: 'The live set at a position of the feed, from which the socket’s `subscribe` continues.',
    query: SnapshotQuery,
    answers: {
      200: { description: 'The live set.', body: Snapshot },
      304: { description: 'The live set is still at the position named in `If-None-Match`.' },
    },
    problems: ['forbidden'],
  },
} as const satisfies Calls;
