import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom } from '../../support/browser/classroom.ts';
import { pagesNow, pageStates, prepareStage } from '../../support/page-states/page-states.ts';
import { type PageState } from '../../support/page-states/page-state.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Axe's own values of the check but for one: the transparent pseudo-element that makes all of a row its link hides no text. */
const contrast = {
  ignorePseudo: true,
  ignoreUnicode: true,
  ignoreLength: false,
  pseudoSizeThreshold: 0.25,
  shadowOutlineEmMax: 0.2,
  textStrokeEmMin: 0.03,
  boldValue: 700,
  boldTextPt: 14,
  largeTextPt: 18,
  contrastRatio: { normal: { expected: 4.5 }, large: { expected: 3 } },
};

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const narrow = { width: 320, height: 640 };

describe('accessibility', () => {
  let room: Classroom;
  let axe: string;
  beforeAll(async () => {
    [room, axe] = await Promise.all([Classroom.open(), readFile(axePath, 'utf8')]);
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** What axe finds wrong with the page as it is, a line each. */
  async function violations(page: Page, colours: 'light' | 'dark', above: string[] | undefined): Promise<string[]> {
    await page.emulateMedia({ colorScheme: colours });
    // In the dark only the colours are others.
    const runOnly = colours === 'dark' ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: levels };
    const { violations, incomplete } = await page.evaluate(
      ({ context, options }) =>
        (globalThis as unknown as { axe: { run(context: unknown, options: object): Promise<AxeResults> } }).axe.run(
          context ?? document,
          options,
        ),
      {
        context: above === undefined ? null : { fromShadowDom: above },
        options: {
          runOnly,
          checks: { 'color-contrast': { options: contrast } },
          resultTypes: ['violations', 'incomplete'],
        },
      },
    );
    // A contrast that axe cannot measure is none that is known to be good; but for a select's, whose gradient is only its arrow.
    const unmeasured = incomplete
      .filter(({ id }) => id === 'color-contrast')
      .map((result) => ({ ...result, nodes: result.nodes.filter(({ html }) => !html.startsWith('<select')) }));
    return [...violations, ...unmeasured].flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${colours}: ${id} at ${target.flat().join(' ')}: ${failureSummary}`),
    );
  }

  async function expectNone(page: Page, { above }: PageState): Promise<void> {
    expect([...(await violations(page, 'light', above)), ...(await violations(page, 'dark', above))]).toEqual([]);
  }

  it.for(pageStates.map((state) => [state.name, state] as const))(
    '[PAGE-12] %s: no violation of WCAG 2.2 A and AA, on desktop and phone, light and dark',
    async ([, state]) => {
      const stage = { url: room.board.url, db: room.board.database.db };
      const open = async (viewport: typeof desktop): Promise<Page> => {
        await prepareStage(stage, state);
        const page = await room.person('about:blank', { viewport, reducedMotion: 'reduce' });
        await page.clock.setFixedTime(pagesNow);
        await state.open(page, stage);
        await page.evaluate(axe);
        return page;
      };
      const wide = await open(desktop);
      await expectNone(wide, state);
      const page = state.phone === 'another page' ? await open(phone) : wide;
      await page.setViewportSize(phone);
      await expectNone(page, state);
      // WCAG 1.4.10, which axe does not measure: a page of 1280 px enlarged to 400 % still needs no scrolling sideways.
      await page.setViewportSize(narrow);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(narrow.width);
    },
  );
});
