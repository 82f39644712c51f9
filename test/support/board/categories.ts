import type { Db } from 'mongodb';
import { CategoryColor, CategoryIcon, type Category } from '../../../shared/category.ts';

/** A category of each colour. */
export const eightCategories: Category[] = CategoryColor.options.map((color, n) => ({
  id: `${color}-4k7x`,
  name: `The ${color} one`,
  color,
  icon: CategoryIcon.options[n + 1]!,
}));

export async function putCategories(db: Db, categories = eightCategories): Promise<void> {
  await db.collection<{ _id: string }>('boards').updateOne({ _id: 'main' }, { $set: { categories } });
}
