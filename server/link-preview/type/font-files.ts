import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';

/** A file of a family: the characters of some scripts. `mayTrack`: its letters may stand closer than usual. */
export type FontFile = { path: string; has: (codePoint: number) => boolean; mayTrack: boolean };

type Family = { package: string; mayTrack?: true; cut: string; subsets: readonly string[] | 'all' };

/** In the order in which they are asked for a character: the product's own typeface, then other scripts, then emoji. */
const families: readonly Family[] = [
  {
    package: '@fontsource-variable/bricolage-grotesque',
    mayTrack: true,
    cut: 'wdth-normal',
    subsets: ['latin', 'latin-ext', 'vietnamese'],
  },
  {
    package: '@fontsource-variable/noto-sans',
    cut: 'wdth-normal',
    subsets: ['cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'devanagari', 'latin', 'latin-ext'],
  },
  { package: '@fontsource-variable/noto-sans-arabic', cut: 'wght-normal', subsets: ['arabic', 'symbols', 'math'] },
  { package: '@fontsource-variable/noto-sans-hebrew', cut: 'wght-normal', subsets: ['hebrew'] },
  { package: '@fontsource/noto-color-emoji', cut: '400-normal', subsets: 'all' },
];

const UnicodeRanges = z.record(z.string(), z.string());
const require = createRequire(import.meta.url);

/** All font files, in their order. Only what they have is read, not the files. */
export function fontFiles(): FontFile[] {
  return families.flatMap(({ package: name, cut, subsets, mayTrack = false }) => {
    const list = require.resolve(`${name}/unicode.json`);
    const ranges = UnicodeRanges.parse(JSON.parse(readFileSync(list, 'utf8')));
    return (subsets === 'all' ? Object.keys(ranges) : subsets).map((subset) => ({
      // Numbered subsets are `[3]` in the list and `3` in the name of the file.
      path: join(dirname(list), 'files', `${name.split('/')[1]}-${subset.replaceAll(/[[\]]/g, '')}-${cut}.woff2`),
      has: inRanges(ranges[subset] ?? ''),
      mayTrack,
    }));
  });
}

/** `U+0-ff,U+131` as CSS writes it. */
function inRanges(text: string): (codePoint: number) => boolean {
  const ranges = text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}
