import * as z from 'zod/mini';
import { text } from './text.ts';

/** More than this nobody tells apart by colour, and the row of chips on a board stays short. */
export const maxCategories = 12;

/**
 * The colours that a category can have, as hues in degrees (of oklch). All else follows from the hue by formula, so that the
 * contrast always holds: `client/ui/styles/categories.ts`. They are names, not numbers, because a test measures each of them.
 */
export const categoryHues = {
  orange: 55,
  yellow: 95,
  green: 145,
  teal: 205,
  blue: 250,
  violet: 285,
  purple: 320,
  pink: 355,
} as const;

export const CategoryColor = z.enum(Object.keys(categoryHues) as [ColorName, ...ColorName[]]);
type ColorName = keyof typeof categoryHues;
export type CategoryColor = z.infer<typeof CategoryColor>;

export const CategoryIcon = z.enum([
  'tag',
  'food',
  'market',
  'sport',
  'meeting',
  'trip',
  'learning',
  'music',
  'arts',
  'film',
  'party',
  'children',
  'nature',
  'games',
  'work',
  'health',
  'science',
  'help',
]);
export type CategoryIcon = z.infer<typeof CategoryIcon>;

/** It never changes, and no other category of the board ever gets it. Drawn by the server, from the name. */
export const CategoryId = z
  .string()
  .check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, { error: 'Must be the id of a category.' }));

export const CategoryName = text({ max: 30 });

/** What kind of event something is. Each board has its own. */
export const Category = z.strictObject({
  id: CategoryId,
  name: CategoryName,
  color: CategoryColor,
  icon: CategoryIcon,
});
export type Category = z.infer<typeof Category>;

/** The body of `POST /api/boards/:board/categories`. Without a colour or an icon, they follow from the name. */
export const NewCategory = z.strictObject({
  name: CategoryName,
  color: z.optional(CategoryColor),
  icon: z.optional(CategoryIcon),
});
export type NewCategory = z.infer<typeof NewCategory>;

/** The body of `PATCH /api/boards/:board/categories/:category`. A missing field stays as it is. */
export const CategoryPatch = z.partial(
  z.strictObject({ name: CategoryName, color: CategoryColor, icon: CategoryIcon }),
);
export type CategoryPatch = z.infer<typeof CategoryPatch>;
