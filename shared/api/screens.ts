import { OneBoard, ScreenKeyOrNone } from '../board.ts';
import type { Calls } from './call.ts';

/** The link by which a screen shows a board with nobody logged in. */
export const screenCalls = {
  'GET /api/screens/:key': {
    operationId: 'findBoardByScreen',
    tag: 'boards',
    summary: 'The board of a screen’s link.',
    personal: true,
    answers: { 200: { description: 'The board.', body: OneBoard } },
    problems: ['board_not_found'],
  },
  'GET /api/boards/:board/screen': {
    operationId: 'getScreenKey',
    tag: 'boards',
    summary: 'The key of the link for the board’s screens. For moderators.',
    personal: true,
    answers: { 200: { description: 'The key; null while there is no link.', body: ScreenKeyOrNone } },
    problems: ['login_required', 'forbidden'],
  },
  'POST /api/boards/:board/screen': {
    operationId: 'renewScreenKey',
    tag: 'boards',
    summary:
      'Creates a link for the board’s screens; screens with the previous link show nothing more. For moderators.',
    personal: true,
    answers: { 200: { description: 'The new key.', body: ScreenKeyOrNone } },
    problems: ['login_required', 'forbidden'],
  },
  'DELETE /api/boards/:board/screen': {
    operationId: 'dropScreenKey',
    tag: 'boards',
    summary: 'Revokes the link: its screens show nothing more. For moderators.',
    answers: { 204: { description: 'There is no link.' } },
    problems: ['login_required', 'forbidden'],
  },
} as const satisfies Calls;
