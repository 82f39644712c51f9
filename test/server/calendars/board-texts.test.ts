import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putAddress } from '../../../server/calendars/address-mark.ts';
import { atomPieces, withSiteAddress } from '../../../server/calendars/atom.ts';
import { BoardTexts, type BoardText, type TextSource } from '../../../server/calendars/board-texts.ts';
import { icalendarOf, icalendarPieces, withEventAddresses } from '../../../server/calendars/icalendar.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { recordedTurns } from '../../support/board/turns.ts';

/** Texts of two thousand events, each of which costs as much and is as long as this. */
function startTexts(msForEach: number, length = 10) {
  const { slices, clock, turns, work } = recordedTurns();
  const texts = new BoardTexts({ slices, clock });
  const made: string[] = [];
  const looks: string[] = [];
  const source = (version: string): (() => Promise<TextSource>) => {
    return () => {
      looks.push(version);
      return Promise.resolve({
        version,
        pieces: () => {
          made.push(version);
          const pieces = function* () {
            for (let n = 0; n < 2_000; n += 1) {
              work(version, msForEach);
              yield `${version.padEnd(length)}\n`;
            }
          };
          return Promise.resolve(pieces());
        },
      });
    };
  };
  const get = (version: string, key = 'main ics'): Promise<BoardText> => texts.get(key, source(version));
  return { get, made, looks, clock, turns };
}

describe('texts about whole boards', () => {
  it('[CAL-8] everybody who asks while one is made shares it, and it is made in slices, one in a turn', async () => {
    const { get, made, turns } = startTexts(0.1);
    const all = await Promise.all([
      ...Array.from({ length: 20 }, () => get('one')),
      ...Array.from({ length: 20 }, () => get('other', 'other ics')),
    ]);
    expect(made).toEqual(['one', 'other']);
    expect(new Set(all).size).toBe(2);
    expect(turns.filter((turn) => turn.length > 81 || new Set(turn).size > 1)).toEqual([]);
  });

  it('[CAL-8] a long or costly one is sent for at least five seconds, and three times as long as it took', async () => {
    for (const [msForEach, length, restMs] of [
      [0.01, 200, 5_000],
      [0.3, 10, 5_000],
      [2, 10, 12_000],
    ] as const) {
      const { get, made, looks, clock } = startTexts(msForEach, length);
      await get('one');
      clock.advance(restMs - 100);
      expect((await get('two')).version).toBe('one');
      expect(looks).toEqual(['one']);
      clock.advance(200);
      expect((await get('two')).version).toBe('two');
      expect(made).toEqual(['one', 'two']);
    }
  });

  it('[CAL-8] a cheap one is made as soon as the board has changed, and not before', async () => {
    const { get, made } = startTexts(0.1);
    await get('one');
    await get('one');
    expect(made).toEqual(['one']);
    expect((await get('two')).version).toBe('two');
  });

  it('[CAL-8] one that failed is made again', async () => {
    const { get, clock } = startTexts(0.1);
    const texts = new BoardTexts({ slices: recordedTurns().slices, clock });
    await expect(texts.get('main ics', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect((await get('one')).version).toBe('one');
  });
});

const baseUrl = 'https://a-school-with-a-long-name.board.example:8443';

/** The text with the address, cut into parts at these places. */
async function put(text: string, cuts: number[], complete: (pieces: string) => string): Promise<string> {
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length];
  const parts = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
  const read: Buffer[] = [];
  const stream = async function* () {
    yield* await Promise.resolve(parts);
  };
  for await (const part of putAddress(stream(), complete)) read.push(part);
  return Buffer.concat(read).toString();
}

describe('the address in a text that is made once for all', () => {
  const events = ['Frühlingsfest 日本語', 'Chess'].map((name, n) =>
    boardEvent({ id: `${n}`.padStart(24, 'a'), name, link: 'https://a.example/', details: 'Ümläüte' }),
  );

  it('[CAL-8] it is put in wherever the text is cut into parts', async () => {
    const calendar = [...icalendarPieces(events, { title: 'Main' })].join('');
    const atom = [...atomPieces(events, { title: 'Main', self: '/boards/main.atom', page: '/' })].join('');
    const [calendarPut, atomPut] = [withEventAddresses(calendar, baseUrl), withSiteAddress(atom, baseUrl)];
    expect(calendarPut.replaceAll('\r\n ', '')).toContain(`URL:${baseUrl}/events/${events[0]!.id}\r\n`);
    expect(atomPut).toContain(`<link rel="self" type="application/atom+xml" href="${baseUrl}/boards/main.atom"/>`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 30 }), async (cuts) => {
        expect(await put(calendar, cuts, (pieces) => withEventAddresses(pieces, baseUrl))).toBe(calendarPut);
        expect(await put(atom, cuts, (pieces) => withSiteAddress(pieces, baseUrl))).toBe(atomPut);
      }),
    );
  });

  it('[CAL-8] no text of an event, a title or a removal can stand for it', () => {
    const mark = `\0${'b'.repeat(24)}`;
    const event = boardEvent({ name: mark, place: mark, details: mark, author: { name: mark, member: false } });
    const calendar = icalendarOf([event], { title: mark, baseUrl });
    expect(calendar.replaceAll('\r\n ', '').match(/a-school-with-a-long-name/g)).toHaveLength(1);
    expect(calendar).not.toContain('\0');
    const atom = [...atomPieces([event], { title: mark, self: '/boards/main.atom', page: '/' })].join('');
    expect(withSiteAddress(atom, 'https://x.example').match(/x\.example/g)).toHaveLength(5);
  });
});
