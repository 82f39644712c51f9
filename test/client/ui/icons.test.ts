import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { categories } from '../../../client/ui/styles/categories.ts';
import { icons } from '../../../client/ui/icon-names.ts';
import { iconsFile } from '../../../scripts/icons-file.ts';
import { categoryHues, CategoryIcon } from '../../../shared/category.ts';

const root = join(import.meta.dirname, '../../..');

it('the icons of the pages are those that `npm run icons` writes', async () => {
  const svgs = new Map<string, string>(
    await Promise.all(
      Object.values(icons).map(
        async (name) =>
          [name, await readFile(join(root, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8')] as const,
      ),
    ),
  );
  expect(await readFile(join(root, 'client/ui/styles/icons.css'), 'utf8')).toBe(
    iconsFile(icons, (name) => svgs.get(name)!),
  );
});

it('[CATEGORY-10] the colours of categories are those that shared/category.ts names, and each icon is drawn', () => {
  for (const [color, hue] of Object.entries(categoryHues))
    expect(categories.cssText.replace(/\s+/g, ' ')).toContain(`[data-category='${color}'] { --category-hue: ${hue};`);
  expect(CategoryIcon.options.filter((name) => !(name in icons))).toEqual([]);
});
