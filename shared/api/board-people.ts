import { Moderators, NewRemoval, PeopleHere, RemovalEnd, RemovalOutcome } from '../presence.ts';
import type { Calls } from './call.ts';

/** The people of a board, for its moderators. */
export const boardPeopleCalls = {
  'GET /api/boards/:board/people': {
    operationId: 'listPeople',
    tag: 'people',
    summary: 'The people who have the board open, and those removed from it. For moderators.',
    personal: true,
    answers: { 200: { description: 'The people.', body: PeopleHere } },
    problems: ['login_required', 'forbidden'],
  },
  'POST /api/boards/:board/removed': {
    operationId: 'removePerson',
    tag: 'people',
    summary: 'Removes a person for a day: they can read, but not post or change anything. For moderators.',
    body: NewRemoval,
    answers: {
      200: { description: 'How many of their events were hidden, and how many are still shown.', body: RemovalOutcome },
    },
    problems: ['login_required', 'forbidden'],
  },
  'DELETE /api/boards/:board/removed': {
    operationId: 'letPersonIn',
    tag: 'people',
    summary: 'Lets a removed person post again. For moderators.',
    body: RemovalEnd,
    answers: { 204: { description: 'They can post again.' } },
    problems: ['login_required', 'forbidden'],
  },
  'GET /api/boards/:board/moderators': {
    operationId: 'listModerators',
    tag: 'people',
    summary: 'The moderators of this board, without those who moderate every board. For moderators.',
    personal: true,
    answers: { 200: { description: 'Their names.', body: Moderators } },
    problems: ['login_required', 'forbidden'],
  },
  'PUT /api/boards/:board/moderators': {
    operationId: 'setModerators',
    tag: 'people',
    summary: 'Sets the moderators of this board. For its owner.',
    body: Moderators,
    // Fifty names.
    bodyBytes: 32 * 1024,
    answers: { 204: { description: 'They moderate the board from now on, on every server.' } },
    problems: ['login_required', 'forbidden'],
  },
} as const satisfies Calls;
