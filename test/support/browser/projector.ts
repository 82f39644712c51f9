import { ObjectId, type Db } from 'mongodb';
import type { Page } from 'playwright-core';
import { until } from '../until.ts';

/** The screen sizes that the projector is tested on. */
export const screens = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1024, height: 768 },
] as const;

const boardZone = 'Europe/Berlin';

/** Returns the date this many days from today, in the board's zone. */
export function dayAhead(days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: boardZone }).format(Date.now() + days * 86_400_000);
}

type Fields = {
  name: string;
  start?: string;
  place?: string | null;
  by?: string;
  pinned?: boolean;
  cancelled?: boolean;
  status?: string;
  category?: string;
};

/** Inserts events as another program would; by default on the coming days, in this order. */
export async function putEvents(db: Db, all: readonly Fields[]): Promise<ObjectId[]> {
  const documents = all.map(({ by = 'Lena', start, ...fields }, index) => ({
    _id: new ObjectId(),
    board: 'main',
    start: start ?? `${dayAhead(2 + Math.floor(index / 3))}T1${index % 3}:00`,
    end: null,
    timeZone: boardZone,
    place: 'Main hall',
    details: null,
    link: null,
    picture: null,
    author: { name: by, member: false },
    status: 'live',
    cancelled: false,
    pinned: false,
    version: 1,
    createdAt: new Date(),
    updatedAt: new Date(),
    ...fields,
  }));
  await db.collection('events').insertMany(documents);
  return documents.map(({ _id }) => _id);
}

/** Returns the names on the page that the screen shows. */
export function namesOnScreen(page: Page): Promise<string[]> {
  return page.locator('projector-events .page h2').allInnerTexts();
}

/** Returns what the foot says about the pages: “Paused”, “2 of 5”. */
export function pagesText(page: Page): Promise<string> {
  return page.locator('projector-status .pages').innerText();
}

/** Returns “2 of 5”, or '' if there is only one page. */
export async function placeOf(page: Page): Promise<string> {
  return /\d+ of \d+/.exec(await pagesText(page))?.[0] ?? '';
}

/** Returns the current page and the names on it, read at the same moment. */
export function pageOnScreen(page: Page): Promise<{ place: string; names: string[] }> {
  return page.locator('projector-page').evaluate((host) => {
    const within = (tag: string): ShadowRoot => host.shadowRoot!.querySelector(tag)!.shadowRoot!;
    const place = /\d+ of \d+/.exec(within('projector-status').querySelector('.pages')!.textContent)?.[0] ?? '';
    return {
      place,
      names: [...within('projector-events').querySelectorAll('.page h2')].map((name) => name.textContent),
    };
  });
}

/** Turns through all pages by key, from the first to the last, and calls `look` on each. */
export async function eachPage(page: Page, look: (place: string) => Promise<void>): Promise<void> {
  if (!(await pagesText(page)).includes('Paused')) await page.keyboard.press('Space');
  for (;;) {
    const place = await placeOf(page);
    await look(place);
    const [at, of] = place.split(' of ');
    if (at === of) return;
    await page.keyboard.press('ArrowRight');
    await until('the next page', async () => (await placeOf(page)) !== place);
  }
}

/** While a page reloads, there is no page to ask. */
function leavesPage(error: unknown): false {
  if (String(error).includes('Execution context was destroyed')) return false;
  throw error;
}

/** Resolves once the screen is live, has this many events in all, and its typeface is loaded. */
export async function showsAll(page: Page, count: number): Promise<void> {
  await until(`the projector shows ${count} events`, () =>
    page
      .evaluate((wanted) => {
        const shown = document
          .querySelector('board-app')
          ?.shadowRoot?.querySelector<
            HTMLElement & { store: { feed: { status: { state: string }; events: { size: number } } } }
          >('projector-page');
        return shown != null && shown.store.feed.status.state === 'live' && shown.store.feed.events.size === wanted;
      }, count)
      .catch(leavesPage),
  );
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
