import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, fillForm, row } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { tabTo } from '../support/browser/keyboard.ts';
import type { Visitor } from '../support/board/http-client.ts';
import { member } from '../support/board/people.ts';

const phone = { width: 390, height: 844 };

describe('posts and changes that wait for approval', () => {
  let room: Classroom;
  let owner: Visitor;
  beforeAll(async () => {
    room = await Classroom.open();
    owner = await member(room.board.url, 'Ms.Okafor');
    await owner.call('PATCH', '/api/boards/main', { body: { approval: true } });
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  async function teacher(): Promise<Page> {
    const page = await room.person('/login?next=/b/main/moderate', { viewport: phone });
    await logInOn(page, 'Ms.Okafor');
    await page.getByRole('heading', { name: 'Waiting' }).waitFor();
    return page;
  }

  async function pupil(name: string): Promise<Page> {
    const page = await room.person('/');
    await fillForm(page, { name, guest: 'Mia' });
    await page.keyboard.press('Enter');
    await row(page, name).getByText('waiting for approval').waitFor();
    return page;
  }

  const approve = async (name: string, which = ''): Promise<void> => {
    const { body } = await owner.get('/api/boards/main/snapshot?audience=moderators');
    const event = body.events.find((one) => one.name === name)!;
    const { status } = await owner.call('POST', `/api/events/${event.id}/review${which}`, {
      version: event.version,
      body: { outcome: 'approved' },
    });
    expect(status).toBe(200);
  };

  it('[MOD-5] a post that waits is still on its author’s board after a reload; rejected, its author reads why', async () => {
    const page = await pupil('Karaoke');
    await page.reload();
    await row(page, 'Karaoke').getByText('waiting for approval').waitFor();
    const moderator = await teacher();
    await moderator.getByText('Karaoke', { exact: true }).waitFor();
    await tabTo(moderator, 'Write to the author');
    await moderator.keyboard.press('Enter');
    await tabTo(moderator, 'Words for the author');
    await moderator.keyboard.type('Too loud for a Monday.');
    await tabTo(moderator, 'Reject: Karaoke');
    await moderator.keyboard.press('Enter');
    await moderator.getByText('Rejected: “Karaoke”').waitFor();
    await page.getByRole('link', { name: 'My events' }).click();
    await page.getByText('A moderator did not accept your post: Too loud for a Monday.').waitFor();
    await page.getByRole('link', { name: 'Karaoke' }).first().click();
    await page.getByText('A moderator did not accept your post: Too loud for a Monday.').waitFor();
    // A correction waits again.
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('What').fill('Quiet karaoke');
    await page.keyboard.press('Enter');
    await page.getByText('Your post waits for a moderator.').waitFor();
    await moderator.getByRole('button', { name: 'Approve: Quiet karaoke' }).click();
    await page.goto('/');
    await row(page, 'Quiet karaoke').getByText('guest Mia').waitFor();
  });

  it('[MOD-5] the page of a waiting event learns of the decision, and a correction of what was decided is no conflict', async () => {
    const page = await pupil('Karaoke');
    await row(page, 'Karaoke').locator('a').click();
    await page.getByText('Your post waits for a moderator.').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('What').fill('Quiet karaoke');
    const { body } = await owner.get('/api/boards/main/snapshot?audience=moderators');
    const { id, version } = body.events[0]!;
    const decision = { version, body: { outcome: 'rejected', note: 'Too loud.' } };
    expect((await owner.call('POST', `/api/events/${id}/review`, decision)).status).toBe(200);
    // Saved on top of the decision: nobody wrote anything else, so there is nothing to choose.
    await page.keyboard.press('Enter');
    await page.getByText('Your post waits for a moderator.').waitFor();
    await page.getByRole('heading', { name: 'Quiet karaoke' }).waitFor();
    const again = { version: version + 2, body: { outcome: 'rejected', note: 'Still too loud.' } };
    expect((await owner.call('POST', `/api/events/${id}/review`, again)).status).toBe(200);
    await page.getByText('Still too loud.').waitFor();
  });

  it('[MOD-5] a change of all dates is one line in My events, and is taken back for all of them', async () => {
    const page = await room.person('/');
    const guest = page.context().request;
    const start = `${new Date().getUTCFullYear() + 1}-06-01`;
    const posted = await guest.post('/api/boards/main/events', {
      data: { name: 'Film night', start, guestName: 'Mia', repeat: { every: 'week', count: 3 } },
    });
    const { event } = (await posted.json()) as { event: { id: string } };
    await page.goto('/events/myevents');
    await page.locator('li').filter({ hasText: 'Film night' }).filter({ hasText: '3 dates' }).waitFor();
    expect(await page.locator('li').filter({ hasText: 'Your post waits' }).count()).toBe(1);
    const approved = { version: 1, body: { outcome: 'approved' } };
    await owner.call('POST', `/api/events/${event.id}/review?series=all`, approved);
    await page.goto(`/events/${event.id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('radio', { name: 'all later dates' }).check();
    await page.getByLabel('What').fill('Horror night');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Take the change back' }).click();
    await page.locator('review-note .note').waitFor({ state: 'detached' });
    const { body } = await owner.get('/api/boards/main/snapshot?audience=moderators');
    expect(body.events.map(({ review }) => review)).toEqual([undefined, undefined, undefined]);
  });

  it('[MOD-5] the form that posted something says when it was not accepted', async () => {
    const page = await pupil('Rude words');
    const moderator = await teacher();
    await moderator.getByRole('button', { name: 'Reject: Rude words' }).click();
    await page.getByText('Not accepted:').waitFor();
    await row(page, 'Rude words').waitFor({ state: 'detached' });
  });

  it('[MOD-6] an open page learns of a decision at once, without asking from time to time', async () => {
    const atOnce = async (path: string): Promise<Page> => {
      const other = await page.context().newPage();
      await other.addInitScript(() => {
        // What pages ask at intervals, this one never asks.
        window.setInterval = (() => 0) as unknown as typeof setInterval;
      });
      await other.goto(path);
      return other;
    };
    const page = await pupil('Karaoke');
    const { body } = await owner.get('/api/boards/main/snapshot?audience=moderators');
    const { id, version } = body.events[0]!;
    const [board, event, mine] = [await atOnce('/'), await atOnce(`/events/${id}`), await atOnce('/events/myevents')];
    await row(board, 'Karaoke').getByText('waiting for approval').waitFor();
    for (const one of [event, mine]) await one.getByText('Your post waits for a moderator.').waitFor();
    const rejection = { version, body: { outcome: 'rejected', note: 'Too loud.' } };
    expect((await owner.call('POST', `/api/events/${id}/review`, rejection)).status).toBe(200);
    for (const one of [event, mine]) await one.getByText('A moderator did not accept your post: Too loud.').waitFor();
    await row(board, 'Karaoke').waitFor({ state: 'detached' });
  });

  it('[MOD-7] a moderator sees on every page of the board how many posts wait', async () => {
    const moderator = await teacher();
    await moderator.goto('/');
    await moderator.locator('account-menu summary').getByText('Ms.Okafor').waitFor();
    const badge = (count: number) => moderator.getByRole('img', { name: `${count} waiting` });
    const page = await pupil('Karaoke');
    await badge(1).waitFor();
    const start = `${new Date().getUTCFullYear() + 1}-06-01`;
    const series = await page.context().request.post('/api/boards/main/events', {
      data: { name: 'Film night', start, guestName: 'Mia', repeat: { every: 'week', count: 3 } },
    });
    expect(series.status()).toBe(201);
    // Its dates wait for one decision.
    await badge(2).waitFor();
    await moderator.locator('account-menu summary').getByText('Ms.Okafor').click();
    await moderator.getByRole('link', { name: 'Moderate (2 waiting)' }).waitFor();
    await approve('Karaoke');
    await badge(1).waitFor();
    await approve('Film night', '?series=all');
    await moderator.getByRole('link', { name: 'Moderate', exact: true }).waitFor();
    await badge(1).waitFor({ state: 'detached' });
    expect(await page.getByRole('img', { name: 'waiting' }).count()).toBe(0);
  });

  it('[BOARD-13] a change of an approved post is shown to its author and moderators only, and can be taken back', async () => {
    const page = await pupil('Choir');
    await approve('Choir');
    const screen = await room.person('/projector');
    await screen.getByText('Choir').waitFor();
    await row(page, 'Choir').locator('a').click();
    const change = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('What').fill(name);
      await page.keyboard.press('Enter');
      await page.getByText('Your change waits for a moderator.').waitFor();
    };
    await change('Swear words');
    await page.getByRole('heading', { name: 'Choir' }).waitFor();
    await page.locator('review-note ins').getByText('Swear words').waitFor();
    await page.getByRole('button', { name: 'Take the change back' }).click();
    await page.locator('review-note .note').waitFor({ state: 'detached' });

    await change('Swear words');
    const moderator = await teacher();
    await moderator.getByText('Change of a post').waitFor();
    await moderator.locator('waiting-row ins').getByText('Swear words').waitFor();
    await moderator.getByRole('button', { name: 'Reject: Choir' }).click();
    await moderator.getByText('Rejected: “Choir”').waitFor();
    await page.getByText('A moderator did not accept your change.').waitFor();
    // What was typed is in the form, to go on from.
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await page.getByLabel('What').inputValue()).toBe('Swear words');
    await page.getByLabel('What').fill('Kind words');
    await page.keyboard.press('Enter');
    await page.getByText('Your change waits for a moderator.').waitFor();
    expect(await screen.getByText('Choir').isVisible()).toBe(true);
    await moderator.locator('waiting-row ins').getByText('Kind words').waitFor();
    await moderator.getByRole('button', { name: 'Approve: Choir' }).click();
    await screen.getByText('Kind words').waitFor();
    await page.getByRole('heading', { name: 'Kind words' }).waitFor();
    await moderator.getByRole('button', { name: 'Undo: Approved' }).click();
    await screen.getByText('Choir').waitFor();
  });
});
