import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchProfile } from '../support/browser/chromium.ts';
import { Classroom } from '../support/browser/classroom.ts';
import { signUp } from '../support/page-states/page-state.ts';
import { namesOnScreen, putEvents } from '../support/browser/projector.ts';
import { temporaryFolder } from '../support/server-process.ts';
import { until } from '../support/until.ts';

/** A screen that is switched off has to be dark within this time. Usually a tenth is enough. */
const darkWithinMs = 2_000;

describe('a screen with its link', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(async () => {
    await room.emptyOfAll();
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $unset: { screenKey: true } });
  });
  afterAll(() => room.close());

  it('[PROJECTOR-14] a link from the settings shows the board without a log-in; once it is taken back, the screen is dark at once', async () => {
    await putEvents(room.board.database.db, [{ name: 'Choir try-outs' }]);
    const teacher = await room.person();
    await signUp(teacher, 'ms.okafor');
    await teacher.goto('/b/main/settings');
    await teacher.getByRole('button', { name: 'Create a link' }).click();
    const address = await teacher.getByLabel('Link for the screen').inputValue();
    expect(address).toMatch(/\/screen\/[\w-]{22}$/);
    await teacher.evaluate(() =>
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }),
    );
    await teacher.locator('screen-link').getByRole('button', { name: 'Copy' }).click();
    await teacher.getByText('This browser does not allow copying.').waitFor();
    expect(
      await teacher
        .getByLabel('Link for the screen')
        .evaluate((field: HTMLInputElement) => field.value.slice(field.selectionStart!, field.selectionEnd!)),
    ).toBe(address);

    const screen = await room.person(`${new URL(address).pathname}?theme=light`, {
      viewport: { width: 1920, height: 1080 },
    });
    await screen.getByText('Live', { exact: true }).waitFor();
    expect(await namesOnScreen(screen)).toEqual(['Choir try-outs']);
    await putEvents(room.board.database.db, [{ name: 'Chess club' }]);
    await screen.getByText('Chess club').waitFor();

    // Changing another rule of the board switches nothing off.
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $set: { title: 'Year 5' } });
    await screen.getByRole('heading', { name: 'Year 5' }).waitFor();
    expect(await screen.locator('projector-page').count()).toBe(1);

    await teacher.locator('screen-link').getByRole('button', { name: 'Turn off' }).click();
    await teacher.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
    const switchedOff = Date.now();
    await screen.getByRole('heading', { name: 'This screen is switched off' }).waitFor();
    expect(Date.now() - switchedOff).toBeLessThan(darkWithinMs);
    expect(await screen.getByText('Chess club').count()).toBe(0);
    expect(
      await screen.evaluate(() =>
        Object.keys(localStorage).filter((key) => key.startsWith('board.projector') || key.startsWith('board.screen')),
      ),
    ).toEqual([]);
    await teacher.getByText('There is no link yet.').waitFor();
  });

  it('[PROJECTOR-16] “New link” and “Turn off” ask first; cancelled, the link stays, and the focus where it was', async () => {
    const boards = room.board.database.db.collection<{ _id: string; screenKey?: string }>('boards');
    const key = async () => (await boards.findOne({ _id: 'main' }))?.screenKey;
    await boards.updateOne({ _id: 'main' }, { $set: { screenKey: 'abcdefghijklmnopqrstuv' } });
    const teacher = await room.person();
    await signUp(teacher, 'ms.okafor');
    await teacher.goto('/b/main/settings');
    const settings = teacher.locator('screen-link');
    const focused = () => settings.evaluate((host) => host.shadowRoot!.activeElement?.textContent.trim());
    const sent: string[] = [];
    teacher.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('/screen') && request.method() !== 'GET') sent.push(`${request.method()} ${pathname}`);
    });

    for (const [button, question] of [
      ['New link', 'Make a new link?'],
      ['Turn off', 'Turn off the link?'],
    ] as const) {
      await settings.getByRole('button', { name: button, exact: true }).press('Enter');
      await teacher.getByRole('dialog', { name: question }).waitFor();
      await teacher.keyboard.press('Escape');
      await teacher.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focused()).toBe(button);
    }
    expect([sent, await key()]).toEqual([[], 'abcdefghijklmnopqrstuv']);

    await settings.getByRole('button', { name: 'New link' }).press('Enter');
    await teacher.getByRole('dialog').getByRole('button', { name: 'New link' }).press('Enter');
    await until('another link', async () => (await key()) !== 'abcdefghijklmnopqrstuv');
    expect(await key()).toMatch(/^[\w-]{22}$/);
    await settings.getByRole('button', { name: 'Turn off', exact: true }).press('Enter');
    await teacher.getByRole('dialog').getByRole('button', { name: 'Turn off' }).press('Enter');
    await teacher.getByText('There is no link yet.').waitFor();
    expect([await key(), await focused()]).toEqual([undefined, 'Create a link']);
    expect(sent).toEqual(['POST /api/boards/main/screen', 'DELETE /api/boards/main/screen']);
  });

  it('[PROJECTOR-14] while the settings have not loaded the link and the moderators, they show no buttons but “Try again”', async () => {
    const teacher = await room.person();
    await signUp(teacher, 'ms.okafor');
    let come!: () => void;
    const held = new Promise<void>((resolve) => {
      come = resolve;
    });
    await teacher.route('**/api/boards/main/screen', async (route) => {
      await held;
      await route.abort();
    });
    await teacher.route('**/api/boards/main/moderators', (route) => route.abort());
    await teacher.goto('/b/main/settings');
    const projector = teacher.getByRole('region', { name: 'Projector' });
    const moderators = teacher.getByRole('region', { name: 'Moderators' });
    await projector.getByText('One moment…').waitFor();
    expect(await projector.getByRole('button').count()).toBe(0);
    come();
    for (const section of [projector, moderators]) {
      await section.getByText('The board cannot be reached. Check the connection and try again.').waitFor();
      expect(await section.getByRole('button').allInnerTexts()).toEqual(['Try again']);
    }
    await teacher.unroute('**/api/boards/main/screen');
    await teacher.unroute('**/api/boards/main/moderators');
    await projector.getByRole('button', { name: 'Try again' }).press('Enter');
    await projector.getByText('There is no link yet.').waitFor();
    await projector.getByRole('button', { name: 'Create a link' }).waitFor();
    await moderators.getByRole('button', { name: 'Try again' }).press('Enter');
    await moderators.getByLabel('Members who moderate this board').waitFor();
  });

  it('[PROJECTOR-14] [PROJECTOR-8] starts without the network, and is dark once it learns that its link was taken back', async () => {
    await putEvents(room.board.database.db, [{ name: 'Choir try-outs' }]);
    const boards = room.board.database.db.collection<{ _id: string }>('boards');
    await boards.updateOne({ _id: 'main' }, { $set: { screenKey: 'abcdefghijklmnopqrstuv' } });
    const profile = await temporaryFolder();
    const options = { baseURL: room.board.url, viewport: { width: 1280, height: 720 }, locale: 'en-US' };
    try {
      const first = await launchProfile(profile.path, options);
      const before = await first.newPage();
      await before.goto('/screen/abcdefghijklmnopqrstuv');
      await before.getByText('Live', { exact: true }).waitFor();
      await until('the page’s files to be cached', () =>
        before.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'),
      );
      await first.close();
      const second = await launchProfile(profile.path, options);
      try {
        const page = await second.newPage();
        await room.restart(async () => {
          await page.goto('/screen/abcdefghijklmnopqrstuv');
          await page.getByText(/^As of .*, reconnecting$/).waitFor();
          expect(await namesOnScreen(page)).toEqual(['Choir try-outs']);
          await boards.updateOne({ _id: 'main' }, { $unset: { screenKey: true } });
        });
        await page.getByRole('heading', { name: 'This screen is switched off' }).waitFor();
      } finally {
        await second.close();
      }
    } finally {
      await profile.remove();
    }
  });
});
