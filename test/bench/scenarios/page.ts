import type { Browser, CDPSession, Page } from 'playwright-core';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launchChromium } from '../../support/browser/chromium.ts';
import { until } from '../../support/until.ts';
import { insertEvents } from '../../support/board/many-events.ts';
import { withScene, type Scene } from '../machinery/live-load.ts';
import { hangPictures } from '../machinery/hung-pictures.ts';
import { board } from '../machinery/subject.ts';
import type { Findings } from '../report/findings.ts';
import type { BenchContext, Scenario } from './scenario.ts';

/** What `page-notes.js` records in the page. */
type Noted = { drawnMs: number | null; paintMs: number; longTasks: { atMs: number; durationMs: number }[] };
declare global {
  interface Window {
    bench: Noted;
  }
}

/** Lighthouse's slow 4G. */
const slowLine = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (0.75 * 1024 * 1024) / 8,
};
const quietMs = 1_500;

/** Aim 10: how fast the page is for a person who opens it. */
export const page: Scenario = {
  number: 10,
  title: 'The page, in Chromium',
  async run(context) {
    const browser = await launchChromium();
    try {
      const large = await openLarge(context, browser);
      const busy = await watchBusy(context, browser);
      const slow = await openOnSlowLine(context, browser);
      return {
        tables: [...large.tables, ...busy.tables, ...slow.tables],
        aims: [...large.aims, ...busy.aims, ...slow.aims],
        plots: [],
        notes: [
          `Chromium ${browser.version()}, without a window. A task counts as long above 50 ms, as browsers have it; 0 means that there was none.`,
        ],
      };
    } finally {
      await browser.close();
    }
  },
};

type Part = Pick<Findings, 'tables' | 'aims'>;

function openLarge({ mongod, say }: BenchContext, browser: Browser): Promise<Part> {
  say('10,000 events, a processor 4 times slower …');
  return withScene(mongod, board, async (scene) => {
    await insertEvents(mongod.client.db(scene.database), 10_000);
    // More than one scrolls past.
    await hangPictures(mongod.client.db(scene.database), 400);
    await (await fetch(`${scene.subject.url}/api/boards/main/snapshot`)).arrayBuffer();
    const { shown, cdp, close } = await newPage(browser, scene);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await shown.goto('/');
    await drawn(shown);
    await delay(quietMs);
    const opened = await noted(shown);
    const usableMs = Math.max(
      opened.drawnMs!,
      ...opened.longTasks
        .filter(({ atMs }) => atMs <= opened.drawnMs! + 50)
        .map(({ atMs, durationMs }) => atMs + durationMs),
    );

    await forgetTasks(shown);
    await shown.mouse.move(400, 500);
    for (let turn = 0; turn < 60; turn += 1) {
      await shown.mouse.wheel(0, 500);
      await delay(50);
    }
    await delay(quietMs);
    const scrolled = await noted(shown);
    await close();
    return {
      tables: [
        {
          title: '10,000 events, the next 400 with pictures, 4 times slower',
          columns: ['', 'ms'],
          rows: [
            ['rows are drawn', opened.drawnMs!],
            ['usable', usableMs],
            ['longest task while it opens', longest(opened)],
            ['longest task while one scrolls 30,000 pixels', longest(scrolled)],
          ],
        },
      ],
      aims: [
        {
          what: 'a board of 10,000 events is usable, 4× throttled',
          relation: 'at most',
          limit: 1_500,
          measured: usableMs,
          unit: ' ms',
        },
        {
          what: 'longest task while scrolling it, 4× throttled',
          relation: 'at most',
          limit: 50,
          measured: longest(scrolled),
          unit: ' ms',
        },
      ],
    };
  });
}

function watchBusy({ mongod, quick, say }: BenchContext, browser: Browser): Promise<Part> {
  say('100 changes a second …');
  return withScene(mongod, board, async (scene) => {
    const events = mongod.client.db(scene.database).collection('events');
    await insertEvents(mongod.client.db(scene.database), 200);
    const { shown, cdp, close } = await newPage(browser, scene);
    await shown.goto('/');
    await drawn(shown);
    const ids = await events.distinct('_id');
    const change = async (seconds: number): Promise<void> => {
      for (let number = 0; number < seconds * 100; number += 1) {
        void events.updateOne(
          { _id: ids[number % ids.length]! },
          { $set: { place: `Room ${number}` }, $inc: { version: 1 } },
        );
        await delay(9);
      }
      await delay(quietMs);
    };
    // What grows once, such as compiled code, has grown then: it takes about a thousand changes.
    await change(10);
    await forgetTasks(shown);
    const before = await heapBytes(cdp);
    await change(quick ? 4 : 10);
    const busy = await noted(shown);
    const after = await heapBytes(cdp);
    await close();
    return {
      tables: [
        {
          title: '100 changes a second',
          columns: ['', ''],
          rows: [
            ['longest task, ms', longest(busy)],
            ['heap before, MB', before / 1e6],
            ['heap afterwards, MB', after / 1e6],
          ],
        },
      ],
      aims: [
        {
          what: 'longest task under 100 changes a second',
          relation: 'at most',
          limit: 50,
          measured: longest(busy),
          unit: ' ms',
        },
        {
          what: 'heap after 10 s of that, of the heap before',
          relation: 'at most',
          limit: 1.05,
          measured: after / before,
          unit: '×',
        },
      ],
    };
  });
}

function openOnSlowLine({ mongod, say }: BenchContext, browser: Browser): Promise<Part> {
  say('a slow line …');
  return withScene(mongod, board, async (scene) => {
    await insertEvents(mongod.client.db(scene.database), 100);
    await hangPictures(mongod.client.db(scene.database), 100);
    const { shown, cdp, close } = await newPage(browser, scene);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', slowLine);
    await shown.goto('/');
    await drawn(shown);
    await delay(quietMs);
    const { paintMs, drawnMs } = await noted(shown);
    // What is asked for later stands around the list.
    const bytes = await shown.evaluate(
      (until) =>
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name, startTime }) => name.endsWith('.js') && startTime < until)
          .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      drawnMs!,
    );
    await close();
    return {
      tables: [
        {
          title: '100 events with pictures over 1.6 Mbit/s with 150 ms round trip',
          columns: ['', ''],
          rows: [
            ['largest contentful paint, ms', paintMs],
            ['rows are drawn, ms', drawnMs!],
            ['JavaScript over the wire until then, kB', bytes / 1024],
          ],
        },
      ],
      aims: [
        {
          what: 'largest contentful paint on that line',
          relation: 'at most',
          limit: 1_200,
          measured: paintMs,
          unit: ' ms',
        },
        {
          what: 'JavaScript over the wire until rows are drawn',
          relation: 'at most',
          limit: 50,
          measured: bytes / 1024,
          unit: ' kB',
        },
      ],
    };
  });
}

async function newPage(
  browser: Browser,
  { subject }: Scene,
): Promise<{ shown: Page; cdp: CDPSession; close: () => Promise<void> }> {
  const context = await browser.newContext({
    baseURL: subject.url,
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
  });
  const shown = await context.newPage();
  await shown.addInitScript({ path: join(import.meta.dirname, 'page-notes.js') });
  return { shown, cdp: await context.newCDPSession(shown), close: () => context.close() };
}

/** Not by the browser's own waiting, which the page's content security policy forbids. */
function drawn(shown: Page): Promise<unknown> {
  return until('rows are drawn', () => shown.evaluate(() => window.bench.drawnMs !== null), 60_000);
}

function noted(shown: Page): Promise<Noted> {
  return shown.evaluate(() => window.bench);
}

function forgetTasks(shown: Page): Promise<void> {
  return shown.evaluate(() => {
    window.bench.longTasks.length = 0;
  });
}

function longest({ longTasks }: Noted): number {
  return Math.max(0, ...longTasks.map(({ durationMs }) => durationMs));
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize;
}
