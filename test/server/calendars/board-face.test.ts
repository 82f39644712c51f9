import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { putAddress } from '../../../server/calendars/address-mark.ts';
import { icalendarOf, icalendarPieces, withEventAddresses } from '../../../server/calendars/icalendar.ts';
import { themes, type Theme } from '../../../shared/theme.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const baseUrl = 'https://board.example';
const pictured = (id: string) => boardEvent({ picture: { id, width: 4, height: 3, alt: '', approved: true } });
const look = { theme: 'plum', cover: { id: 'c'.repeat(22), width: 4, height: 3, alt: '' } } as const;

describe('[CAL-10] the look of a board in its calendar', () => {
  it('is its colour and cover, and the pictures of its events, as another program reads them', () => {
    const text = icalendarOf([pictured('-p_'.padEnd(22, 'a')), boardEvent()], { title: 'Main', look, baseUrl });
    expect(text).toContain('\r\nCOLOR:darkorchid\r\n');
    expect(text).toMatch(/\r\nX-APPLE-CALENDAR-COLOR:#[0-9A-F]{6}\r\n/);
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const imagesOf = (component: ICAL.Component) =>
      component
        .getAllProperties('image')
        .map((image) => [image.getFirstValue(), image.type, image.getParameter('fmttype')]);
    expect(imagesOf(calendar)).toEqual([[`${baseUrl}/pictures/${'c'.repeat(22)}/1600`, 'uri', 'image/webp']]);
    const [first, second] = calendar.getAllSubcomponents('vevent');
    expect(imagesOf(first!)).toEqual([[`${baseUrl}/pictures/-p_aaaaaaaaaaaaaaaaaaa/1600`, 'uri', 'image/webp']]);
    expect([imagesOf(second!), second!.getFirstPropertyValue('url')]).toEqual([
      [],
      `${baseUrl}/events/5f5f5f5f5f5f5f5f5f5f5f5f`,
    ]);
  });

  it('each theme has a colour of its own, and the file of one event has none', () => {
    const colors = (Object.keys(themes) as Theme[]).map(
      (theme) =>
        /\r\nCOLOR:(\w+)\r\n/.exec(icalendarOf([], { title: 'Main', look: { theme, cover: null }, baseUrl }))![1],
    );
    expect(new Set(colors).size).toBe(8);
    const one = icalendarOf([boardEvent()], { title: 'One', baseUrl });
    expect([one.includes('COLOR'), one.includes('IMAGE')]).toEqual([false, false]);
  });

  it('its addresses are complete wherever the text is cut on its way out', async () => {
    const events = [pictured('0123456789abcdefABCDEF'), pictured('f'.repeat(22))];
    const text = [...icalendarPieces(events, { title: 'Main', look })].join('');
    const whole = withEventAddresses(text, baseUrl);
    expect(whole).not.toContain('\0');
    for (let size = 1; size < 60; size += 1) {
      async function* parts(): AsyncGenerator<Buffer> {
        for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
      }
      let put = '';
      for await (const part of putAddress(parts(), (pieces) => withEventAddresses(pieces, baseUrl)))
        put += part.toString();
      expect(put).toBe(whole);
    }
  });
});
