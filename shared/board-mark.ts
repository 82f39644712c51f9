import type { Board } from './board.ts';

/** The character that stands for a board: the chosen one, or the first of its title. */
export function markOf({ mark, title }: Pick<Board, 'mark' | 'title'>): string {
  return mark ?? [...title][0]?.toUpperCase() ?? '';
}
