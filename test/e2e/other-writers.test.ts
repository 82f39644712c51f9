import { join } from 'node:path';
import type { Document } from 'mongodb';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, liveSetOf, post, row } from '../support/browser/classroom.ts';
import { Visitor } from '../support/board/http-client.ts';
import { pymongo, runPython } from '../support/python/python.ts';
import { until } from '../support/until.ts';

const script = join(import.meta.dirname, 'insert_tutorial_events.py');
const inserted = 1_000;

type Report = {
  inserted: number;
  renamed: string[];
  moved: number;
  deleted: number;
  deletedIds: string[];
  replaced: string;
};

/** The contract's checksum, written a second time from the definition of FNV-1a. */
function fnv1a(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

/** The state of the board, computed from the documents themselves. */
function boardOf(documents: readonly Document[]): { size: number; checksum: string } {
  const shown = documents.filter(
    ({ start, date, status, archived }) =>
      (start !== undefined || /^\d/.test(String(date))) && (status ?? 'live') === 'live' && archived !== true,
  );
  const checksum = shown.reduce((sum, { _id, version }) => sum ^ fnv1a(`${String(_id)}:${String(version ?? 1)}`), 0n);
  return { size: shown.length, checksum: checksum.toString(16).padStart(16, '0') };
}

/** The names on a page's board, by id. */
async function namesOn(page: Page): Promise<Map<string, string>> {
  const entries = await page.evaluate(() => {
    const shown = document.querySelector('board-app')!.shadowRoot!.querySelector('board-page') as unknown as {
      store: { feed: { events: { values(): Iterable<{ id: string; name: string; start: string }> } } };
    };
    return [...shown.store.feed.events.values()].map(({ id, name, start }): [string, string] => [
      id,
      `${start} ${name}`,
    ]);
  });
  return new Map(entries);
}

/** One round of a person: post an event, open it, rename it, go back. */
async function postAndEdit(page: Page, who: string, round: number): Promise<void> {
  const name = `${who} ${round}`;
  await post(page, { name, time: '18:30', ...(round === 1 ? { guest: who } : {}) });
  await page.locator('posted-note').getByRole('link', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('What').fill(`${name}, edited`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: `${name}, edited`, exact: true }).waitFor();
  await page.getByRole('link', { name: 'Back to the board' }).click();
  await page.getByRole('search').waitFor();
}

describe('other writers', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[FEED-14] a Python script inserts 1,000 of the tutorial’s documents while three people post and edit: afterwards every page shows what the database holds', async () => {
    const people = ['Lena', 'Kofi', 'Amara'];
    const pages = await Promise.all(people.map(() => room.person()));
    let scriptEnded = false;
    const rounds = people.map(() => 0);
    const writing = runPython(
      script,
      [room.board.database.uri, room.board.database.name, String(inserted)],
      pymongo,
    ).finally(() => {
      scriptEnded = true;
    });
    const posting = Promise.all(
      pages.map(async (page, index) => {
        while (!scriptEnded || rounds[index]! < 2) await postAndEdit(page, people[index]!, ++rounds[index]!);
      }),
    );
    const [output] = await Promise.all([writing, posting]);
    const report = JSON.parse(output) as Report;
    expect([report.inserted, report.renamed.length, report.deleted]).toEqual([inserted, inserted / 20, inserted / 20]);
    expect(report.moved).toBeGreaterThan(100);

    const posted = rounds.reduce((sum, count) => sum + count, 0);
    const size = inserted - report.deleted + posted;
    const truth = boardOf(await room.board.database.db.collection('events').find().toArray());
    expect(truth.size).toBe(size);
    for (const page of pages) {
      // Wait for the script's last change. No checksum shows it: the tutorial's documents have no version.
      await until('the last change to arrive', async () =>
        (await namesOn(page)).get(report.replaced)?.endsWith('Replaced by the script'),
      );
      expect(await liveSetOf(page)).toMatchObject({ ...truth, state: 'live' });
    }
    const { body } = await new Visitor(room.board.url).get('/api/boards/main/snapshot');
    expect(body).toMatchObject(truth);

    for (const page of pages) {
      const names = await namesOn(page);
      expect(report.renamed.filter((id) => !names.get(id)?.endsWith('Renamed by the script'))).toEqual([]);
      expect(report.deletedIds.filter((id) => names.has(id))).toEqual([]);
      expect(names.get(report.replaced)).toBe('2031-04-11 Replaced by the script');
      expect([...names.values()].filter((name) => name.startsWith('2032-05-01'))).not.toEqual([]);
      expect([...names.values()].filter((name) => name.endsWith(', edited'))).toHaveLength(posted);
    }
    console.log(`other writers: ${inserted} inserted by the script, ${posted} posted and edited in 3 pages meanwhile`);
  });

  it('[FEED-14] a document of the script is a row like any other, and one that cannot be read is counted', async () => {
    const page = await room.person();
    const events = room.board.database.db.collection('events');
    const { insertedId } = await events.insertOne({ event: 'Field trip', date: '04-10-31', user: 'mr.sanchez' });
    await row(page, 'Field trip').waitFor();
    expect(await row(page, 'Field trip').locator('.when').innerText()).toBe('All day');
    expect(await row(page, 'Field trip').locator('.about').innerText()).toBe('guest mr.sanchez');
    await events.updateOne({ _id: insertedId }, { $set: { event: 'Field trip to the river' } });
    await row(page, 'Field trip to the river').waitFor();
    await events.insertOne({ event: 'Someday', date: 'when it is warmer', user: 'mr.sanchez' });
    await events.deleteOne({ _id: insertedId });
    await page.getByText('Nothing planned yet.').waitFor();
    const metrics = await (await fetch(`${room.board.url}/metrics`)).text();
    expect(Number(/^board_feed_skipped_documents_total (\d+)/m.exec(metrics)?.[1] ?? 0)).toBeGreaterThan(0);
  });
});
