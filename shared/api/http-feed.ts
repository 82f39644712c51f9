import { FollowQuery, Frame, Pulse } from '../feed-protocol.ts';
import type { Calls } from './call.ts';

/** The header that names the turn to wait in next. */
export const turnHeader = 'Feed-Turn';

export const httpFeedCalls = {
  'GET /api/boards/:board/feed': {
    operationId: 'followBoard',
    tag: 'boards',
    summary:
      'The feed without a socket: what comes after a position. With `turn`, the answer waits for a change until that turn is over.',
    query: FollowQuery,
    answers: {
      200: { description: 'One frame, which continues the position. `Feed-Turn` is the turn to wait in.', body: Frame },
      204: { description: 'Nothing has come in this turn. `Feed-Turn` is the next one.' },
    },
    problems: ['forbidden', 'position_unknown'],
  },
  'GET /api/boards/:board/pulse': {
    operationId: 'getPulse',
    tag: 'boards',
    summary: 'The state of the public board in one line, to check what a screen shows.',
    answers: { 200: { description: 'A few seconds old at most.', body: Pulse } },
  },
} as const satisfies Calls;
