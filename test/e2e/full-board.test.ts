import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, fillForm, row } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { Visitor } from '../support/board/http-client.ts';
import { member } from '../support/board/people.ts';

describe('a board that is nearly full', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open({ settings: { BOARD_EVENTS: '5' } });
    await member(room.board.url, 'Ms.Okafor');
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[BOARD-19] its moderators read how full it is, and a post that finds no room stays in the form', async () => {
    const guest = new Visitor(room.board.url);
    for (let n = 0; n < 4; n += 1) await guest.post({ start: '2999-12-01' });
    const teacher = await room.person('/login?next=/b/main/moderate');
    await logInOn(teacher, 'Ms.Okafor');
    await teacher.getByText('This board holds 4 of at most 5 events.').waitFor();
    await teacher.goto('/b/main/settings');
    await teacher.getByText('This board holds 4 of at most 5 events.').waitFor();
    const last = await guest.post({ start: '2999-12-01' });

    const page = await room.person('/');
    await fillForm(page, { name: 'Karaoke', guest: 'Mia' });
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('it holds 5 of at most 5 events. Delete events that are over').waitFor();
    expect(await page.getByLabel('What').inputValue()).toBe('Karaoke');
    await guest.call('DELETE', `/api/events/${last.id}`, { version: 1 });
    await page.getByRole('button', { name: 'Try again' }).click();
    await row(page, 'Karaoke').waitFor();
  });
});
