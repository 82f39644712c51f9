import type { Board } from '../../shared/board.ts';
import type { CategoryPatch, NewCategory } from '../../shared/category.ts';
import { call } from './http.ts';

export async function addCategory(board: string, body: NewCategory): Promise<Board> {
  return (await call('POST /api/boards/:board/categories', { params: { board }, body })).board;
}

export async function changeCategory(board: string, category: string, body: CategoryPatch): Promise<Board> {
  return (await call('PATCH /api/boards/:board/categories/:category', { params: { board, category }, body })).board;
}

export async function deleteCategory(board: string, category: string): Promise<Board> {
  return (await call('DELETE /api/boards/:board/categories/:category', { params: { board, category } })).board;
}
