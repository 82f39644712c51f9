import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eachPage, namesOnScreen, putEvents, screens, showsAll } from '../../support/browser/projector.ts';
import { until } from '../../support/until.ts';
import { sixtyEvents, useProjectorRoom } from './projector-room.ts';
import { expectWholeAndLarge } from './readable.ts';

/** The worst posts: titles of all lengths up to the longest, of the widest letters, without a break, from right to left. */
const hostile = [
  { name: 'W'.repeat(120), place: 'W'.repeat(200), by: 'W'.repeat(60) },
  { name: 'ẞ'.repeat(120), place: null },
  { name: '文化祭の準備会議'.repeat(15), place: '体育館'.repeat(66), by: '山田太郎'.repeat(15) },
  { name: 'اجتماعأولياءالأمور'.repeat(6).padEnd(120, 'ا'), place: 'القاعة الرئيسية '.repeat(12).trim() },
  { name: '👩‍👩‍👧‍👦'.repeat(10), place: '🏫'.repeat(100) },
  {
    name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, Jahreshauptversammlung im großen Saal',
    cancelled: true,
  },
  { name: 'i'.repeat(120), place: 'i'.repeat(200) },
  { name: 'Ä̈̈g̣̣̣'.repeat(12), place: 'j'.repeat(200) },
  { name: 'X', place: 'x', by: 'x' },
  {
    name: 'all the words of a title that goes on and on for as long as any title may, which is a hundred and twenty characters ok',
    pinned: true,
  },
];

describe('the projector: every title, whole and large', () => {
  const { db, boards, projector } = useProjectorRoom();

  it.for(screens.map((screen) => [`${screen.width}×${screen.height}`, screen] as const))(
    '[PROJECTOR-2] [PROJECTOR-1] at %s nothing is clipped or smaller than 4 vh, whatever the titles, in each size of type',
    async ([, screen]) => {
      await boards().updateOne(
        { _id: 'main' },
        { $set: { title: 'A board whose title is as long as a title of a board may be: eighty characters!!' } },
      );
      await putEvents(db(), hostile);
      const page = await projector('', screen);
      await showsAll(page, hostile.length);
      for (const query of ['', '?distance=12', '?distance=8&theme=light', '?distance=2']) {
        if (query !== '') await page.goto(`/projector${query}`);
        await showsAll(page, hostile.length);
        const seen: string[] = [];
        await eachPage(page, async (place) => {
          await expectWholeAndLarge(page, `${query} ${place}`);
          seen.push(...(await namesOnScreen(page)));
        });
        expect(seen.sort()).toEqual(hostile.map(({ name }) => name).sort());
      }
      await page.keyboard.press('j');
      await page.getByText('Join in').waitFor();
      await expectWholeAndLarge(page, 'join slide');
    },
  );

  const few = [
    { name: 'Repair café', place: 'Community house' },
    { name: 'Football training, under 12s', place: 'Sports ground' },
    { name: 'Choir and strings, open rehearsal', place: 'Church hall' },
  ];
  /** The size of the first name, in hundredths of what a size is measured by. */
  const sizeOf = (page: Page): Promise<number> =>
    page
      .locator('projector-events .page h2')
      .first()
      .evaluate(
        (name) => (parseFloat(getComputedStyle(name).fontSize) / Math.min(innerHeight, innerWidth * 0.75)) * 100,
      );

  it('[PROJECTOR-17] few events are set larger, until a size is chosen', async () => {
    await putEvents(db(), few.slice(0, 2));
    const page = await projector();
    await showsAll(page, 2);
    await until('larger names', async () => (await sizeOf(page)) > 7.5);
    await expectWholeAndLarge(page, 'two events');
    const before = await sizeOf(page);
    await page.keyboard.press('-');
    await until('one step smaller', async () => (await sizeOf(page)) < before);
    expect(await sizeOf(page)).toBeGreaterThan(5.3);
    // More events than fit in larger type.
    await page.goto('/projector');
    await putEvents(db(), sixtyEvents.slice(0, 5));
    await showsAll(page, 7);
    await until('the usual size', async () => (await sizeOf(page)) < 5.4);
  });

  it('[PROJECTOR-17] on a screen that stands upright, few events take its height, whole', async () => {
    await putEvents(db(), few.slice(0, 2));
    const page = await projector('', { width: 1080, height: 1920 });
    await showsAll(page, 2);
    await until('larger names', async () => (await sizeOf(page)) > 7.5);
    await expectWholeAndLarge(page, 'upright');
    const taken = await page.locator('projector-events').evaluate((host) => {
      const rows = [...host.shadowRoot!.querySelectorAll('.page .row')].map((row) => row.getBoundingClientRect());
      return (rows.at(-1)!.bottom - rows[0]!.top) / host.clientHeight;
    });
    expect(taken).toBeGreaterThan(0.75);
    expect(taken).toBeLessThanOrEqual(1);
  });

  it('[PROJECTOR-1] by default a page has five or six events with names of 5.2 vh; + shows fewer and larger ones', async () => {
    await putEvents(db(), sixtyEvents);
    const page = await projector();
    await showsAll(page, 60);
    const sizeOfNames = () =>
      page
        .locator('projector-events .page h2')
        .first()
        .evaluate((name) => (parseFloat(getComputedStyle(name).fontSize) / innerHeight) * 100);
    const before = (await namesOnScreen(page)).length;
    expect([before >= 5 && before <= 6, (await sizeOfNames()) >= 5.2, (await sizeOfNames()) < 5.4]).toEqual([
      true,
      true,
      true,
    ]);
    await page.keyboard.press('+');
    await page.getByText(/Readable from 6.8 picture heights/).waitFor();
    expect(new URL(page.url()).search).toBe('?distance=6.8');
    await until(
      'fewer and larger',
      async () => (await namesOnScreen(page)).length < before && (await sizeOfNames()) > 5.9,
    );
  });
});
