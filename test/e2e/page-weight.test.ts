import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Classroom, showsEvents } from '../support/browser/classroom.ts';

/** PAGE-11: the board page may load 50 kB of JavaScript, as sent over the wire. */
const maxBytes = 50 * 1024;

describe('the weight of a page', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** Every script that the page has asked for by the time it is live, gzipped, the largest first. */
  async function scriptsOf(page: Page): Promise<{ name: string; bytes: number }[]> {
    await showsEvents(page, 1);
    const paths = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.endsWith('.js')),
    );
    const sizes = await Promise.all(
      [...new Set(paths)].map(async (path) => ({
        name: path,
        bytes: gzipSync(await readFile(join(inject('pagesFolder'), path)), { level: 9 }).length,
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
    const scripts = await scriptsOf(await room.person(path));
    const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
    const list = scripts.map(({ name, bytes }) => `${bytes} ${name}`).join('\n');
    console.log(`JavaScript of ${what}: ${total} of ${limit} bytes, gzipped\n${list}`);
    expect(scripts.length).toBeGreaterThan(0);
    expect(total, `${total} bytes are more than ${limit}:\n${list}\n`).toBeLessThanOrEqual(limit);
  });
});
