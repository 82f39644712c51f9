import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startBoard, type TestBoard } from '../support/board/start-board.ts';
import { Visitor } from '../support/board/http-client.ts';
import { until } from '../support/until.ts';

const hostile = '</script><img src=x onerror="alert(1)"> & \'quotes\'';

describe('pages as they are served', () => {
  let board: TestBoard;
  let lena: Visitor;
  beforeAll(async () => {
    board = await startBoard({
      settings: { PUBLIC_URL: 'https://board.example', BOARD_TITLE: 'Riverside <School>' },
      pagesFolder: inject('pagesFolder'),
    });
    lena = new Visitor(board.localUrl);
  });
  afterAll(() => board.close());

  async function page(path: string): Promise<{ status: number; html: string; data: Record<string, unknown> | null }> {
    const response = await fetch(board.localUrl + path);
    const html = await response.text();
    const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
    expect(blocks.length).toBeLessThanOrEqual(1);
    return {
      status: response.status,
      html,
      data: blocks.length === 0 ? null : (JSON.parse(blocks[0]![1]!) as Record<string, unknown>),
    };
  }

  it('[LOOK-3] every page of a board is served in its theme, and its page with its line', async () => {
    const { id } = await lena.post({ name: 'Choir', start: '2026-07-01T18:30' });
    const boards = board.database.db.collection<{ _id: string }>('boards');
    await boards.updateOne({ _id: 'main' }, { $set: { theme: 'plum', description: 'A <brave> egg.' } });
    await until('the board’s new theme', async () => (await page('/')).html.includes('data-theme="plum"'));
    for (const path of ['/', '/b/main', `/events/${id}`, '/projector', '/b/main/settings', '/b/main/moderate'])
      expect((await page(path)).html, path).toContain('<html data-theme="plum" lang="en">');
    expect((await page('/')).html).toContain('<meta name="description" content="A &lt;brave&gt; egg." />');
    expect((await page('/nowhere')).html).toContain('<html lang="en">');
    await boards.updateOne({ _id: 'main' }, { $unset: { theme: true, description: true } });
    await until('the default theme', async () => (await page('/')).html.includes('data-theme="harbour"'));
  });

  it('[HEAD-1] an event’s page has title, description, Open Graph and schema.org', async () => {
    const { id } = await lena.post({
      name: 'Choir',
      start: '2026-07-01T18:30',
      end: '2026-07-01T20:00',
      place: 'Main hall',
      details: 'Bring\na friend.',
    });
    const { status, html, data } = await page(`/events/${id}`);
    expect(status).toBe(200);
    expect(html).toContain('<title>Choir – Riverside &lt;School&gt;</title>');
    expect(html).toContain(
      '<meta name="description" content="Wed, 1 Jul 2026, 18:30 – 20:00 · Main hall · Bring a friend." />',
    );
    expect(html).toContain('<meta property="og:title" content="Choir" />');
    expect(html).toContain(`<meta property="og:url" content="https://board.example/events/${id}" />`);
    expect(html).toContain(
      `<link rel="alternate" type="text/calendar" href="https://board.example/events/${id}.ics" />`,
    );
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(html.match(/name="description"/g)).toHaveLength(1);
    expect(data).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: 'Choir',
      url: `https://board.example/events/${id}`,
      startDate: '2026-07-01T18:30+02:00',
      endDate: '2026-07-01T20:00+02:00',
      eventStatus: 'https://schema.org/EventScheduled',
      location: { '@type': 'Place', name: 'Main hall', address: 'Main hall' },
      description: 'Bring\na friend.',
      organizer: { '@type': 'Organization', name: 'Riverside <School>' },
    });
    const allDay = await lena.post({ name: 'Fair', start: '2026-12-24', end: '2026-12-26' });
    await lena.call('PATCH', `/api/events/${allDay.id}`, { version: 1, body: { cancelled: true } });
    expect((await page(`/events/${allDay.id}`)).data).toMatchObject({
      startDate: '2026-12-24',
      endDate: '2026-12-26',
      eventStatus: 'https://schema.org/EventCancelled',
    });
  });

  it('[HEAD-1] no text of an event becomes part of the page', async () => {
    const { id } = await lena.post({ name: hostile, details: `${hostile} <!-- ]]>`, place: hostile });
    const { html, data } = await page(`/events/${id}`);
    expect([data!.name, data!.description]).toEqual([hostile, `${hostile} <!-- ]]>`]);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<!-- ]]');
    expect(html.match(/<\/script>/g)).toHaveLength((await page('/login')).html.match(/<\/script>/g)!.length + 1);
  });

  it('[HEAD-2] an unknown, a hidden and a pending event are the same 404; an unknown board is a 404, too', async () => {
    for (const status of ['hidden', 'pending']) {
      const { insertedId } = await board.database.db
        .collection('events')
        .insertOne({ board: 'main', name: 'Secret', start: '2026-12-05', status, version: 1 });
      const answer = await page(`/events/${String(insertedId)}`);
      expect([
        answer.status,
        answer.html.includes('Secret'),
        answer.html.includes('<title>Community Board</title>'),
      ]).toEqual([404, false, true]);
    }
    for (const path of ['/events/5f5f5f5f5f5f5f5f5f5f5f5f', '/events/nonsense', '/b/nowhere', '/nothing'])
      expect([path, (await page(path)).status]).toEqual([path, 404]);
    for (const path of ['/', '/b/main', '/events/new', '/events/myevents', '/login', '/b/main/projector'])
      expect([path, (await page(path)).status]).toEqual([path, 200]);
    expect((await page('/')).html).toContain('<title>Riverside &lt;School&gt;</title>');
    expect((await page('/')).html).toContain(
      '<link rel="alternate" type="application/atom+xml" href="https://board.example/boards/main.atom" />',
    );
  });

  it('[HEAD-3] a board’s page names its calendar and its feed, at the address that people use', async () => {
    for (const path of ['/', '/b/main']) {
      const { html } = await page(path);
      expect(html).toContain(
        '<link rel="alternate" type="text/calendar" href="https://board.example/boards/main.ics" />',
      );
      expect(html).toContain(
        '<link rel="alternate" type="application/atom+xml" href="https://board.example/boards/main.atom" />',
      );
    }
    for (const path of ['/login', '/events/new']) expect((await page(path)).html).not.toContain('rel="alternate"');
    const elsewhere = await startBoard({ pagesFolder: inject('pagesFolder'), database: board.database });
    try {
      const { host } = new URL(elsewhere.localUrl);
      const html = await (await fetch(elsewhere.localUrl)).text();
      expect(html).toContain(`href="http://${host}/boards/main.ics"`);
    } finally {
      await elsewhere.close();
    }
  });

  it('[HEAD-4] the page of a board and of an event names the picture that messengers show, with its size', async () => {
    const pictureOf = async (path: string) => {
      const { html } = await page(path);
      const properties = [
        ...html.matchAll(/<meta (?:property|name)="((?:og:image|twitter:card)[\w:]*)" content="(.*?)" \/>/g),
      ];
      return Object.fromEntries(properties.map(([, name, content]) => [name!, content!]));
    };
    const { id } = await lena.post({ name: 'Choir', start: '2026-07-01T18:30', place: 'Main <hall>' });
    const about = { 'og:image:type': 'image/jpeg', 'og:image:width': '1200', 'og:image:height': '630' };
    const ofBoard = await pictureOf('/');
    expect(ofBoard).toMatchObject({
      ...about,
      'og:image': expect.stringMatching(/^https:\/\/board\.example\/boards\/main\.jpg\?v=[\w-]{12}$/) as string,
      'og:image:alt': 'Riverside &lt;School&gt;',
      'twitter:card': 'summary_large_image',
    });
    const ofEvent = await pictureOf(`/events/${id}`);
    expect(ofEvent).toMatchObject({
      ...about,
      'og:image': expect.stringContaining(`https://board.example/events/${id}.jpg?v=`) as string,
      'og:image:alt': 'Choir · Wed, 1 Jul 2026, 18:30 · Main &lt;hall&gt;',
    });
    // What it names is there, and its address changes with what it shows.
    const picture = await fetch(ofEvent['og:image']!.replace('https://board.example', board.localUrl));
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    await lena.call('PATCH', `/api/events/${id}`, { version: 1, body: { place: null } });
    expect((await pictureOf(`/events/${id}`))['og:image']).not.toBe(ofEvent['og:image']);
    expect((await pictureOf('/'))['og:image']).toBe(ofBoard['og:image']);
    const boards = board.database.db.collection<{ _id: string }>('boards');
    await boards.updateOne({ _id: 'main' }, { $set: { theme: 'rose' } });
    await until('another address', async () => (await pictureOf('/'))['og:image'] !== ofBoard['og:image']);
    await boards.updateOne({ _id: 'main' }, { $unset: { theme: true } });
    expect(await pictureOf('/login')).toEqual({});
  });
});
