/**
 * `npm run screenshots`: takes the pictures of the README and the other documents again, into docs/images.
 * `npm run screenshots -- --all <folder> [state …]`: takes every page and state at several widths, light and dark, to look at.
 * With `WIDTHS=320,2560,1080x1920` at these; with `LOOKS=forced,rtl` in forced colours and from right to left (`looks` has all).
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Browser, Page } from 'playwright-core';
import { startApp } from '../server/app.ts';
import { loadConfig } from '../server/config/config.ts';
import { connectDatabase } from '../server/database/connect.ts';
import { startEmbeddedMongod } from '../server/database/embedded/embedded-mongod.ts';
import { launchChromium } from '../test/support/browser/chromium.ts';
import { fixTime } from '../test/support/browser/fixed-time.ts';
import { pageStates } from '../test/support/page-states/page-states.ts';
import { latest, pagesNow, post, prepareStage } from '../test/support/page-states/stage.ts';
import { type PageState, type Stage } from '../test/support/page-states/page-state.ts';
import { buildIfStale } from './build-if-stale.mjs';

const looks = ['light', 'dark', 'forced', 'rtl'] as const;
type Look = (typeof looks)[number];

const root = join(import.meta.dirname, '..');
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const schoolHost = 'board.school';
const wide = { width: 1920, height: 1080 };

/** A board of its own with a browser before it, gone afterwards. */
async function withBoard(work: (browser: Browser, stage: Stage) => Promise<void>): Promise<void> {
  await buildIfStale();
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const logger = pino({ level: 'error' });
    const dataDir = await mkdtemp(join(tmpdir(), 'community-board-screenshots-'));
    stops.push(() => rm(dataDir, { recursive: true, force: true }));
    const mongod = await startEmbeddedMongod({ dataDir, database: 'community_board', logger, progress: () => {} });
    stops.push(() => mongod.stop());
    const config = loadConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      BOARD_TITLE: 'Riverside School',
      BOARD_TIME_ZONE: 'Europe/Berlin',
      BCRYPT_COST: '10',
    });
    const app = await startApp(config, {
      logger,
      mongoUri: mongod.uri,
      sessionSecrets: ['for pictures only, and long enough'],
      pagesFolder: join(root, 'dist/public'),
    });
    stops.push(() => app.close());
    const database = await connectDatabase({ uri: mongod.uri, database: config.mongo.database });
    stops.push(() => database.close());
    // A name that the projector can show, and that people can read.
    const browser = await launchChromium({
      moreArgs: [`--host-resolver-rules=MAP ${schoolHost}:80 127.0.0.1:${new URL(app.localUrl).port}`],
    });
    stops.push(() => browser.close());
    await work(browser, { url: app.url, db: database.db });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function openState(browser: Browser, stage: Stage, state: PageState, viewport: typeof desktop): Promise<Page> {
  await prepareStage(stage, state);
  const context = await browser.newContext({
    baseURL: stage.url,
    viewport,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await fixTime(page, pagesNow);
  await state.open(page, stage);
  return page;
}

/** Resolves once each picture of the page can be painted; also those that would only be loaded when they come into sight. */
async function picturesLoaded(page: Page): Promise<void> {
  await page.locator('img').evaluateAll((pictures: HTMLImageElement[]) =>
    Promise.all(
      pictures.map((picture) => {
        picture.loading = 'eager';
        return picture.decode().catch(() => undefined);
      }),
    ),
  );
}

async function shoot(page: Page, look: Look, path: string): Promise<void> {
  await page.emulateMedia({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced' ? 'active' : 'none',
  });
  await page.evaluate(
    (dir) => {
      document.documentElement.dir = dir;
    },
    look === 'rtl' ? 'rtl' : 'ltr',
  );
  await page.evaluate(() => document.fonts.ready);
  await picturesLoaded(page);
  await page.screenshot({ path, animations: 'disabled' });
}

/** As high as what it shows: a picture of the full page would show parts that are only drawn when they come into sight. */
async function showWhole(page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** The board as seen by a person who has posted before, while others look at it, too. */
async function takeReadmePictures(browser: Browser, stage: Stage): Promise<void> {
  const folder = join(root, 'docs/images');
  await mkdir(folder, { recursive: true });
  const state = pageStates.find(({ name }) => name === 'board-lively')!;
  const asLena: PageState = {
    ...state,
    async open(page, at) {
      await page.addInitScript(() => localStorage.setItem('board.guest-name', 'Lena'));
      const others = await Promise.all(Array.from({ length: 3 }, () => page.context().newPage()));
      await Promise.all(others.map((other) => other.goto('/')));
      await state.open(page, at);
      await page.getByText('4 here').waitFor();
    },
  };
  const page = await openState(browser, stage, asLena, desktop);
  await shoot(page, 'light', join(folder, 'board-light.png'));
  await shoot(page, 'dark', join(folder, 'board-dark.png'));
  await page.setViewportSize(phone);
  await shoot(page, 'light', join(folder, 'board-phone.png'));
  await page.context().close();
}

/** The screen in the classroom, a moment after somebody has posted. */
async function takeProjectorPicture(browser: Browser, stage: Stage): Promise<void> {
  const open = async (page: Page): Promise<void> => {
    await page.goto(`http://${schoolHost}/projector`);
    await page.getByText('Live', { exact: true }).waitFor();
    await post(stage, latest);
    await page.getByText('New', { exact: true }).waitFor();
  };
  const page = await openState(browser, stage, { name: 'projector', open }, { width: 1280, height: 720 });
  await shoot(page, 'dark', join(root, 'docs/images/projector.png'));
  await page.context().close();
}

/** What docs/classroom.md shows of phones. */
async function takeClassroomPictures(browser: Browser, stage: Stage): Promise<void> {
  for (const name of ['join', 'moderate']) {
    const page = await openState(
      browser,
      stage,
      pageStates.find((state) => state.name === name)!,
      phone,
    );
    await page.evaluate(() => scrollTo(0, 0));
    await shoot(page, 'light', join(root, `docs/images/${name}-phone.png`));
    await page.context().close();
  }
}

async function takePictures(browser: Browser, stage: Stage): Promise<void> {
  await takeReadmePictures(browser, stage);
  await takeProjectorPicture(browser, stage);
  await takeClassroomPictures(browser, stage);
}

/** Each with a height that such a screen has, if none is asked for; a page that is longer is taken as a whole. */
function viewports(): (typeof desktop)[] {
  const { WIDTHS } = process.env;
  if (WIDTHS === undefined) return [phone, desktop, wide];
  return WIDTHS.split(',').map((size) => {
    const [width = 0, height = width < 500 ? 844 : 900] = size.split('x').map(Number);
    return { width, height };
  });
}

function looksToTake(): readonly Look[] {
  const { LOOKS } = process.env;
  return LOOKS === undefined ? ['light', 'dark'] : looks.filter((look) => LOOKS.split(',').includes(look));
}

async function takeAll(browser: Browser, stage: Stage, folder: string, names: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const state of pageStates.filter(({ name }) => names.length === 0 || names.includes(name))) {
    for (const viewport of viewports()) {
      const page = await openState(browser, stage, state, viewport);
      await showWhole(page);
      for (const look of looksToTake())
        await shoot(page, look, join(folder, `${state.name}-${viewport.width}-${look}.png`));
      await page.context().close();
    }
    process.stdout.write(`${state.name}\n`);
  }
}

const [option, folder, ...names] = process.argv.slice(2);
if (option === undefined) await withBoard(takePictures);
else if (option === '--all' && folder !== undefined)
  await withBoard((browser, stage) => takeAll(browser, stage, folder, names));
else {
  process.stderr.write('usage: npm run screenshots [-- --all <folder> [state …]]\n');
  process.exitCode = 1;
}
