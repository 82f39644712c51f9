import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Classroom, showsEvents } from '../support/browser/classroom.ts';
import { until } from '../support/until.ts';

/** PAGE-11: the board page may load 50 kB of JavaScript before its events are painted, as sent over the wire. */
const maxBytes = 50 * 1024;

describe('the weight of a page', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** Opens the page, and returns every script that it has asked for before its first event is painted, the largest first. */
  async function scriptsBeforeEvents(path: string): Promise<{ name: string; bytes: number }[]> {
    const page = await room.person('about:blank');
    await page.addInitScript(() => {
      // Runs before the browser paints the frame: what is asked for later does not delay it.
      const look = (): void => {
        let roots: (Element | undefined)[] = [...document.querySelectorAll('board-app')];
        for (const name of ['board-page', 'event-list', 'day-group', 'event-row'])
          roots = roots.flatMap((root) => [...(root?.shadowRoot?.querySelectorAll(name) ?? [])]);
        if (roots.length === 0) requestAnimationFrame(look);
        else performance.mark('events');
      };
      requestAnimationFrame(look);
    });
    await page.goto(path);
    await showsEvents(page, 1);
    // What stands around the list is there, so that its code would count if it came too early.
    await page.locator('board-foot').waitFor();
    const paths = await page.evaluate(() => {
      const [{ startTime: painted }] = performance.getEntriesByName('events') as [PerformanceEntry];
      const scripts = performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'));
      return scripts.filter(({ startTime }) => startTime <= painted).map(({ name }) => new URL(name).pathname);
    });
    const sizes = await Promise.all(
      [...new Set(paths)].map(async (name) => ({
        name,
        bytes: gzipSync(await readFile(join(inject('pagesFolder'), name)), { level: 9 }).length,
      })),
    );
    return sizes.sort((a, b) => b.bytes - a.bytes);
  }

  it.for([
    ['the board', '/', maxBytes],
    ['a linked search', '/?q=choir&sort=name&limit=20', maxBytes],
  ] as const)('[PAGE-11] %s at %s needs at most %i bytes of JavaScript, gzipped', async ([what, path, limit]) => {
    await room.board.database.db
      .collection('events')
      .insertOne({ event: 'Choir try-outs', date: '2031-04-10', user: 'Lena' });
    const scripts = await scriptsBeforeEvents(path);
    const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
    const list = scripts.map(({ name, bytes }) => `${bytes} ${name}`).join('\n');
    console.log(`JavaScript of ${what}: ${total} of ${limit} bytes, gzipped\n${list}`);
    expect(scripts.length).toBeGreaterThan(0);
    expect(total, `${total} bytes are more than ${limit}:\n${list}\n`).toBeLessThanOrEqual(limit);
  });

  it('[HEAD-9] the board’s snapshot is asked for beside the page’s code, and once', async () => {
    await room.board.database.db
      .collection('events')
      .insertOne({ event: 'Choir try-outs', date: '2031-04-10', user: 'Lena' });
    const page = await room.person('about:blank');
    let timesAsked = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/boards/main/snapshot') timesAsked += 1;
    });
    // The code comes only once the snapshot has been asked for.
    await page.route('**/assets/index-*.js', async (route) => {
      await until('the snapshot to be asked for', () => timesAsked > 0);
      await route.continue();
    });
    await page.goto('/b/main');
    await showsEvents(page, 1);
    await page.getByText('Live', { exact: true }).waitFor();
    expect(timesAsked).toBe(1);
  });
});
