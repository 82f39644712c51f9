import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bandColors, categoryColors, rgb } from '../../../server/boards/board-colors.ts';
import { categoryHues, type CategoryColor } from '../../../shared/category.ts';
import { themes, type Theme } from '../../../shared/theme.ts';

const styles = join(import.meta.dirname, '../../../client/ui/styles');

/** The colour of a token: the first `oklch()` of its value in a block. */
function tokenIn(css: string, block: string, token: string, values: Record<string, number>): string | null {
  const from = css.indexOf(block);
  expect(from, block).toBeGreaterThan(-1);
  const text = css.slice(from, css.indexOf('}', from));
  const value = new RegExp(`${token}:(.*?);`, 's').exec(text)?.[1]?.split('oklch(')[1];
  if (value === undefined) return null;
  const numbers = value
    .replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => String(values[name]))
    .replaceAll(/calc\(([\d.]+) ([*+]) ([\d.]+)\)/g, (_, a: string, sign: string, b: string) =>
      String(sign === '*' ? Number(a) * Number(b) : Number(a) + Number(b)),
    )
    .split(/[\s,)]+/);
  return rgb([Number(numbers[0]), Number(numbers[1]), Number(numbers[2])]);
}

it('[LOOK-2] a drawn band has the colours of the style sheet, in every theme', async () => {
  const css = await readFile(join(styles, 'tokens.css'), 'utf8');
  const tokens = {
    band: '--band',
    bandBright: '--band-bright',
    onBand: '--on-band',
    onBandQuiet: '--on-band-quiet',
    mark: '--mark',
    onMark: '--on-mark',
  } as const;
  for (const theme of Object.keys(themes) as Theme[])
    for (const [name, token] of Object.entries(tokens) as [keyof typeof tokens, string][]) {
      const values = themes[theme];
      const own = theme === 'marigold' ? tokenIn(css, "[data-theme='marigold'] {\n  --accent", token, values) : null;
      const expected = own ?? tokenIn(css, ':root,\n[data-theme] {', token, values);
      expect([theme, name, bandColors(theme)[name]]).toEqual([theme, name, expected]);
    }
});

it('[LOOK-2] a drawn category has the colours of the style sheet', async () => {
  const css = await readFile(join(styles, 'categories.ts'), 'utf8');
  for (const color of Object.keys(categoryHues) as CategoryColor[]) {
    const values = { 'category-hue': categoryHues[color] };
    const of = (token: string) => tokenIn(css, '[data-category] {', token, values);
    expect([color, categoryColors(color)]).toEqual([
      color,
      { solid: of('--category'), ink: of('--category-ink'), soft: of('--category-soft') },
    ]);
  }
});

it('[LOOK-2] known colours of oklch are what browsers make of them', () => {
  expect([rgb([1, 0, 0]), rgb([0, 0, 0]), rgb([0.627966, 0.257704, 29.2346]), rgb([0.9, 0.4, 145])]).toEqual([
    '#ffffff',
    '#000000',
    '#ff0000',
    '#00ff00',
  ]);
});
