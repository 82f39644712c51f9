/** `npm run icons`: writes the icons that `client/ui/icon-names.ts` names into the style sheet of the pages. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { icons } from '../client/ui/icon-names.ts';
import { iconsFile } from './icons-file.ts';

const root = join(import.meta.dirname, '..');
const svgOf = (name: string): string =>
  readFileSync(join(root, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8');

writeFileSync(join(root, 'client/ui/styles/icons.css'), iconsFile(icons, svgOf));
