import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchProfile } from '../../support/browser/chromium.ts';
import { namesOnScreen, putEvents, showsAll } from '../../support/browser/projector.ts';
import { readQr } from '../../support/browser/read-qr.ts';
import { temporaryFolder } from '../../support/server-process.ts';
import { until } from '../../support/until.ts';
import { sixtyEvents, useProjectorRoom } from './projector-room.ts';
import { expectContrast } from './readable.ts';

describe('the projector without its server', () => {
  const { room, db, joinAddress, projector } = useProjectorRoom();

  it('[PROJECTOR-7] without its server it says how old it is, dims once that is too old, and recovers by itself', async () => {
    await putEvents(db(), sixtyEvents.slice(0, 3));
    const page = await projector();
    await showsAll(page, 3);
    await page.getByText('Live', { exact: true }).waitFor();
    const host = page.locator('projector-page');
    expect(await page.locator('.clock').innerText()).toMatch(/^\d+:\d\d\s[AP]M$/);
    await room().restart(async () => {
      await page.getByText(/^As of \d+:\d\d\s[AP]M, reconnecting$/).waitFor();
      expect([await host.getAttribute('dimmed'), (await namesOnScreen(page)).length]).toEqual([null, 3]);
      await page.clock.setFixedTime(Date.now() + 31_000);
      await until('the screen to be dim', async () => (await host.getAttribute('dimmed')) !== null);
      await expectContrast(page, 'dimmed, dark');
      expect(readQr(await page.screenshot(), 4)).toBe(await joinAddress());
      await host.evaluate((element) => element.setAttribute('theme', 'light'));
      await expectContrast(page, 'dimmed, light');
      await putEvents(db(), [{ name: 'While you were away' }]);
    });
    const returned = Date.now();
    await showsAll(page, 4);
    expect(Date.now() - returned).toBeLessThan(5_000);
    await until('the screen to be bright', async () => (await host.getAttribute('dimmed')) === null);
  });

  it('[PROJECTOR-8] after a restart of the browser without the network it shows the last good board with its age, and is current within 5 s', async () => {
    await putEvents(db(), sixtyEvents.slice(0, 3));
    const profile = await temporaryFolder();
    const options = { baseURL: room().board.url, viewport: { width: 1280, height: 720 }, locale: 'en-US' };
    try {
      const first = await launchProfile(profile.path, options);
      const before = await first.newPage();
      await before.goto('/b/main/projector');
      await showsAll(before, 3);
      await until('the page’s files to be cached', () =>
        before.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'),
      );
      // The worker serves no other page.
      expect(
        await before.evaluate(async () =>
          (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
        ),
      ).toEqual(['/b/main/projector']);
      await first.close();

      let second: Awaited<ReturnType<typeof launchProfile>> | null = null;
      let page: Page | null = null;
      await room().restart(async () => {
        second = await launchProfile(profile.path, options);
        page = await second.newPage();
        await page.goto('/b/main/projector?theme=light');
        await page.getByText(/^As of .*, reconnecting$/).waitFor();
        expect((await namesOnScreen(page)).sort()).toEqual(
          sixtyEvents
            .slice(0, 3)
            .map(({ name }) => name)
            .sort(),
        );
        await page.getByRole('heading', { name: 'Riverside School' }).waitFor();
        await putEvents(db(), [{ name: 'While you were away' }]);
      });
      const returned = Date.now();
      await showsAll(page!, 4);
      expect(Date.now() - returned).toBeLessThan(5_000);
      await second!.close();
    } finally {
      await profile.remove();
    }
  });

  it('[PROJECTOR-8] when the network returns it is current within 5 s, by itself', async () => {
    await putEvents(db(), sixtyEvents.slice(0, 3));
    const page = await projector();
    await showsAll(page, 3);
    await page.context().setOffline(true);
    await page.getByText(/^As of .*, reconnecting$/).waitFor();
    await putEvents(db(), [{ name: 'While you were away' }]);
    // Long enough for the delays between its retries to grow.
    await until('several retries', () => page.evaluate(() => performance.now() > 15_000), 20_000);
    const returned = Date.now();
    await page.context().setOffline(false);
    await showsAll(page, 4);
    expect(Date.now() - returned).toBeLessThan(5_000);
  });

  it('[PROJECTOR-9] a proxy’s error page does not replace the board', async () => {
    await putEvents(db(), sixtyEvents.slice(0, 3));
    const page = await projector();
    await showsAll(page, 3);
    await until('the page’s files to be cached', () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'),
    );
    await room().restart(async () => {
      const proxy = createServer((_request, response) => {
        response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad Gateway</h1>');
      });
      await new Promise<void>((resolve) => {
        proxy.listen(Number(new URL(room().board.url).port), '127.0.0.1', resolve);
      });
      await page.reload();
      await page.getByText(/^As of .*, reconnecting$/).waitFor();
      expect((await namesOnScreen(page)).length).toBe(3);
      proxy.closeAllConnections();
      await new Promise((resolve) => {
        proxy.close(resolve);
      });
    });
    await page.getByText('Live', { exact: true }).waitFor();
  });
});
