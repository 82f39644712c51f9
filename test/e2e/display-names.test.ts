import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, post, row } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { member } from '../support/board/people.ts';

describe('display names in a browser', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterAll(() => room.close());

  it('[ACCOUNT-19] one that is changed on the account’s page changes open screens, and the username stays to be seen', async () => {
    await member(room.board.url, 'Head');
    await member(room.board.url, 'ana.ruiz');
    const ana = await room.person('/login');
    await logInOn(ana, 'ana.ruiz');
    await post(ana, { name: 'Lantern walk' });
    const screen = await room.person('/');
    const projector = await room.person('/projector', { viewport: { width: 1280, height: 720 } });
    await row(screen, 'Lantern walk').getByText('ana.ruiz').waitFor();

    await ana.goto('/account');
    await ana.getByLabel('Display name').fill('Head');
    await ana.keyboard.press('Enter');
    await ana.getByText('Another member has this name or one that looks like it. Choose another.').waitFor();
    expect(await ana.getByLabel('Display name').inputValue()).toBe('Head');
    await ana.getByLabel('Display name').fill('Dr. Ana M. Ruiz');
    await ana.keyboard.press('Enter');
    await ana.getByText('Saved.').waitFor();
    await ana.locator('account-menu summary').getByText('Dr. Ana M. Ruiz').waitFor();
    await row(screen, 'Lantern walk').getByText('Dr. Ana M. Ruiz').waitFor();
    await projector.locator('projector-page').getByText('from Dr. Ana M. Ruiz').first().waitFor();
    await row(screen, 'Lantern walk').locator('a').click();
    await screen.getByText('Posted by Dr. Ana M. Ruiz (ana.ruiz)').waitFor();

    const head = await room.person('/login?next=/people');
    await logInOn(head, 'Head');
    await head.locator('person-row').filter({ hasText: 'Dr. Ana M. Ruiz' }).getByText('ana.ruiz').waitFor();
  });
});
