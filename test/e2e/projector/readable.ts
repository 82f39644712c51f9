import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findLowContrast } from '../../support/browser/axe.ts';
import { textsOnScreen } from '../../support/browser/screen-text.ts';

/** Expects that no text is cut off, covered, or smaller than 4 % of the picture's height. */
export async function expectWholeAndLarge(page: Page, where: string): Promise<void> {
  const texts = await textsOnScreen(page);
  expect(texts.length, where).toBeGreaterThan(4);
  expect(
    texts.filter(({ problem }) => problem !== null).map(({ text, problem }) => `${where}: “${text}”: ${problem}`),
  ).toEqual([]);
  const { width, height } = page.viewportSize()!;
  const floor = 4 * Math.min(height / 100, (width * 0.75) / 100) - 0.01;
  expect(
    texts
      .filter(({ fontSize }) => fontSize < floor)
      .map(({ text, fontSize }) => `${where}: “${text}” at ${fontSize} px`),
  ).toEqual([]);
}

/** Expects a contrast of 7:1 for all text, and no other violation by axe. */
export async function expectContrast(page: Page, where: string): Promise<void> {
  expect((await findLowContrast(page)).map((violation) => `${where}: ${violation}`)).toEqual([]);
}
