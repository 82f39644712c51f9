import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../shared/board.ts';
import { Classroom, post, row } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { Visitor } from '../support/board/http-client.ts';
import { member } from '../support/board/people.ts';
import { until } from '../support/until.ts';

const phone = { width: 390, height: 844 };

describe('a guest who has joined', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.emptyOfAll());
  afterAll(() => room.close());

  async function joined(name: string, slug = 'main'): Promise<Page> {
    const { board } = (await new Visitor(room.board.url).get(`/api/boards/${slug}`)).body as unknown as {
      board: Board;
    };
    const page = await room.person(`/j/${board.joinCode}`, { viewport: phone });
    await page.getByLabel('Your name').fill(name);
    await page.keyboard.press('Enter');
    await page.locator('account-menu summary').waitFor();
    return page;
  }

  const menu = (page: Page) => page.locator('account-menu');

  async function choose(page: Page, name: string): Promise<void> {
    await menu(page).locator('summary').click();
    await menu(page).getByText(name, { exact: true }).click();
  }

  it('[JOIN-7] is told so in the header of each page, and is nowhere asked to log in', async () => {
    const page = await joined('Amara');
    await post(page, { name: 'Volcano model' });
    await row(page, 'Volcano model').locator('a').click();
    await page.getByRole('heading', { name: 'Volcano model' }).waitFor();
    const paths = ['/', '/events/new', '/b/main/myevents', '/b/main/moderate', new URL(page.url()).pathname];
    for (const path of paths) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await menu(page).locator('summary').waitFor();
      expect([path, await menu(page).locator('summary').innerText()]).toEqual([path, 'You’re in\nAmara']);
      expect([
        path,
        await page
          .getByText(/log in/i)
          .filter({ visible: true })
          .count(),
      ]).toEqual([path, 0]);
    }
    // An account is still one tap away.
    await choose(page, 'Log in with an account');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  it('[JOIN-7] sees their own posts by board, each with its state', async () => {
    const owner = await member(room.board.url, 'Ms.Okafor');
    await owner.call('POST', '/api/boards', { body: { slug: 'year-5', title: 'Year 5' } });
    const page = await joined('Amara', 'year-5');
    await post(page, { name: 'Volcano model' });
    await owner.call('PATCH', '/api/boards/year-5', { body: { approval: true } });
    const guest = page.context().request;
    const write = async (board: string, name: string): Promise<string> => {
      const answer = await guest.post(`/api/boards/${board}/events`, { data: { name, start: '2999-12-01' } });
      return ((await answer.json()) as { event: { id: string } }).event.id;
    };
    await write('year-5', 'Egg drop contest');
    const film = await write('year-5', 'Stop-motion film');
    await owner.call('POST', `/api/events/${film}/review`, {
      version: 1,
      body: { outcome: 'rejected', note: 'Lovely! Which room?' },
    });
    const hidden = await write('main', 'Bridge');
    await owner.call('PATCH', `/api/events/${hidden}`, { version: 1, body: { status: 'hidden' } });

    await choose(page, 'My events');
    await page.getByRole('heading', { name: 'My events' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/b/year-5/myevents');
    const section = (title: string) => page.getByRole('region', { name: title });
    const stateOf = (title: string, name: string): Promise<string> =>
      section(title).getByRole('listitem').filter({ hasText: name }).locator('.pill').innerText();
    await section('Year 5').getByText('Lovely! Which room?').waitFor();
    expect([
      await stateOf('Year 5', 'Volcano model'),
      await stateOf('Year 5', 'Egg drop contest'),
      await stateOf('Year 5', 'Stop-motion film'),
      await stateOf('Riverside School', 'Bridge'),
    ]).toEqual(['On the board', 'Waiting', 'Not accepted', 'Hidden']);
    await page.reload();
    await page.getByRole('link', { name: 'Back to Year 5' }).click();
    await row(page, 'Volcano model').waitFor();
  });

  it('[JOIN-5] takes another name for later posts, on all open tabs; a refused one stays to be corrected', async () => {
    await member(room.board.url, 'Lena');
    const page = await joined('Amara');
    await post(page, { name: 'Volcano model' });
    const other = await page.context().newPage();
    await other.goto('/');
    await menu(other).locator('summary').getByText('Amara').waitFor();
    await choose(page, 'Rename');
    const name = page.getByRole('dialog').getByLabel('Your name');
    await name.fill('Lena');
    await page.keyboard.press('Enter');
    await page.getByText('A member has this name or one that looks like it. Choose another.').waitFor();
    expect(await name.inputValue()).toBe('Lena');
    await name.fill('Amara O.');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const one of [page, other]) await menu(one).locator('summary').getByText('Amara O.').waitFor();
    expect(await menu(page).evaluate((host) => host.shadowRoot!.activeElement?.localName)).toBe('summary');
    await post(page, { name: 'Egg drop contest' });
    await row(page, 'Egg drop contest').getByText('guest Amara O.').waitFor();
    expect(await row(page, 'Volcano model').locator('.about').innerText()).toBe('guest Amara');
  });

  it('[JOIN-6] leaves only after a question, and nothing of them is left in the browser', async () => {
    const page = await joined('Amara');
    await post(page, { name: 'Volcano model' });
    await openForm(page);
    await page.getByLabel('What', { exact: true }).fill('Half a thought');
    await page.keyboard.press('Escape');
    await choose(page, 'Leave this board');
    const dialog = page.getByRole('dialog', { name: 'Leave this board?' });
    await dialog.getByText('you can no longer change or delete them').waitFor();
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await dialog.waitFor({ state: 'detached' });
    await menu(page).locator('summary').getByText('Amara').waitFor();
    await page.getByText('Not posted yet:').waitFor();

    await choose(page, 'Leave this board');
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('link', { name: 'Log in' }).waitFor();
    await row(page, 'Volcano model').waitFor();
    expect(await page.getByText('Not posted yet:').count()).toBe(0);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(stored).not.toMatch(/Amara|Half a thought/);
    await row(page, 'Volcano model').locator('a').click();
    await page.getByRole('heading', { name: 'Volcano model' }).waitFor();
    await until(
      'the event to be somebody else’s',
      async () => (await page.getByRole('button', { name: 'Edit' }).count()) === 0,
    );
  });
});
