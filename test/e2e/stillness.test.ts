import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row, showsEvents } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { tabTo } from '../support/browser/keyboard.ts';
import { Visitor } from '../support/board/http-client.ts';
import { until } from '../support/until.ts';

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** A layout shift below this cannot be seen. Web Vitals still calls 0.1 good. */
const maxShift = 0.01;

/** A layout shift, with what moved: from where to where. */
type Shift = { value: number; moved: string[] };
type Watched = typeof globalThis & { shifts: Shift[] };

describe('pages that stay still', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** A page that records every layout shift that no input caused. */
  async function watched(viewport: typeof desktop): Promise<Page> {
    const page = await room.person('about:blank', { viewport });
    await page.addInitScript(() => {
      const shifts: Shift[] = ((globalThis as Watched).shifts = []);
      type Entry = PerformanceEntry & {
        value: number;
        sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
      };
      const box = ({ x, y, width, height }: DOMRectReadOnly): string => [x, y, width, height].map(Math.round).join(' ');
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries() as Entry[])
          shifts.push({
            value,
            moved: sources.map(
              ({ node, previousRect, currentRect }) =>
                `${node?.nodeName} “${node?.textContent?.trim().slice(0, 40)}” ${box(previousRect)} → ${box(currentRect)}`,
            ),
          });
      }).observe({ type: 'layout-shift', buffered: true });
    });
    return page;
  }

  async function shiftsOf(page: Page): Promise<Shift[]> {
    // The last shifts are reported after the next frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate(() => (globalThis as Watched).shifts);
  }

  /** Fails if what can be seen has moved by more than `max` in all. */
  async function expectStill(page: Page, max: number): Promise<void> {
    const shifts = await shiftsOf(page);
    const sum = shifts.reduce((all, { value }) => all + value, 0);
    expect(sum, `${page.url()}: ${JSON.stringify(shifts)}`).toBeLessThanOrEqual(max);
  }

  it.for([
    ['desktop', 'at once', desktop],
    ['phone', 'at once', phone],
    ['desktop', 'late', desktop],
    ['phone', 'late', phone],
  ] as const)('[PAGE-9] nothing jumps while the board loads, on a %s, its typeface %s', async ([, font, viewport]) => {
    for (const day of ['01', '02', '03']) await new Visitor(room.board.url).post({ start: `2999-12-${day}T18:30` });
    const page = await watched(viewport);
    const held: (() => void)[] = [];
    if (font === 'late')
      await page.route('**/*.woff2', async (route) => {
        await new Promise<void>((resolve) => held.push(resolve));
        await route.continue().catch(() => undefined);
      });
    for (const path of ['/', '/?q=choir', '/events/new', '/login']) {
      // The load event would wait for the typeface.
      await page.goto(path, { waitUntil: 'commit' });
      await page.getByText('Live', { exact: true }).waitFor();
      await shiftsOf(page);
      await until('the typeface', () => {
        for (const release of held.splice(0)) release();
        return page.evaluate(() => document.fonts.status === 'loaded');
      });
      await expectStill(page, maxShift);
    }
  });

  it('[PAGE-9] nothing moves on a phone when the server goes away and when it is back', async () => {
    await new Visitor(room.board.url).post({ start: '2999-12-01' });
    const page = await watched(phone);
    await page.goto('/');
    await showsEvents(page, 1);
    const place = await row(page, 'Choir try-outs').boundingBox();
    await room.restart(async () => {
      await page.getByText(/^As of .*reconnecting/).waitFor();
      expect(await row(page, 'Choir try-outs').boundingBox()).toEqual(place);
    });
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await row(page, 'Choir try-outs').boundingBox()).toEqual(place);
  });

  it('[PAGE-17] while somebody types, a hundred posts move nothing: form, caret, focus, rows; they wait behind a button that counts them, announced in few sentences', async () => {
    const teacher = new Visitor(room.board.url);
    for (let n = 10; n < 30; n += 1) await teacher.post({ name: `Before ${n}`, start: `2999-12-${n}T10:00` });
    const page = await watched(desktop);
    await page.goto('/');
    await showsEvents(page, 20);
    await openForm(page);
    await page.getByLabel('What').pressSequentially('Summer fair');
    await page.getByLabel('What').evaluate((input: HTMLInputElement) => input.setSelectionRange(3, 6));
    const state = () =>
      page.getByLabel('What').evaluate((input: HTMLInputElement) => ({
        focused: input.matches(':focus'),
        caret: [input.selectionStart, input.selectionEnd],
        typed: input.value,
      }));
    const before = await state();
    const form = await page.locator('composer-dialog dialog').boundingBox();
    // The reading position is the first row on the screen, which may be cut off.
    const reading = await page
      .locator('event-row')
      .evaluateAll((rows) => rows.findIndex((one) => one.getBoundingClientRect().bottom > 0));
    const first = await page.locator('event-row').nth(reading).locator('.name a').innerText();
    const place = await row(page, first).boundingBox();
    const said = await page.locator('board-page').evaluateHandle((host) => {
      const status = host.shadowRoot!.querySelector('p[role="status"]')!;
      const sentences: string[] = [];
      new MutationObserver(() => {
        sentences.push(status.textContent);
      }).observe(status, { childList: true, characterData: true, subtree: true });
      return sentences;
    });
    await shiftsOf(page);
    await page.evaluate(() => {
      (globalThis as Watched).shifts.length = 0;
    });
    // Before, after and inside the visible rows.
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        teacher.post({
          name: `Of a hundred ${n}`,
          start: `2999-12-${String(1 + (n % 28)).padStart(2, '0')}T1${n % 10}:30`,
        }),
      ),
    );
    await showsEvents(page, 120);
    const show = page.getByRole('button', { name: 'Show 100 new' });
    await show.waitFor();
    expect(await state()).toEqual(before);
    expect(await row(page, first).boundingBox()).toEqual(place);
    expect(await page.locator('composer-dialog dialog').boundingBox()).toEqual(form);
    // This includes shifts that the browser excuses because a key was pressed just before.
    await expectStill(page, 0);
    // Deleted events still disappear.
    await room.board.database.db.collection('events').deleteOne({ name: 'Before 29' });
    await row(page, 'Before 29').waitFor({ state: 'detached' });
    expect(await page.locator('event-row').count()).toBe(19);
    const sentences = await said.jsonValue();
    expect([sentences.length > 0, sentences.length <= 2]).toEqual([true, true]);
    expect(sentences[0]).toMatch(/^(New: Of a hundred|\d+ new, next) /);
    expect(await page.locator('[role="log"] p').allInnerTexts()).toHaveLength(sentences.length);
    // Closing the form halfway moves nothing, either. The button is below the list.
    await page.keyboard.press('Escape');
    await page.getByText('Not posted yet: Summer fair').waitFor();
    expect(await row(page, first).boundingBox()).toEqual(place);
    await tabTo(page, 'Show 100 new');
    await page.keyboard.press('Enter');
    await row(page, 'Of a hundred 0').waitFor();
    await until('all rows to be drawn while scrolling', async () => {
      await page.keyboard.press('End');
      return (await page.locator('event-row').count()) === 119;
    });
    expect(await show.count()).toBe(0);
  });

  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('[PAGE-17] on %s the button is in sight as a whole, and covers no other way on', async (_where, viewport) => {
    const page = await watched(viewport);
    const visitor = new Visitor(room.board.url);
    for (let n = 1; n <= 12; n += 1) await visitor.post({ name: `Chess ${n}`, start: `2999-12-${n + 10}` });
    await page.goto('/');
    await showsEvents(page, 12);
    await openForm(page);
    await page.getByLabel('What').pressSequentially('Summer fair');
    await visitor.post({ name: 'Choir', start: '2999-12-01' });
    const button = page.getByRole('button', { name: 'Show 1 new' });
    await button.waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Not posted yet').waitFor();
    const [shown, ask] = await Promise.all([button.boundingBox(), page.locator('.ask').boundingBox()]);
    expect(shown!.y).toBeGreaterThanOrEqual(0);
    expect(shown!.y + shown!.height).toBeLessThanOrEqual(viewport.height);
    const apart = shown!.y + shown!.height <= ask!.y || shown!.y >= ask!.y + ask!.height;
    expect(apart).toBe(true);
  });

  it('[PAGE-17] no new events wait behind a button while archived ones are listed', async () => {
    const page = await watched(desktop);
    await page.goto('/?archived=any');
    await page.getByText('Nothing found.').waitFor();
    await openForm(page);
    await page.getByLabel('What').pressSequentially('Summer fair');
    await new Visitor(room.board.url).post({ name: 'Chess', start: '2999-12-01' });
    await showsEvents(page, 1);
    expect(await page.getByRole('button', { name: /^Show \d/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Agenda', exact: true }).click();
    await row(page, 'Chess').waitFor();
  });
});
