import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { themes } from '../../../shared/theme.ts';
import { launchChromium } from '../../support/browser/chromium.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import type { Browser, Page } from 'playwright-core';

/** Words, and the grounds that they stand on somewhere. WCAG 2.2: 4.5:1 for text. */
const texts: Record<string, readonly string[]> = {
  '--ink': ['--paper', '--card', '--sunk', '--tab', '--accent-soft', '--new-soft'],
  '--ink-quiet': ['--paper', '--card', '--sunk'],
  '--ink-faint': ['--paper', '--card'],
  '--accent-ink': ['--paper', '--card', '--sunk', '--accent-soft'],
  '--on-accent': ['--accent'],
  '--on-band': ['--band', '--band-bright'],
  '--on-band-quiet': ['--band', '--band-bright'],
  '--on-band-live': ['--band'],
  '--band': ['--on-band'],
  '--on-mark': ['--mark'],
  '--live': ['--paper', '--card', '--live-soft'],
  '--behind': ['--paper', '--card'],
  '--new': ['--paper', '--card', '--new-soft'],
  '--pinned': ['--card', '--pinned-soft'],
  '--danger': ['--paper', '--card', '--danger-soft'],
};
/** Edges that show where something is to be used: 3:1. A line between two rows has no such task. */
const edges: Record<string, readonly string[]> = {
  '--line-strong': ['--paper', '--card'],
  '--accent-ink': ['--paper', '--card', '--sunk'],
};

describe('the colours of the themes', () => {
  let board: TestBoard;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    board = await startBoard({ pagesFolder: inject('pagesFolder') });
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(board.localUrl);
  });
  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  /** The contrast of a colour on a ground, as Chromium paints both. */
  function contrastOf(theme: string, pairs: [string, string][]): Promise<Record<string, number>> {
    return page.evaluate(
      ([theme, pairs]) => {
        document.documentElement.dataset.theme = theme;
        const probe = document.body.appendChild(document.createElement('span'));
        const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
        const luminance = (token: string): number => {
          probe.style.color = `var(${token})`;
          canvas.fillStyle = getComputedStyle(probe).color;
          canvas.fillRect(0, 0, 1, 1);
          const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
        };
        const found = pairs.map(([text, ground]) => {
          const [dark, light] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
          return [`${text} on ${ground}`, (light! + 0.05) / (dark! + 0.05)];
        });
        probe.remove();
        return Object.fromEntries(found) as Record<string, number>;
      },
      [theme, pairs] as const,
    );
  }

  const pairsOf = (table: Record<string, readonly string[]>): [string, string][] =>
    Object.entries(table).flatMap(([text, grounds]) => grounds.map((ground): [string, string] => [text, ground]));

  it.for(Object.keys(themes).flatMap((theme) => [[theme, 'light'] as const, [theme, 'dark'] as const]))(
    '[LOOK-1] %s, %s: every colour of words has a contrast of 4.5:1 on its grounds, and every edge 3:1',
    async ([theme, colorScheme]) => {
      await page.emulateMedia({ colorScheme });
      const low = async (table: Record<string, readonly string[]>, least: number): Promise<string[]> =>
        Object.entries(await contrastOf(theme, pairsOf(table)))
          .filter(([, contrast]) => !(contrast >= least))
          .map(([pair, contrast]) => `${pair}: ${contrast.toFixed(2)}, not ${least}`);
      expect([...(await low(texts, 4.5)), ...(await low(edges, 3))]).toEqual([]);
    },
  );

  it('[LOOK-2] the style sheet has each theme’s hue and strength as shared/theme.ts names them', async () => {
    for (const [theme, { hue, strength }] of Object.entries(themes)) {
      const found = await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
        const style = getComputedStyle(document.documentElement);
        return ['--hue', '--strength'].map((token) => Number(style.getPropertyValue(token)));
      }, theme);
      expect([theme, ...found]).toEqual([theme, hue, strength]);
    }
  });
});
