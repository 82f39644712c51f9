import { CategoryColor, type Category } from './category.ts';
import { categoryNamed } from './category-of.ts';

/** What most boards need. */
export const suggestedCategories = [
  { name: 'Food', color: 'orange', icon: 'food' },
  { name: 'Market', color: 'yellow', icon: 'market' },
  { name: 'Sport', color: 'green', icon: 'sport' },
  { name: 'Meeting', color: 'teal', icon: 'meeting' },
  { name: 'Trip', color: 'blue', icon: 'trip' },
  { name: 'Learning', color: 'violet', icon: 'learning' },
  { name: 'Music', color: 'purple', icon: 'music' },
  { name: 'Arts', color: 'pink', icon: 'arts' },
] as const satisfies Omit<Category, 'id'>[];

/** A look for a new category: the suggested one of its name, or else a colour that few of the others have. */
export function lookFor(name: string, others: readonly Category[]): Pick<Category, 'color' | 'icon'> {
  const suggested = categoryNamed(suggestedCategories, name);
  if (suggested !== undefined) return { color: suggested.color, icon: suggested.icon };
  const uses = (color: CategoryColor): number => others.filter((other) => other.color === color).length;
  const [rarest] = CategoryColor.options.toSorted((a, b) => uses(a) - uses(b));
  return { color: rarest!, icon: 'tag' };
}
