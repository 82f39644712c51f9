import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject, TestRunner } from 'vitest';
import { workerChromium } from './chromium.ts';
import { testDatabase } from '../mongodb/database.ts';
import { startBoard, type TestBoard } from '../board/start-board.ts';
import { openForm } from './open-form.ts';
import { until } from '../until.ts';

export type LiveSetState = { size: number; checksum: string; position: string | null; state: string };

/** A day on which the tests' events are upcoming, in every zone. */
export const future = '2999-12-01';

/** An answer that takes longer is one that a test holds back. */
const heldBackMs = 5_000;

/** A board with its pages and a browser, for people to use. */
export class Classroom {
  #board: TestBoard;
  readonly #options: Parameters<typeof startBoard>[0];
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  /** Answers to what pages wrote. */
  readonly #writes = new Set<Promise<unknown>>();
  /** What went wrong in pages: errors, and assets that could not be loaded. */
  readonly complaints: string[] = [];

  private constructor(board: TestBoard, browser: Browser, options: Parameters<typeof startBoard>[0]) {
    this.#board = board;
    this.#browser = browser;
    this.#options = options;
  }

  get board(): TestBoard {
    return this.#board;
  }

  static async open(options: Parameters<typeof startBoard>[0] = {}): Promise<Classroom> {
    const database = await testDatabase();
    const [board, browser] = await Promise.all([
      startBoard({ pagesFolder: inject('pagesFolder'), database, ...options }),
      workerChromium(),
    ]);
    return new Classroom(board, browser, options);
  }

  /** Stops the server, calls `meanwhile`, and starts another server at the same address on the same database. */
  async restart(meanwhile: () => Promise<void>): Promise<void> {
    const { url, database } = this.#board;
    await this.#board.close();
    try {
      await meanwhile();
    } finally {
      // Also after a failure, so that the next tests have a server.
      const settings = { ...this.#options?.settings, PORT: new URL(url).port };
      this.#board = await startBoard({ pagesFolder: inject('pagesFolder'), ...this.#options, settings, database });
    }
  }

  /** Opens a page for a person with their own browser context; by default at a desk. */
  async person(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: this.board.url,
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    context.setDefaultTimeout(30_000);
    this.#contexts.push(context);
    context.on('request', (request) => {
      if (request.method() === 'GET') return;
      const write = request.response().catch(() => null);
      this.#writes.add(write);
      void write.finally(() => this.#writes.delete(write));
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // The page itself says when a call was refused or the server is away; the browser's own line about it is not a fault.
      if (message.type() === 'error' && !/Failed to load resource|WebSocket connection to/.test(message.text()))
        this.complaints.push(message.text());
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      // A script, a style or a font is missing. What API calls return is for the tests to judge.
      if (response.status() >= 400 && pathname.startsWith('/assets/'))
        this.complaints.push(`${response.status()} for ${pathname}`);
    });
    await page.goto(path);
    return page;
  }

  /** Closes everybody's pages and deletes all events; the board stays. Fails if a page complained. */
  async empty(): Promise<void> {
    await this.#closePages();
    await this.board.database.db.collection('events').deleteMany({});
    expect(this.complaints.splice(0)).toEqual([]);
  }

  /** Also deletes all accounts, and all boards except `main`. */
  async emptyOfAll(): Promise<void> {
    await this.empty();
    const { db } = this.board.database;
    await Promise.all(['users', 'sessions'].map((name) => db.collection(name).deleteMany({})));
    await db.collection<{ _id: string }>('boards').deleteMany({ _id: { $ne: 'main' } });
  }

  async #closePages(): Promise<void> {
    if (TestRunner.getCurrentTest()?.result?.state === 'fail') await this.#tellWhatWasShown();
    // A page shows a post before the server has it, which would then be there in the next test. Some tests hold answers back.
    await Promise.race([Promise.all(this.#writes), delay(heldBackMs, undefined, { ref: false })]);
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }

  /** Of a test that failed, among the complaints: a message such as “waited for …” does not say what came instead. */
  async #tellWhatWasShown(): Promise<void> {
    for (const page of this.#contexts.flatMap((context) => context.pages())) {
      const shown = await page
        .locator('body')
        .ariaSnapshot({ timeout: 5_000 })
        .catch((error: unknown) => String(error));
      this.complaints.push(`${page.url()} showed:\n${shown}`);
    }
  }

  async close(): Promise<void> {
    await this.#closePages();
    await this.#board.close();
    await this.#board.database.close();
  }
}

/** Returns a page's live set: its size and checksum, and the state the page claims. */
export function liveSetOf(page: Page): Promise<LiveSetState> {
  return page.evaluate(() => {
    const app = document.querySelector('board-app')!;
    const shown = app.shadowRoot!.querySelector('board-page, event-page') as HTMLElement & {
      store: {
        feed: { events: { size: number; checksum: string }; position: string | null; status: { state: string } };
      };
    };
    const { events, position, status } = shown.store.feed;
    return { size: events.size, checksum: events.checksum, position, state: status.state };
  });
}

/** Resolves once the page is live and shows this many events. */
export async function showsEvents(page: Page, count: number): Promise<void> {
  await until(`the page shows ${count} events`, async () => {
    const { state, size } = await liveSetOf(page);
    return state === 'live' && size === count;
  });
}

type Fields = { name: string; day?: string; time?: string; place?: string; guest?: string };

/** Opens the form and fills it, as a person does. */
export async function fillForm(page: Page, { name, day = future, time, place, guest }: Fields): Promise<void> {
  await openForm(page);
  await page.getByLabel('What').fill(name);
  await page.getByRole('textbox', { name: 'Day' }).fill(day);
  if (time !== undefined) await page.locator('#time').fill(time);
  if (place !== undefined) await page.getByLabel('Where').fill(place);
  if (guest !== undefined) await page.getByLabel('Your name').fill(guest);
}

export async function post(page: Page, fields: Fields): Promise<void> {
  await fillForm(page, fields);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await page.getByText('Posted:').waitFor();
}

/** Returns the row of an event on the board. */
export function row(page: Page, name: string) {
  return page.locator('event-row').filter({ hasText: name });
}
