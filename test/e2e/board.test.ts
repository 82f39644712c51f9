import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { Classroom, future, liveSetOf, row, showsEvents } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { until } from '../support/until.ts';

describe('the board in a browser', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  async function posted(...events: { name: string; start?: string; guestName?: string }[]): Promise<void> {
    for (const { name, start = future, guestName = 'Lena' } of events)
      await new Visitor(room.board.url).post({ name, start, guestName });
  }

  it('[PAGE-4] search and order are part of the address, and the address shows the same to everybody', async () => {
    await posted(
      { name: 'Choir try-outs' },
      { name: 'Chess club', guestName: 'Kofi' },
      { name: 'Café for parents', start: '2999-12-08T09:00' },
    );
    const lena = await room.person();
    await lena.getByLabel('Find an event, a place, a person').fill('cafe');
    await until('one event to be left', async () => (await lena.locator('event-row').count()) === 1);
    expect(new URL(lena.url()).search).toBe('?q=cafe');

    await lena.getByLabel('Find an event, a place, a person').fill('');
    await lena.getByRole('button', { name: 'Filter' }).click();
    await lena.getByLabel('Posted by').fill('kofi');
    await lena.getByLabel('Posted by').press('Enter');
    await lena.getByLabel('Order').selectOption('-name');
    await until('one event to be left', async () => (await lena.locator('event-row').count()) === 1);
    expect(Object.fromEntries(new URL(lena.url()).searchParams)).toEqual({ author: 'kofi', sort: '-name' });

    const kofi = await room.person(new URL(lena.url()).search);
    await row(kofi, 'Chess club').waitFor();
    expect(await kofi.locator('event-row').count()).toBe(1);
    await kofi.goto('/?sort=-name&limit=2');
    await until('two events to be shown', async () => (await kofi.locator('event-row').count()) === 2);
    expect(await kofi.locator('event-row .name').allInnerTexts()).toEqual(['Choir try-outs', 'Chess club']);
    // A new event that does not match the search is not shown.
    await kofi.goto('/?q=choir');
    await row(kofi, 'Choir try-outs').waitFor();
    await posted({ name: 'Book swap' }, { name: 'Choir concert' });
    await row(kofi, 'Choir concert').waitFor();
    expect(await row(kofi, 'Book swap').count()).toBe(0);
  });

  it('[PAGE-4] what is being typed in one filter stays when another takes effect', async () => {
    await posted({ name: 'Choir try-outs' }, { name: 'Chess club', guestName: 'Kofi' });
    const lena = await room.person();
    await lena.getByRole('button', { name: 'Filter' }).click();
    for (const [label, typed] of [
      ['Posted by', 'kofi'],
      ['Exact title', 'Chess club'],
    ] as const) {
      const field = lena.getByLabel(label);
      await field.fill(typed);
      // The search takes effect after a pause in typing; on a busy machine, while the next field is being filled.
      await lena.getByLabel('Find an event, a place, a person').evaluate((search: HTMLInputElement) => {
        search.value = 'chess';
        search.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      });
      await until('the search to take effect', () => new URL(lena.url()).searchParams.get('q') === 'chess');
      expect(await field.inputValue()).toBe(typed);
      await field.press('Enter');
      await until('the filter to take effect', () => [...new URL(lena.url()).searchParams.values()].includes(typed));
      await lena.getByRole('button', { name: 'Clear all' }).click();
      expect(await field.inputValue()).toBe('');
    }
  });

  it('[PAGE-1] upcoming events are listed by day, past ones apart', async () => {
    await posted(
      { name: 'Last year’s fair', start: '2020-05-01' },
      { name: 'Choir try-outs' },
      { name: 'Chess club', start: '2999-12-01T10:00' },
    );
    const lena = await room.person();
    await row(lena, 'Choir try-outs').waitFor();
    expect(await row(lena, 'Last year’s fair').count()).toBe(0);
    await lena.getByText('1 past event').click();
    await row(lena, 'Last year’s fair').waitFor();
    expect(
      await lena
        .getByRole('heading', { level: 2, name: /2999|2020/ })
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
    ).toEqual(['Sunday, December 1, 2999', 'Friday, May 1, 2020']);
  });

  it('[PAGE-9] what people are reading stays where it is while events come above it', async () => {
    await posted(
      ...Array.from({ length: 24 }, (_, n) => ({
        name: `Event ${n}`,
        start: `2999-12-${String(n + 5).padStart(2, '0')}`,
      })),
    );
    const lena = await room.person();
    await showsEvents(lena, 24);
    await row(lena, 'Event 15').scrollIntoViewIfNeeded();
    // Let the list draw the rows that have come into view before anything is measured.
    await until('the page to be at rest', async () => {
      const first = (await row(lena, 'Event 15').boundingBox())?.y;
      await lena.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return (await row(lena, 'Event 15').boundingBox())?.y === first;
    });
    const before = (await row(lena, 'Event 15').boundingBox())!.y;
    await posted({ name: 'Comes first', start: '2999-12-01' }, { name: 'Comes second', start: '2999-12-02T10:00' });
    await showsEvents(lena, 26);
    await until(
      'the last row to have unfolded',
      async () => {
        const y = (await row(lena, 'Event 15').boundingBox())!.y;
        return Math.abs(y - before) <= 1;
      },
      3_000,
    );
  });

  it('[PAGE-10] without its server a page says its age, keeps what it shows, and recovers by itself', async () => {
    await posted({ name: 'Choir try-outs' });
    const lena = await room.person();
    await showsEvents(lena, 1);
    await lena.getByText('Live', { exact: true }).waitFor();
    await room.restart(async () => {
      await lena.getByText(/^As of/).waitFor();
      await row(lena, 'Choir try-outs').waitFor();
      await room.board.database.db
        .collection('events')
        .insertOne({ event: 'Bake sale', date: '2999-12-02', user: 'Kofi' });
    });
    await row(lena, 'Bake sale').waitFor();
    await lena.getByText('Live', { exact: true }).waitFor();
    expect(await liveSetOf(lena)).toMatchObject({ state: 'live', size: 2 });
  });

  it('[PAGE-10] an address without a page says so', async () => {
    const lena = await room.person('/b/no-such-board');
    await lena.getByText('There is no board “no-such-board”.').waitFor();
    // Nothing can be posted or found on it.
    expect(await lena.getByRole('link', { name: 'Post an event' }).count()).toBe(0);
    expect(await lena.getByLabel('Find an event, a place, a person').count()).toBe(0);
    await lena.goto('/no/such/page');
    await lena.getByRole('heading', { level: 1 }).waitFor();
    await lena.goto('/events/5f5f5f5f5f5f5f5f5f5f5f5f');
    await lena.getByText('There is no such event').waitFor();
  });

  it('[FEED-29] a board that is put back is shown by a page that said it was not there', async () => {
    const boards = room.board.database.db.collection<{ _id: string; joinCode?: string }>('boards');
    const { joinCode: _, ...rules } = (await boards.findOne({ _id: 'main' }))!;
    const chess = { ...rules, _id: 'chess-club', title: 'Chess club' };
    await boards.insertOne(chess);
    try {
      const lena = await room.person('/b/chess-club');
      await lena.getByText('Live', { exact: true }).waitFor();
      await boards.deleteOne({ _id: chess._id });
      await lena.getByText('There is no board “chess-club”.').waitFor();
      // Somebody who comes now has never seen it.
      const max = await room.person('/b/chess-club');
      await max.getByText('There is no board “chess-club”.').waitFor();
      await boards.insertOne(chess);
      await new Visitor(room.board.url).call('POST', '/api/boards/chess-club/events', {
        body: { name: 'Open evening', start: future, guestName: 'Kofi' },
      });
      for (const page of [lena, max]) {
        await row(page, 'Open evening').waitFor();
        await page.getByText('Live', { exact: true }).waitFor();
        await page.getByRole('link', { name: 'Post an event' }).first().waitFor();
      }
    } finally {
      await boards.deleteOne({ _id: chess._id });
    }
  });

  it('[PAGE-10] a part of the page that cannot be loaded says so; reloading brings it, and keeps what was typed', async () => {
    const page = await room.person('about:blank');
    const parts = '**/assets/{more-fields,more-filters,month-view,follow-dialog,share-dialog,display-dialog}-*.js';
    // Before the page is there: it loads some of them when it has nothing else to do.
    await page.route(parts, (route) => route.abort());
    await page.goto('/');
    const missing = (what: string) => page.getByRole('alert').filter({ hasText: `${what} could not be loaded.` });
    await openForm(page);
    await page.getByLabel('What').fill('Half a thought');
    await page.getByText('More: end, link, details').click();
    await missing('This part of the form').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Filter' }).click();
    await missing('The filters').waitFor();
    await page.getByRole('button', { name: 'Month', exact: true }).click();
    await missing('The month').waitFor();
    for (const name of ['Follow', 'Share']) {
      await page.getByRole('button', { name }).click();
      await missing(`“${name}”`).waitFor();
    }
    await page.getByRole('button', { name: 'Display' }).click();
    await missing('“Display”').waitFor();
    await page.unroute(parts);
    await missing('The month').getByRole('button', { name: 'Reload this page' }).press('Enter');
    await page.locator('month-view table').waitFor();
    await openForm(page);
    expect(await page.getByLabel('What').inputValue()).toBe('Half a thought');
    await page.getByText('More: end, link, details').click();
    await page.getByLabel('Link').waitFor();
    expect(await page.getByText('could not be loaded').count()).toBe(0);
  });

  it('[PAGE-20] on paper the board is its events, dark on white, without controls', async () => {
    for (const day of ['01', '02'])
      await new Visitor(room.board.url).post({ name: `Fair ${day}`, start: `2999-12-${day}` });
    const page = await room.person('/', { colorScheme: 'dark' });
    await showsEvents(page, 2);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const name of ['Fair 01', 'Fair 02']) expect(await row(page, name).isVisible()).toBe(true);
    expect([
      await page.getByRole('button').locator('visible=true').count(),
      await page.getByRole('textbox').locator('visible=true').count(),
      await page.getByText('Live', { exact: true }).isVisible(),
    ]).toEqual([0, 0, false]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/print.png` });
  });
});
