import type { Category } from './category.ts';
import { fold } from './fold.ts';

/** The category of a name. Case and accents do not count. */
export function categoryNamed<C extends { name: string }>(categories: readonly C[], name: string): C | undefined {
  const folded = fold(name);
  return categories.find((category) => fold(category.name) === folded);
}

/** The category of an event; undefined if it has none, or one that its board no longer has. */
export function categoryOf(
  categories: readonly Category[] | undefined,
  { category }: { category?: string | null },
): Category | undefined {
  return category == null ? undefined : categories?.find(({ id }) => id === category);
}
