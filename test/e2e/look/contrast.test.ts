import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { themes } from '../../../shared/theme.ts';
import { launchChromium } from '../../support/browser/chromium.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import type { Browser, Page } from 'playwright-core';

/** Words, and the grounds that they stand on somewhere. WCAG 2.2: 4.5:1 for text. */
const texts: Record<string, readonly string[]> = {
  '--ink': ['--paper', '--card', '--sunk', '--tab', '--accent-soft', '--new-soft'],
  '--ink-quiet': ['--paper', '--card', '--sunk', '--accent-soft'],
  '--ink-faint': ['--paper', '--card'],
  '--accent-ink': ['--paper', '--card', '--sunk', '--accent-soft'],
  '--on-accent': ['--accent'],
  '--on-band': ['--band', '--band-bright'],
  '--on-band-quiet': ['--band', '--band-bright'],
  '--on-band-live': ['--band'],
  '--band': ['--on-band'],
  '--on-mark': ['--mark'],
  '--live': ['--paper', '--card', '--accent-soft', '--live-soft'],
  '--behind': ['--paper', '--card'],
  '--new': ['--paper', '--card', '--new-soft'],
  '--pinned': ['--card', '--pinned-soft'],
  '--danger': ['--paper', '--card', '--danger-soft'],
};
/** On the projector, whose page has tokens of its own, people read from across a room: 7:1. */
const projectorTexts: Record<string, readonly string[]> = {
  '--ink': ['--paper', '--card', '--card-today'],
  '--ink-quiet': ['--paper', '--card', '--card-today'],
  '--ink-on-new': ['--new'],
  '--accent': ['--paper', '--card', '--card-today'],
  '--live': ['--paper'],
  '--behind': ['--paper'],
  '--new-edge': ['--new', '--card'],
  '--pinned': ['--card', '--card-today'],
  '--danger': ['--card', '--card-today'],
  '--on-mark': ['--mark'],
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
  function contrastOf(page: Page, theme: string, pairs: [string, string][]): Promise<Record<string, number>> {
    return page.evaluate(
      ([theme, pairs]) => {
        document.documentElement.dataset.theme = theme;
        const projector = document.querySelector('board-app')!.shadowRoot!.querySelector('projector-page');
        const probe = (projector?.shadowRoot ?? document.body).appendChild(document.createElement('span'));
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

  /** The pairs whose contrast is too low, with what it is. */
  async function low(page: Page, theme: string, table: Record<string, readonly string[]>, least: number) {
    return Object.entries(await contrastOf(page, theme, pairsOf(table)))
      .filter(([, contrast]) => !(contrast >= least))
      .map(([pair, contrast]) => `${pair}: ${contrast.toFixed(2)}, not ${least}`);
  }

  const cases = Object.keys(themes).flatMap((theme) => [[theme, 'light'] as const, [theme, 'dark'] as const]);

  it.for(cases)(
    '[LOOK-1] %s, %s: every colour of words has a contrast of 4.5:1 on its grounds, and every edge 3:1',
    async ([theme, colorScheme]) => {
      await page.emulateMedia({ colorScheme });
      expect([...(await low(page, theme, texts, 4.5)), ...(await low(page, theme, edges, 3))]).toEqual([]);
    },
  );

  it.for(['light', 'dark'] as const)('[LOOK-1] on the projector, %s, all themes have 7:1', async (shade) => {
    const projector = await browser.newPage();
    await projector.goto(`${board.localUrl}/projector?theme=${shade}`);
    await projector.locator('projector-page').waitFor();
    for (const theme of Object.keys(themes))
      expect([theme, ...(await low(projector, theme, projectorTexts, 7))]).toEqual([theme]);
  });

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
