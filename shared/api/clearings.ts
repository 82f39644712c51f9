import { Clearings, ClearingStep, NewClearing } from '../clearing.ts';
import type { Calls } from './call.ts';

export const clearingCalls = {
  'GET /api/boards/:board/clearings': {
    operationId: 'listClearings',
    tag: 'events',
    summary: 'The clearings and imports of the last 30 days, the newest first. For moderators.',
    personal: true,
    answers: { 200: { description: 'The clearings.', body: Clearings } },
    problems: ['login_required', 'forbidden'],
  },
  'POST /api/boards/:board/clearings': {
    operationId: 'clearBoard',
    tag: 'events',
    summary:
      'Takes all events off the board, or those that an import created. Repeat the call while some are left. For moderators.',
    body: NewClearing,
    answers: { 200: { description: 'How many were taken off, and how many are left.', body: ClearingStep } },
    problems: ['login_required', 'forbidden', 'not_found', 'id_taken'],
  },
  'POST /api/boards/:board/clearings/:id/undo': {
    operationId: 'undoClearing',
    tag: 'events',
    summary:
      'Puts back exactly what a clearing took off, without what somebody has changed since. Repeat the call while some are left. For moderators.',
    answers: { 200: { description: 'How many are back, and how many are left.', body: ClearingStep } },
    problems: ['login_required', 'forbidden', 'not_found'],
  },
} as const satisfies Calls;
