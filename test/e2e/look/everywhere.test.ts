import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from '../../support/until.ts';
import { useProjectorRoom } from '../projector/projector-room.ts';

const themeOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset.theme);

describe('the look of a board, wherever it is shown', () => {
  const { room, boards, projector } = useProjectorRoom();

  it('[LOOK-5] the projector and the page to join have the board’s theme and mark, also without the network', async () => {
    await boards().updateOne({ _id: 'main' }, { $set: { theme: 'plum', mark: '7' } });
    try {
      const screen = await projector();
      await screen.locator('.mark').getByText('7').waitFor();
      await until('the projector to be plum', async () => (await themeOf(screen)) === 'plum');
      const { joinCode } = (await boards().findOne({ _id: 'main' }))!;
      const phone = await room().person(`/j/${joinCode}`);
      await until('the page to join to be plum', async () => (await themeOf(phone)) === 'plum');
      await phone.locator('.mark').getByText('7').waitFor();

      // The screen starts again where nothing answers for the board.
      await screen.route('**/api/**', (route) => route.abort());
      await screen.route('**/socket.io/**', (route) => route.abort());
      await screen.reload();
      await screen.locator('.mark').getByText('7').waitFor();
      await boards().updateOne({ _id: 'main' }, { $set: { theme: 'rose' } });
      await screen.evaluate(() => document.documentElement.removeAttribute('data-theme'));
      await until('the remembered colours', async () => (await themeOf(screen)) === 'plum');
    } finally {
      await boards().updateOne({ _id: 'main' }, { $unset: { theme: true, mark: true } });
    }
  });

  it('[LOOK-5] where nobody can post, the projector does not ask for posts', async () => {
    const screen = await projector();
    await screen.getByText('Scan to post').waitFor();
    await screen.getByText('Post the first event.').waitFor();
    await boards().updateOne({ _id: 'main' }, { $set: { posting: 'nobody' } });
    try {
      await screen.getByText('Scan to read along').waitFor();
      expect(await screen.getByText('Post the first event.').count()).toBe(0);
    } finally {
      await boards().updateOne({ _id: 'main' }, { $set: { posting: 'anyone' } });
    }
  });
});
