import { OneBoard } from '../board.ts';
import { GuestName } from '../presence.ts';
import { Session } from '../session.ts';
import type { Calls } from './call.ts';

export const joinCalls = {
  'GET /api/join/:code': {
    operationId: 'findBoardByCode',
    tag: 'boards',
    summary: 'The board of a join code. Small letters count as capitals.',
    personal: true,
    answers: { 200: { description: 'The board.', body: OneBoard } },
    problems: ['board_not_found', 'too_many_requests'],
  },
  'POST /api/guest': {
    operationId: 'nameGuest',
    tag: 'session',
    summary: 'Sets the name of a guest before their first post.',
    body: GuestName,
    personal: true,
    answers: { 200: { description: 'Who this browser is now.', body: Session } },
  },
  'DELETE /api/guest': {
    operationId: 'leaveAsGuest',
    tag: 'session',
    summary: 'Ends the guest of this browser. What they posted stays, and nobody but moderators can change it.',
    personal: true,
    answers: { 204: { description: 'This browser is a guest without a name, or still logged in.' } },
  },
} as const satisfies Calls;
