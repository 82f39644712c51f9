import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eightCategories, putCategories } from '../../support/board/categories.ts';
import type { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { runCommandProcess } from '../../support/command-process.ts';
import { temporaryFolder } from '../../support/server-process.ts';
import { until } from '../../support/until.ts';
import type { Category } from '../../../shared/category.ts';
import type { ImportOutcome } from '../../../shared/import.ts';

const [orange, yellow] = eightCategories as [Category, Category];

function calendar(...events: { uid: string; categories?: string; summary?: string; sequence?: number }[]): string {
  return [
    'BEGIN:VCALENDAR',
    ...events.flatMap(({ uid, categories, summary = uid, sequence = 0 }) => [
      'BEGIN:VEVENT',
      `UID:${uid}@test`,
      `SUMMARY:${summary}`,
      `SEQUENCE:${sequence}`,
      'DTSTART;VALUE=DATE:29991224',
      ...(categories === undefined ? [] : [`CATEGORIES:${categories}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n');
}

describe('the categories of calendars on a running board', () => {
  let board: TestBoard;
  let owner: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.localUrl, 'Owner');
  });
  afterEach(async () => {
    await board.database.db.collection('events').deleteMany({});
    await putCategories(board.database.db, []);
  });
  afterAll(() => board.close());

  async function upload(file: string, query = ''): Promise<ImportOutcome> {
    const answer = await fetch(`${board.localUrl}/api/boards/main/import${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/calendar', cookie: owner.cookie },
      body: file,
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as ImportOutcome;
  }

  const onBoard = async (): Promise<Category[]> =>
    ((await owner.get('/api/boards/main')).body.board as { categories: Category[] }).categories;
  /** The names of the events, each with that of its category. */
  const listed = async (): Promise<string[]> => {
    const names = new Map((await onBoard()).map(({ id, name }) => [id, name]));
    const { events } = (await owner.get('/api/boards/main/events?sort=name')).body;
    return events.map(({ name, category }) => `${name}: ${names.get(category ?? '') ?? 'none'}`);
  };
  const setCategories = async (): Promise<void> => {
    await putCategories(board.database.db);
    await until('the board to have them', async () => (await onBoard()).length === 8);
  };

  it('[CATEGORY-6] calendars and feeds have it by name, and another name is another ETag', async () => {
    await setCategories();
    const event = await owner.post({ category: orange.id, guestName: undefined });
    const paths = ['/boards/main.ics', `/events/${event.id}.ics`, '/boards/main.atom'];
    const read = (): Promise<[string, string][]> =>
      Promise.all(
        paths.map(async (path): Promise<[string, string]> => {
          const answer = await fetch(board.localUrl + path);
          return [answer.headers.get('etag')!, await answer.text()];
        }),
      );
    const before = await until('the feeds to have it', async () => {
      const texts = await read();
      return texts.every(([, text]) => text.includes('The orange one')) && texts;
    });
    await owner.call('PATCH', `/api/boards/main/categories/${orange.id}`, { body: { name: 'Soup, and bread' } });
    const after = await read();
    expect(after.map(([, text]) => /CATEGORIES:.*|term=".*"/.exec(text)?.[0].trim())).toEqual([
      'CATEGORIES:Soup\\, and bread',
      'CATEGORIES:Soup\\, and bread',
      'term="Soup, and bread"',
    ]);
    for (const [index, [etag]] of after.entries()) expect(etag).not.toBe(before[index]![0]);
  });

  it('[CATEGORY-7] an import finds them by name, and adds what the board lacks only when asked for', async () => {
    await setCategories();
    const file = calendar(
      { uid: 'a', categories: 'THE ORANGE ONE' },
      { uid: 'b', categories: 'Chess' },
      { uid: 'c', categories: 'Chess,The yellow one' },
      { uid: 'd' },
    );
    const preview = await upload(file, '?dryRun=true&createCategories=true');
    expect(preview).toMatchObject({ created: 4, categories: [{ name: 'Chess', events: 1 }], skipped: [] });
    expect(await onBoard()).toHaveLength(8);
    const outcome = await upload(file);
    expect(outcome.skipped).toEqual([
      { what: 'The category “Chess” of 1 event', reason: 'Left out: the board does not have it.' },
    ]);
    expect(await listed()).toEqual(['a: The orange one', 'b: none', 'c: The yellow one', 'd: none']);
    expect(await upload(file)).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    await upload(file, '?createCategories=true');
    expect((await onBoard()).at(-1)).toMatchObject({ name: 'Chess', icon: 'tag' });
    expect((await listed()).slice(0, 2)).toEqual(['a: The orange one', 'b: Chess']);
    expect(await upload(file, '?createCategories=true')).toMatchObject({ updated: 0, unchanged: 4, categories: [] });
  });

  it('[CATEGORY-7] what people chose on the board stays until the file says something else that the board knows', async () => {
    await setCategories();
    await upload(calendar({ uid: 'a', categories: orange.name }, { uid: 'b' }));
    for (const event of (await owner.get('/api/boards/main/events')).body.events)
      await owner.call('PATCH', `/api/events/${event.id}`, { body: { category: yellow.id }, version: 1 });
    await upload(calendar({ uid: 'a', categories: orange.name }, { uid: 'b' }));
    const chosen = ['a: The yellow one', 'b: The yellow one'];
    expect(await listed()).toEqual(chosen);
    await upload(
      calendar(
        { uid: 'a', categories: 'Unknown', summary: 'a2', sequence: 1 },
        { uid: 'b', summary: 'b2', sequence: 1 },
      ),
    );
    expect(await listed()).toEqual(['a2: The yellow one', 'b2: The yellow one']);
    await upload(calendar({ uid: 'a', categories: 'The green one', summary: 'a2', sequence: 1 }));
    expect((await listed())[0]).toBe('a2: The green one');
  });

  it('[CATEGORY-7] adds no more than there is room for, and names the rest', async () => {
    await setCategories();
    const file = calendar(...['p', 'q', 'r', 's', 't', 'u'].map((uid) => ({ uid, categories: `Kind ${uid}` })));
    const outcome = await upload(file, '?createCategories=true');
    expect(outcome.categories.map(({ name }) => name)).toEqual(['Kind p', 'Kind q', 'Kind r', 'Kind s']);
    expect(outcome.skipped.map(({ what }) => what)).toEqual([
      'The category “Kind t” of 1 event',
      'The category “Kind u” of 1 event',
    ]);
    expect(await onBoard()).toHaveLength(12);
  });

  it('[CATEGORY-8] `npm run export` and `npm run import` bring them back, here with their ids and on another board', async () => {
    await setCategories();
    await owner.post({ name: 'Soup', category: orange.id, guestName: undefined });
    await owner.post({ name: 'Talk', guestName: undefined });
    await owner.call('POST', '/api/boards', { body: { slug: 'other', title: 'Other' } });
    const folder = await temporaryFolder();
    try {
      const settings = {
        MONGODB_URI: board.database.uri,
        MONGODB_DATABASE: board.database.name,
        DATA_DIR: join(folder.path, 'data'),
        BOARD_TIME_ZONE: 'Europe/Berlin',
      };
      for (const format of ['json', 'ics']) {
        const out = join(folder.path, `board.${format}`);
        const run = (...args: string[]) => runCommandProcess(args[0]!, args.slice(1), settings);
        expect(await run('export', '--format', format, '--out', out)).toMatchObject({ code: 0 });
        expect(await readFile(out, 'utf8')).toContain('The orange one');
        await board.database.db.collection('events').deleteMany({});
        await putCategories(board.database.db, []);
        expect(await run('import', out)).toMatchObject({ code: 0 });
        const [restored] = await onBoardOf('main', 1);
        if (format === 'json') expect(restored).toEqual(orange);
        else expect(restored).toMatchObject({ name: 'The orange one' });
        expect(await listed()).toEqual(['Soup: The orange one', 'Talk: none']);
        expect(await run('import', out, '--board', 'other')).toMatchObject({ code: 0 });
        expect(await onBoardOf('other', 1)).toMatchObject([{ name: 'The orange one' }]);
      }
    } finally {
      await folder.remove();
    }
  });

  /** Once the server has heard of them. */
  async function onBoardOf(slug: string, count: number): Promise<Category[]> {
    return until('the board to have them', async () => {
      const { categories } = (await owner.get(`/api/boards/${slug}`)).body.board as { categories: Category[] };
      return categories.length === count && categories;
    });
  }
});
