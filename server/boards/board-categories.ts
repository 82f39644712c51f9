import { randomInt } from 'node:crypto';
import { joinCodeLetters, type Board } from '../../shared/board.ts';
import { maxCategories, type Category, type CategoryPatch, type NewCategory } from '../../shared/category.ts';
import { categoryNamed } from '../../shared/category-of.ts';
import { lookFor } from '../../shared/category-suggestions.ts';
import { fold } from '../../shared/fold.ts';
import type { Actor } from '../../shared/policies.ts';
import { boardArchived, boardNotFound, categoryNotFound, invalidRequest } from '../base/problem.ts';
import type { BoardRepository } from './board-repository.ts';
import type { BoardService } from './board-service.ts';

export type BoardCategories = ReturnType<typeof createBoardCategories>;

type Dependencies = {
  boards: Pick<BoardService, 'requireChangeable' | 'reload'>;
  repository: Pick<BoardRepository, 'changeCategories'>;
};

/** The categories of boards. Moderators change them one by one, so that two at the same moment lose nothing. */
export function createBoardCategories({ boards, repository }: Dependencies) {
  async function change(
    slug: string,
    actor: Actor | null,
    become: (categories: readonly Category[]) => Category[],
  ): Promise<Board> {
    await boards.requireChangeable(slug, actor);
    if (await repository.changeCategories(slug, become)) return boards.reload(slug);
    throw (await boards.reload(slug)).archived ? boardArchived() : boardNotFound();
  }

  return {
    async add(slug: string, input: NewCategory, actor: Actor | null): Promise<{ board: Board; category: Category }> {
      const board = await change(slug, actor, (categories) => {
        requireFreeName(categories, input.name);
        if (categories.length >= maxCategories)
          throw invalidRequest([{ path: 'name', message: `A board has at most ${maxCategories} categories.` }]);
        return [...categories, newCategory(input, categories)];
      });
      return { board, category: categoryNamed(board.categories, input.name)! };
    },

    /** Adds those of several whose names are free, as far as there is room. */
    addWanted(slug: string, wanted: readonly WantedCategory[], actor: Actor | null): Promise<Board> {
      return change(slug, actor, (categories) => withWanted(categories, wanted));
    },

    change(slug: string, id: string, patch: CategoryPatch, actor: Actor | null): Promise<Board> {
      return change(slug, actor, (categories) => {
        requireCategory(categories, id);
        if (patch.name !== undefined)
          requireFreeName(
            categories.filter((category) => category.id !== id),
            patch.name,
          );
        return categories.map((category) => (category.id === id ? changed(category, patch) : category));
      });
    },

    /** Its events stay as they are: one that has a category that is no longer there has none. */
    delete(slug: string, id: string, actor: Actor | null): Promise<Board> {
      return change(slug, actor, (categories) => {
        requireCategory(categories, id);
        return categories.filter((category) => category.id !== id);
      });
    },
  };
}

function requireCategory(categories: readonly Category[], id: string): void {
  if (!categories.some((category) => category.id === id)) throw categoryNotFound();
}

function requireFreeName(categories: readonly Category[], name: string): void {
  const other = categoryNamed(categories, name);
  if (other !== undefined)
    throw invalidRequest([{ path: 'name', message: `The board has a category “${other.name}”.` }]);
}

function changed(category: Category, { name, color, icon }: CategoryPatch): Category {
  return {
    id: category.id,
    name: name ?? category.name,
    color: color ?? category.color,
    icon: icon ?? category.icon,
  };
}

/** A category that a file has, perhaps with the id that it had on the board before. */
export type WantedCategory = NewCategory & { id?: string };

/** The categories and those of the wanted ones whose names are free, as far as there is room. */
export function withWanted(categories: readonly Category[], wanted: readonly WantedCategory[]): Category[] {
  const all = [...categories];
  for (const { id, ...input } of wanted) {
    if (all.length >= maxCategories) break;
    if (categoryNamed(all, input.name) !== undefined) continue;
    const added = newCategory(input, all);
    all.push(id === undefined || all.some((other) => other.id === id) ? added : { ...added, id });
  }
  return all;
}

/** The id can be read, and ends in four random letters: events of a deleted category must not come into a new one. */
function newCategory({ name, color, icon }: NewCategory, others: readonly Category[]): Category {
  const look = lookFor(name, others);
  const words = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replace(/^-+|-+$/g, '');
  const end = Array.from({ length: 4 }, () => joinCodeLetters[randomInt(joinCodeLetters.length)]!.toLowerCase()).join(
    '',
  );
  const id = words === '' ? end : `${words}-${end}`;
  return { id, name, color: color ?? look.color, icon: icon ?? look.icon };
}
