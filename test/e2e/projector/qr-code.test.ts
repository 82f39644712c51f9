import { describe, expect, it } from 'vitest';
import { putEvents, screens, showsAll } from '../../support/browser/projector.ts';
import { readQr } from '../../support/browser/read-qr.ts';
import { sixtyEvents, useProjectorRoom } from './projector-room.ts';

describe('the projector’s QR code', () => {
  const { db, joinAddress, projector } = useProjectorRoom();

  it.for(screens.map((screen) => [`${screen.width}×${screen.height}`, screen] as const))(
    '[PROJECTOR-10] at %s, a reader reads the QR codes of panel and slide from a picture four times smaller',
    async ([, screen]) => {
      await putEvents(db(), sixtyEvents.slice(0, 5));
      const page = await projector('', screen);
      await showsAll(page, 5);
      expect(readQr(await page.screenshot(), 4)).toBe(await joinAddress());
      await page.keyboard.press('j');
      await page.getByText('Join in').waitFor();
      expect(readQr(await page.screenshot(), 4)).toBe(await joinAddress());
      // The standard requires a quiet zone of four modules.
      const [side, first] = await page.locator('qr-code').evaluate((code) => {
        const path = code.shadowRoot!.querySelector('path')!;
        const { x, y, width, height } = path.getBBox();
        const { width: box } = path.ownerSVGElement!.viewBox.baseVal;
        return [box, [x, y, box - x - width, box - y - height]];
      });
      expect([side >= 21 + 8, first]).toEqual([true, [4, 4, 4, 4]]);
    },
  );
});
