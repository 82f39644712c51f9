import { BoardAndCategory, OneBoard } from '../board.ts';
import { CategoryPatch, NewCategory } from '../category.ts';
import type { Calls } from './call.ts';

const current = { description: 'The board as it is now.', body: OneBoard };

export const categoryCalls = {
  'POST /api/boards/:board/categories': {
    operationId: 'addCategory',
    tag: 'boards',
    summary: 'Adds a category to a board, which has at most twelve. For moderators.',
    body: NewCategory,
    personal: true,
    answers: { 201: { description: 'The board as it is now, and the category.', body: BoardAndCategory } },
    problems: ['login_required', 'forbidden'],
  },
  'PATCH /api/boards/:board/categories/:category': {
    operationId: 'changeCategory',
    tag: 'boards',
    summary: 'Gives a category another name, colour or icon. For moderators.',
    body: CategoryPatch,
    personal: true,
    answers: { 200: current },
    problems: ['login_required', 'forbidden', 'category_not_found'],
  },
  'DELETE /api/boards/:board/categories/:category': {
    operationId: 'deleteCategory',
    tag: 'boards',
    summary: 'Deletes a category. Its events stay, without a category. For moderators.',
    personal: true,
    answers: { 200: current },
    problems: ['login_required', 'forbidden', 'category_not_found'],
  },
} as const satisfies Calls;
