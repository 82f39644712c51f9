import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bandColors } from '../../../server/boards/board-colors.ts';
import type { Category } from '../../../shared/category.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { EventPicture } from '../../../shared/picture.ts';
import type { Theme } from '../../../shared/theme.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { sendPicture } from '../../support/board/pictures.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

type Rgb = readonly [number, number, number];
type Box = { left: number; top: number; width: number; height: number };

const title = { left: 60, top: 300, width: 560, height: 280 };
const rightHalf = { left: 960, top: 100, width: 200, height: 400 };

describe('the picture beside a link', () => {
  let board: TestBoard;
  let owner: Visitor;
  let slugs = 0;
  beforeAll(async () => {
    board = await startBoard({ settings: { LIMIT_PER_ADDRESS: '1000000' } });
    owner = await member(board.url, 'Owner');
  });
  afterAll(() => board.close());

  async function newBoard(fields: object = {}): Promise<string> {
    const slug = `previews-${(slugs += 1)}`;
    await owner.call('POST', '/api/boards', { body: { slug, title: 'Class 7B' } });
    const { status } = await owner.call('PATCH', `/api/boards/${slug}`, { body: { posting: 'anyone', ...fields } });
    expect(status).toBe(200);
    return slug;
  }

  /** Uploads a red picture to a board. */
  async function redPicture(by: Visitor, slug: string): Promise<{ id: string; alt: string }> {
    const create = { width: 900, height: 600, channels: 3, background: '#e01010' } as const;
    const { status, body } = await sendPicture(by, await sharp({ create }).jpeg().toBuffer(), { board: slug });
    expect(status).toBe(201);
    return { id: (body.picture as EventPicture).id, alt: '' };
  }

  const get = (path: string, headers: Record<string, string> = {}) => fetch(board.url + path, { headers });

  /** The tag of what is shown now. */
  async function tagOf(path: string): Promise<string> {
    const answer = await get(path);
    await answer.arrayBuffer();
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.headers.get('etag')!;
  }

  async function drawn(path: string): Promise<(box: Box) => Promise<Rgb[]>> {
    const answer = await get(path);
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'image/jpeg']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    // Larger ones are not loaded by every messenger.
    expect(bytes.length).toBeLessThan(300_000);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 630 });
    return async (box) => {
      const { data } = await sharp(bytes).extract(box).raw().toBuffer({ resolveWithObject: true });
      return Array.from(
        { length: data.length / 3 },
        (_, index) => [...data.subarray(index * 3, index * 3 + 3)] as never,
      );
    };
  }

  async function posted(by: Visitor, slug: string, fields: object): Promise<BoardEvent> {
    const { status, body } = await by.call('POST', `/api/boards/${slug}/events`, {
      body: { name: 'Choir', start: '2999-12-01T18:00', ...fields },
    });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body.event as BoardEvent;
  }

  it('[HEAD-5] has the colours of the board’s theme, its words, and its cover', async () => {
    const slug = await newBoard({ theme: 'plum' });
    const path = `/boards/${slug}.jpg`;
    for (const theme of ['plum', 'marigold'] satisfies Theme[]) {
      await owner.call('PATCH', `/api/boards/${slug}`, { body: { theme } });
      const { band, onBand } = bandColors(theme);
      const at = await drawn(path);
      expect(near(await at({ left: 10, top: 10, width: 20, height: 20 }), band)).toBe(1);
      expect(near(await at(title), onBand)).toBeGreaterThan(0.04);
    }
    const before = await drawn(path);
    expect(near(await before(rightHalf), '#e01010')).toBe(0);
    await owner.call('PATCH', `/api/boards/${slug}`, { body: { cover: await redPicture(owner, slug) } });
    const after = await drawn(path);
    expect(near(await after(rightHalf), '#e01010')).toBeGreaterThan(0.9);
    // No words stand on it.
    expect(near(await after({ left: 60, top: 250, width: 600, height: 320 }), '#e01010')).toBe(0);
  });

  it('[HEAD-5] of an event has its name, its category and its picture', async () => {
    const slug = await newBoard({ theme: 'slate' });
    const { body } = await owner.call('POST', `/api/boards/${slug}/categories`, {
      body: { name: 'Film', color: 'purple' },
    });
    const { id: plain } = await posted(owner, slug, { category: (body.category as Category).id });
    const picture = await redPicture(owner, slug);
    const { id: pictured } = await posted(owner, slug, { picture });
    const { onBand, mark } = bandColors('slate');
    const [at, withPicture] = [await drawn(`/events/${plain}.jpg`), await drawn(`/events/${pictured}.jpg`)];
    expect(near(await at(title), onBand)).toBeGreaterThan(0.03);
    expect(near(await at({ left: 75, top: 90, width: 20, height: 60 }), mark)).toBe(1);
    expect(near(await withPicture(rightHalf), '#e01010')).toBeGreaterThan(0.9);
    expect(near(await at(rightHalf), '#e01010')).toBe(0);
  });

  it('[HEAD-6] may be kept for a minute, and is a 304 until what it shows changes', async () => {
    const slug = await newBoard();
    const path = `/boards/${slug}.jpg`;
    const first = await get(`${path}?v=anything`);
    const etag = first.headers.get('etag')!;
    expect([first.status, Object.fromEntries(first.headers)]).toMatchObject([
      200,
      { 'cache-control': 'public, max-age=60', 'cross-origin-resource-policy': 'cross-origin' },
    ]);
    expect(first.headers.get('set-cookie')).toBeNull();
    const again = await get(path, { 'if-none-match': etag });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    await owner.call('PATCH', `/api/boards/${slug}`, { body: { description: 'One brave egg.' } });
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
    expect((await get('/boards/nowhere.jpg')).status).toBe(404);
  });

  it('[HEAD-6] never shows an event that is pending, hidden or deleted', async () => {
    const slug = await newBoard({ approval: true });
    const path = `/boards/${slug}.jpg`;
    const empty = await tagOf(path);
    const lena = new Visitor(board.url);
    const pending = await posted(lena, slug, { name: 'Secret', guestName: 'Lena' });
    expect(pending.status).toBe('pending');
    expect([await tagOf(path), (await get(`/events/${pending.id}.jpg`)).status]).toEqual([empty, 404]);
    const set = async (status: string): Promise<void> => {
      const { body } = await owner.call('GET', `/api/events/${pending.id}`);
      const answer = await owner.call('PATCH', `/api/events/${pending.id}`, {
        version: body.event.version,
        body: { status },
      });
      expect(answer.status).toBe(200);
    };
    await set('live');
    const shown = await until('the event to be in the preview', async () => {
      const tag = await tagOf(path);
      return tag !== empty && tag;
    });
    const ofEvent = await tagOf(`/events/${pending.id}.jpg`);
    await set('hidden');
    const hidden = await get(`/events/${pending.id}.jpg`, { 'if-none-match': ofEvent });
    expect([hidden.status, hidden.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await tagOf(path)).toBe(empty);
    await set('live');
    expect(await tagOf(path)).toBe(shown);
    const { body } = await owner.call('GET', `/api/events/${pending.id}`);
    await owner.call('DELETE', `/api/events/${pending.id}`, { version: body.event.version });
    expect([await tagOf(path), (await get(`/events/${pending.id}.jpg`)).status]).toEqual([empty, 404]);
  });

  it('[HEAD-6] never shows a change or a picture that waits for approval', async () => {
    const slug = await newBoard({ approval: true });
    const lena = await member(board.url, `Lena${slugs}`);
    const { id, version } = await posted(lena, slug, {});
    await owner.call('PATCH', `/api/events/${id}`, { version, body: { status: 'live' } });
    const path = `/events/${id}.jpg`;
    const before = await tagOf(path);
    const { body } = await lena.call('GET', `/api/events/${id}`);
    const picture = await redPicture(lena, slug);
    const changed = await lena.call('PATCH', `/api/events/${id}`, {
      version: body.event.version,
      body: { name: 'Secret', picture },
    });
    expect([changed.status, (changed.body.event as BoardEvent).review?.changes?.picture?.id]).toEqual([
      200,
      picture.id,
    ]);
    expect(await tagOf(path)).toBe(before);
  });

  it('[HEAD-5] names what comes next, and neither what is over nor what is cancelled', async () => {
    const slug = await newBoard();
    const path = `/boards/${slug}.jpg`;
    const empty = await tagOf(path);
    await posted(owner, slug, { name: 'Over', start: '2001-01-01T10:00' });
    const { id, version } = await posted(owner, slug, { name: 'Cancelled' });
    await owner.call('PATCH', `/api/events/${id}`, { version, body: { cancelled: true } });
    expect(await tagOf(path)).toBe(empty);
    await posted(owner, slug, { name: 'Next' });
    expect(await tagOf(path)).not.toBe(empty);
  });

  it('[HEAD-7] hostile and foreign texts are drawn, or left out', async () => {
    const hostile = '</text><image href="file:///etc/passwd" x="0"/>';
    const slug = await newBoard({ title: hostile, description: '<script>&amp;', mark: '<' });
    const { onBand } = bandColors('harbour');
    expect(near(await (await drawn(`/boards/${slug}.jpg`))(title), onBand)).toBeGreaterThan(0.03);
    // As another program may store it.
    const events = board.database.db.collection('events');
    const insert = async (name: string) =>
      String(
        (await events.insertOne({ board: slug, name, start: '2999-01-01', status: 'live', version: 1 })).insertedId,
      );
    for (const name of ['a\u0000\u0007\u202e</svg>', '<'.repeat(100_000), '🧪🎉🇩🇪👩‍🏫❤✔️1️⃣'])
      expect([...new Set(await (await drawn(`/events/${await insert(name)}.jpg`))(title))].length).toBeGreaterThan(20);
    const below = { left: 60, top: 320, width: 500, height: 140 };
    const [chinese, latin] = [await insert('東京の祭り'), await insert('Tokyo')];
    expect(near(await (await drawn(`/events/${latin}.jpg`))(below), onBand)).toBeGreaterThan(0.03);
    expect(near(await (await drawn(`/events/${chinese}.jpg`))(below), onBand)).toBe(0);
  });

  it('[HEAD-8] a stampede for one picture is answered with one drawing; for many, some are told to come back', async () => {
    const slug = await newBoard({ title: 'Stampede' });
    const same = await Promise.all(Array.from({ length: 100 }, () => get(`/boards/${slug}.jpg`)));
    const bodies = await Promise.all(
      same.map(async (answer) => Buffer.from(await answer.arrayBuffer()).toString('base64')),
    );
    expect([same.every(({ status }) => status === 200), new Set(bodies).size]).toEqual([true, 1]);
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push((await posted(owner, slug, { name: `Event ${n}` })).id);
    const answers = await Promise.all(ids.map((id) => get(`/events/${id}.jpg`)));
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });
});

/** The part of the pixels that have about this colour. */
function near(pixels: readonly Rgb[], color: string): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const isNear = (pixel: Rgb): boolean => pixel.every((value, index) => Math.abs(value - wanted[index]!) < 24);
  return pixels.filter(isNear).length / pixels.length;
}
