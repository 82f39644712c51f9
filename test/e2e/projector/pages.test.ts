import { describe, expect, it } from 'vitest';
import {
  dayAhead,
  namesOnScreen,
  pageOnScreen,
  pagesText,
  placeOf,
  putEvents,
  showsAll,
} from '../../support/browser/projector.ts';
import { until } from '../../support/until.ts';
import { sixtyEvents, useProjectorRoom } from './projector-room.ts';

describe('the projector’s pages', () => {
  const { db, projector } = useProjectorRoom();

  it('[PROJECTOR-4] more events than fit are shown page by page, each in its turn; pinned ones first; today’s stand out', async () => {
    const today = dayAhead(0);
    await putEvents(db(), [
      ...sixtyEvents.slice(0, 12),
      { name: 'Bake sale', start: today },
      { name: 'Far away', start: dayAhead(300), pinned: true },
      { name: 'Called off', start: today, cancelled: true },
      { name: 'Long over', start: dayAhead(-3) },
    ]);
    const page = await projector('?seconds=3');
    await showsAll(page, 16);
    expect((await namesOnScreen(page)).slice(0, 3).sort()).toEqual(['Bake sale', 'Called off', 'Far away']);
    expect((await namesOnScreen(page))[0]).toBe('Far away');
    const row = (name: string) => page.locator('.page li').filter({ hasText: name });
    expect(await row('Bake sale').getAttribute('class')).toContain('today');
    expect(
      await row('Called off')
        .locator('h2')
        .evaluate((name) => getComputedStyle(name).textDecorationLine),
    ).toBe('line-through');
    await row('Far away').getByText('Pinned').waitFor();

    const seen = new Map<string, string[]>();
    await until(
      'every page to be shown',
      async () => {
        const { place, names } = await pageOnScreen(page);
        seen.set(place, names);
        return seen.size === Number(place.split(' of ')[1]);
      },
      20_000,
    );
    const names = [...seen.values()].flat();
    expect(names.sort()).toEqual(
      [...sixtyEvents.slice(0, 12).map(({ name }) => name), 'Bake sale', 'Called off', 'Far away'].sort(),
    );
    await until('the rotation to begin again', async () => (await placeOf(page)).startsWith('1 of'));
    const backgrounds = await Promise.all(
      ['Bake sale', 'Far away'].map((name) => row(name).evaluate((one) => getComputedStyle(one).backgroundColor)),
    );
    expect(backgrounds[0]).not.toBe(backgrounds[1]);
  });

  it('[PROJECTOR-5] a new post is shown at once and pointed out, then the rotation continues where it was', async () => {
    await putEvents(db(), sixtyEvents);
    const page = await projector('?seconds=60');
    await showsAll(page, 60);
    expect(await placeOf(page)).toMatch(/^1 of/);
    await putEvents(db(), [{ name: 'Late news', start: `${dayAhead(15)}T18:00`, by: 'Kofi' }]);
    const fresh = page.locator('.page li.fresh');
    await fresh.filter({ hasText: 'Late news' }).waitFor();
    await until('the line to announce no further new events', async () => !(await pagesText(page)).includes('new'));
    expect(await fresh.innerText()).toMatch(/New\s*Main hall · from Kofi/);
    expect(await placeOf(page)).not.toMatch(/^1 of/);
    await until('the first page again', async () => (await placeOf(page)).startsWith('1 of'), 15_000);
  });

  it('[PROJECTOR-6] a removed or hidden event leaves the screen at once, and the copy in the browser', async () => {
    const [first, second] = await putEvents(db(), [
      { name: 'Rude words' },
      { name: 'More of them' },
      { name: 'Chess club' },
    ]);
    const page = await projector();
    await showsAll(page, 3);
    const kept = () => page.evaluate(() => Object.values(localStorage).join());
    await until('the copy to be stored', async () => (await kept()).includes('Rude words'));
    await db()
      .collection('events')
      .updateOne({ _id: first }, { $set: { status: 'hidden' }, $inc: { version: 1 } });
    await until('the event to be gone', async () => !(await namesOnScreen(page)).includes('Rude words'), 2_000);
    await db().collection('events').deleteOne({ _id: second });
    await until('the event to be gone', async () => (await namesOnScreen(page)).join() === 'Chess club', 2_000);
    expect(await kept()).not.toMatch(/Rude words|More of them/);
  });
});
