import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult, RunOnly, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** axe's types do not have the options of its checks. */
type Options = RunOptions & { checks: Record<string, { options: object }> };
type WithAxe = { axe: { run(context: unknown, options: Options): Promise<AxeResults> } };

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const wcag22: RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] };
const contrastOnly: RunOnly = { type: 'rule', values: ['color-contrast'] };

/** axe's defaults except `ignorePseudo`: the transparent pseudo-element that makes a whole row a link hides no text. */
const contrastOptions = {
  ignorePseudo: true,
  ignoreUnicode: true,
  ignoreLength: false,
  pseudoSizeThreshold: 0.25,
  shadowOutlineEmMax: 0.2,
  textStrokeEmMin: 0.03,
  boldValue: 700,
  boldTextPt: 14,
  largeTextPt: 18,
};

/** What WCAG AA asks for. */
const levelAa = {
  checks: {
    'color-contrast': {
      options: { ...contrastOptions, contrastRatio: { normal: { expected: 4.5 }, large: { expected: 3 } } },
    },
  },
};

/** 7:1 for large type too; the enhanced rule itself accepts 4.5:1 there. */
const sevenToOne = {
  rules: { 'color-contrast': { enabled: false }, 'color-contrast-enhanced': { enabled: true } },
  checks: {
    'color-contrast-enhanced': {
      options: { ...contrastOptions, contrastRatio: { normal: { expected: 7 }, large: { expected: 7 } } },
    },
  },
};

export type AxeQuestion = {
  /** Only the contrast of the text: in other colours nothing else can change. */
  contrastAlone?: boolean;
  /** The element to look at, by the elements around it from the outside in; the whole page by default. */
  within?: string[] | undefined;
};

/**
 * Returns what axe finds against WCAG 2.2 A and AA, one line each. A contrast that axe cannot measure counts, except for a
 * select: the gradient that stops axe there is only its arrow.
 */
export function findViolations(page: Page, question: AxeQuestion = {}): Promise<string[]> {
  return ask(page, levelAa, question, ({ html }) => !html.startsWith('<select'));
}

/**
 * Returns what axe finds with a contrast of 7:1 for all text. A contrast that axe cannot measure counts, except for signs
 * such as arrows: they have the colour of the letters beside them.
 */
export function findLowContrast(page: Page): Promise<string[]> {
  return ask(page, sevenToOne, {}, ({ any }) =>
    any.every(({ data }) => (data as { messageKey?: string }).messageKey !== 'nonBmp'),
  );
}

async function ask(
  page: Page,
  options: Options,
  { contrastAlone = false, within }: AxeQuestion,
  counts: (unmeasured: NodeResult) => boolean,
): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(await readFile(axePath, 'utf8'));
  const asked: Options = {
    ...options,
    runOnly: contrastAlone ? contrastOnly : wcag22,
    resultTypes: ['violations', 'incomplete'],
  };
  const { violations, incomplete } = await page.evaluate(
    ([context, given]) => (globalThis as unknown as WithAxe).axe.run(context ?? document, given),
    [within === undefined ? null : { fromShadowDom: within }, asked] as const,
  );
  const unmeasured = incomplete
    .filter(({ id }) => id.startsWith('color-contrast'))
    .map((result) => ({ ...result, nodes: result.nodes.filter(counts) }));
  return [...violations, ...unmeasured].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
  );
}
