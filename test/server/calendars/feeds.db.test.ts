import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { until } from '../../support/until.ts';

describe('calendars and feeds to subscribe to', () => {
  let board: TestBoard;
  let lena: Visitor;
  beforeAll(async () => {
    board = await startBoard({ settings: { PUBLIC_URL: 'http://board.example' } });
    lena = new Visitor(board.localUrl);
  });
  afterAll(() => board.close());

  async function text(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: string }> {
    const response = await fetch(board.localUrl + path, { headers });
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  it('[CAL-1] the board’s calendar has what everyone may see, also cancelled events, and is not sent twice', async () => {
    const choir = await lena.post({ name: 'Choir try-outs', place: 'Main hall' });
    const cancelled = await lena.post({ name: 'Chess club', start: '2026-12-05' });
    await lena.call('PATCH', `/api/events/${cancelled.id}`, { version: 1, body: { cancelled: true } });
    await board.database.db
      .collection('events')
      .insertOne({ board: 'main', name: 'Secret', start: '2026-12-05', status: 'hidden', version: 1 });
    const calendar = await text('/boards/main.ics');
    expect([calendar.status, calendar.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(calendar.body).toContain(`UID:${choir.id}@community-board\r\n`);
    expect(calendar.body).toContain('DTSTART;TZID=Europe/Berlin:20261201T183000\r\n');
    expect(calendar.body).toContain('DTSTART;VALUE=DATE:20261205\r\nDTEND;VALUE=DATE:20261206\r\n');
    expect(calendar.body).toMatch(/SEQUENCE:1[\s\S]*STATUS:CANCELLED/);
    expect(calendar.body).toContain(`URL:http://board.example/events/${choir.id}\r\n`);
    expect(calendar.body).not.toContain('Secret');
    const etag = calendar.headers.get('etag')!;
    expect((await text('/boards/main.ics', { 'if-none-match': etag })).status).toBe(304);
    await lena.call('DELETE', `/api/events/${cancelled.id}`, { version: 2 });
    await until(
      'another calendar',
      async () => (await text('/boards/main.ics', { 'if-none-match': etag })).status === 200,
    );
  });

  it('[CAL-1] each event is a calendar of its own; an unknown or hidden one is not found', async () => {
    const choir = await lena.post({ name: 'Choir, again' });
    const calendar = await text(`/events/${choir.id}.ics`);
    expect([calendar.status, calendar.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="event-${choir.id}.ics"`,
    ]);
    expect(calendar.body).toContain('SUMMARY:Choir\\, again\r\n');
    expect((await text('/events/5f5f5f5f5f5f5f5f5f5f5f5f.ics')).status).toBe(404);
    expect((await text('/boards/nowhere.ics')).status).toBe(404);
    const { insertedId } = await board.database.db
      .collection('events')
      .insertOne({ board: 'main', name: 'Secret', start: '2026-12-05', status: 'hidden', version: 1 });
    expect((await text(`/events/${String(insertedId)}.ics`)).status).toBe(404);
  });

  it('[CAL-10] the calendar changes with the board’s colour and cover', async () => {
    const boards = board.database.db.collection<{ _id: string }>('boards');
    const before = await text('/boards/main.ics');
    expect(before.body).toContain('\r\nCOLOR:steelblue\r\n');
    const etag = before.headers.get('etag')!;
    const cover = { id: 'c'.repeat(22), width: 4, height: 3, alt: '' };
    await boards.updateOne({ _id: 'main' }, { $set: { theme: 'rose', cover } });
    const after = await until('another calendar', async () => {
      const answer = await text('/boards/main.ics', { 'if-none-match': etag });
      return answer.status === 200 && answer;
    });
    expect(after.body).toContain('\r\nCOLOR:crimson\r\n');
    expect(after.body.replaceAll('\r\n ', '')).toContain(`:http://board.example/pictures/${cover.id}/1600\r\n`);
    await boards.updateOne({ _id: 'main' }, { $unset: { theme: true, cover: true } });
  });

  it('[CAL-2] the Atom feed has the latest change first, with links', async () => {
    const feed = await text('/boards/main.atom');
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    expect(feed.body).toContain(
      '<link rel="self" type="application/atom+xml" href="http://board.example/boards/main.atom"/>',
    );
    expect(feed.body.indexOf('Choir, again')).toBeLessThan(feed.body.indexOf('Choir try-outs'));
    expect(feed.body).not.toContain('Secret');
    expect((await text('/boards/main.atom', { 'if-none-match': feed.headers.get('etag')! })).status).toBe(304);
  });
});

describe('calendars of a board without a public address', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await startBoard();
  });
  afterAll(() => board.close());

  /** As a browser would that knows the board by this name; `fetch` does not let one choose it. */
  async function ask(path: string, host: string, options: { method?: string; etag?: string } = {}) {
    const { method = 'GET', etag } = options;
    return new Promise<{ status: number; etag: string; body: string }>((resolve, reject) => {
      const headers = { host, ...(etag === undefined ? {} : { 'if-none-match': etag }) };
      request(board.localUrl + path, { method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (body += part));
        response.on('end', () => resolve({ status: response.statusCode!, etag: response.headers.etag ?? '', body }));
        response.on('error', reject);
      })
        .on('error', reject)
        .end();
    });
  }

  it('[CAL-8] each reader gets the address by which they know the board, and a 304 only for it', async () => {
    const event = await new Visitor(board.localUrl).post({ name: 'Choir' });
    for (const path of ['/boards/main.ics', '/boards/main.atom']) {
      await expect.poll(async () => (await ask(path, 'a.example')).body).toContain('Choir');
      const [a, b] = await Promise.all(['a.example', 'b.example:8080'].map((host) => ask(path, host)));
      expect(a!.body).toContain(`http://a.example/events/${event.id}`);
      expect(b!.body).toBe(a!.body.replaceAll('a.example', 'b.example:8080'));
      expect((await ask(path, 'a.example', { etag: a!.etag })).status).toBe(304);
      expect((await ask(path, 'b.example:8080', { etag: a!.etag })).status).toBe(200);
      expect(await ask(path, 'a.example', { method: 'HEAD' })).toEqual({ status: 200, etag: a!.etag, body: '' });
    }
  });

  it('[CAL-8] a Host that is none, or far too long, is in no answer', async () => {
    for (const host of ['"><x>', 'a b', 'x'.repeat(10_000)])
      for (const path of ['/boards/main.ics', '/boards/main.atom']) {
        const { status, body, etag } = await ask(path, host);
        expect([status, body.includes(host), etag.length < 60]).toEqual([200, false, true]);
        expect(body).toContain('http://localhost/');
      }
  });
});
