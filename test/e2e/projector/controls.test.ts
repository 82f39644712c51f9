import { describe, expect, it } from 'vitest';
import { pagesText, placeOf, putEvents, showsAll } from '../../support/browser/projector.ts';
import { until } from '../../support/until.ts';
import { sixtyEvents, useProjectorRoom } from './projector-room.ts';
import { expectContrast, expectWholeAndLarge } from './readable.ts';

describe('the projector’s keys and buttons', () => {
  const { room, db, projector } = useProjectorRoom();

  it('[PROJECTOR-11] has keys for everything: pages, pause, join slide, larger, smaller, the list of keys', async () => {
    await putEvents(db(), sixtyEvents);
    const page = await projector('?seconds=600');
    await showsAll(page, 60);
    const press = async (key: string, what: string, probe: () => Promise<boolean>): Promise<void> => {
      await page.keyboard.press(key);
      await until(what, probe);
    };
    const pages = Number((await placeOf(page)).split(' of ')[1]);
    const isAt = (number: number) => async () => (await placeOf(page)).startsWith(`${number} of`);
    await press('ArrowRight', 'the second page', isAt(2));
    await press('PageDown', 'the third page', isAt(3));
    await press('ArrowLeft', 'the second page', isAt(2));
    await press('PageUp', 'the first page', isAt(1));
    await press('ArrowLeft', 'the last page', isAt(pages));
    const says = (text: string) => async () => (await pagesText(page)).includes(text);
    await press('Space', 'the rotation to pause', says('Paused'));
    await press('Space', 'the rotation to continue', async () => !(await says('Paused')()));
    await press('j', 'the slide', async () => (await page.getByText('Join in').count()) === 1);
    await press('j', 'the events', async () => (await page.getByText('Join in').count()) === 0);
    await press('+', 'larger', async () => new URL(page.url()).searchParams.get('distance') === '6.8');
    await press('-', 'smaller', async () => new URL(page.url()).searchParams.get('distance') === '6');
    await page.locator('.toast').waitFor({ state: 'detached' });
    await press('?', 'the keys', () => page.getByRole('dialog', { name: 'Shortcuts' }).isVisible());
    await expectContrast(page, 'the keys');
    await press('Escape', 'no keys', async () => !(await page.getByRole('dialog', { name: 'Shortcuts' }).isVisible()));
    await press('f', 'full screen', () => page.evaluate(() => document.fullscreenElement !== null));
    await press('f', 'no full screen', () => page.evaluate(() => document.fullscreenElement === null));
    // The buttons, for people who do not know the keys, are reached with Tab, and the focus is visible.
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Previous page' }).waitFor();
    await until('the focus to be on a button', async () => {
      await page.keyboard.press('Tab');
      return page.getByRole('button', { name: 'Next page' }).evaluate((button) => button.matches(':focus-visible'));
    });
    // The same events are still shown after the changes of size, but their page may have another number.
    const here = Number((await placeOf(page)).split(' of ')[0]);
    await press('Enter', 'the page after it', isAt((here % pages) + 1));
  });

  it('[PROJECTOR-11] shows buttons while the mouse moves, then neither them nor the pointer', async () => {
    await putEvents(db(), sixtyEvents);
    const page = await projector('?seconds=600');
    await showsAll(page, 60);
    const cursor = () => page.locator('projector-page').evaluate((host) => getComputedStyle(host).cursor);
    const buttons = page.locator('projector-controls');
    expect([await cursor(), await buttons.isVisible()]).toEqual(['none', false]);
    await page.mouse.move(300, 300);
    await page.mouse.move(310, 300);
    await buttons.waitFor();
    await expectContrast(page, 'the buttons');
    await page.getByRole('button', { name: 'Next page' }).click();
    await until('the second page', async () => (await placeOf(page)).startsWith('2 of'));
    await until(
      'buttons and pointer to disappear',
      async () => (await cursor()) === 'none' && !(await buttons.isVisible()),
    );
  });

  it('[PROJECTOR-12] keeps the screen awake, moves a little over time, and still clips nothing', async () => {
    await putEvents(db(), sixtyEvents.slice(0, 6));
    const page = await room().person('about:blank', {
      viewport: { width: 1280, height: 720 },
      reducedMotion: 'reduce',
    });
    await page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(window, { asked });
      Object.defineProperty(navigator, 'wakeLock', {
        value: {
          request: async (kind: string) => {
            asked.push(kind);
            return { release: async () => undefined };
          },
        },
      });
    });
    await page.clock.install();
    await page.goto('/projector?seconds=600');
    await showsAll(page, 6);
    expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual(['screen']);
    const places = new Set<string>();
    for (let walk = 0; walk < 9; walk++) {
      const { x, y } = (await page.getByRole('heading', { level: 1 }).boundingBox())!;
      places.add(`${x.toFixed(1)} ${y.toFixed(1)}`);
      await expectWholeAndLarge(page, `step ${walk}`);
      await page.clock.fastForward(90_000);
      await until('the projector to be live', () => page.getByText('Live', { exact: true }).isVisible());
    }
    expect(places.size).toBe(9);
  });

  it('[PROJECTOR-12] no motion where it is not wanted, and at most three flashes a second, however fast keys are pressed', async () => {
    await putEvents(db(), sixtyEvents);
    const page = await projector();
    await showsAll(page, 60);
    expect(await page.locator('projector-events .page').evaluate((list) => getComputedStyle(list).animationName)).toBe(
      'none',
    );
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(
      await page.locator('projector-events .page').evaluate((list) => getComputedStyle(list).animationName),
    ).not.toBe('none');
    const changes = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const root = document.querySelector('board-app')!.shadowRoot!.querySelector('projector-page')!.shadowRoot!;
          let slide = false;
          let changed = 0;
          const began = performance.now();
          const press = (): void => {
            window.dispatchEvent(new KeyboardEvent('keydown', { key: 'j' }));
            const now = root.querySelector('join-panel[slide]') !== null;
            changed += Number(now !== slide);
            slide = now;
            if (performance.now() - began < 1_000) setTimeout(press, 5);
            else resolve(changed);
          };
          press();
        }),
    );
    // A flash is two changes: on and off.
    expect(changes).toBeGreaterThan(1);
    expect(changes).toBeLessThanOrEqual(6);
  });
});
