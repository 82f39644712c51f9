import { describe, it } from 'vitest';
import { eightCategories, putCategories } from '../../support/board/categories.ts';
import { dayAhead, putEvents } from '../../support/browser/projector.ts';
import { useProjectorRoom } from './projector-room.ts';
import { expectContrast } from './readable.ts';

describe('the projector’s contrast', () => {
  const { db, projector } = useProjectorRoom();

  it.for(['dark', 'light'] as const)(
    '[PROJECTOR-3] %s: all text has a contrast of 7:1 or more, and axe finds no violation, in every state',
    async (theme) => {
      const page = await projector(`?theme=${theme}&seconds=600`);
      await page.getByText('Nothing planned yet').waitFor();
      await expectContrast(page, 'empty');
      await putEvents(db(), [
        { name: 'Bake sale', start: dayAhead(0) },
        { name: 'Called off', start: dayAhead(0), cancelled: true },
        { name: 'Far away', start: dayAhead(9), pinned: true },
        { name: 'Soon', start: `${dayAhead(1)}T09:00` },
      ]);
      await page.locator('.page li.fresh').nth(3).waitFor();
      await expectContrast(page, 'all of it new');
      await page.locator('.page li.fresh').first().waitFor({ state: 'detached', timeout: 15_000 });
      await expectContrast(page, 'events');
      await page.keyboard.press('j');
      await page.getByText('Join in').waitFor();
      await expectContrast(page, 'join slide');
    },
  );

  it.for(['dark', 'light'] as const)(
    '[CATEGORY-10] %s: the name of a category has it too, in each colour',
    async (theme) => {
      await putCategories(db());
      for (const some of [eightCategories.slice(0, 4), eightCategories.slice(4)]) {
        await db().collection('events').deleteMany({});
        await putEvents(
          db(),
          some.map(({ id, name }) => ({ name: `Of ${name}`, start: dayAhead(1), category: id })),
        );
        const page = await projector(`?theme=${theme}&seconds=600`);
        await page.locator('.page .category').nth(3).waitFor();
        await expectContrast(page, some.map(({ color }) => color).join());
        await page.close();
      }
      await putCategories(db(), []);
    },
  );
});
