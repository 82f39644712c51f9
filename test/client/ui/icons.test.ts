import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { icons } from '../../../client/ui/icon-names.ts';
import { iconsFile } from '../../../scripts/icons-file.ts';

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
