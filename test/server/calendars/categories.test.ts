import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atomOf } from '../../../server/calendars/atom.ts';
import type { ExportedEvent } from '../../../server/calendars/export-schema.ts';
import { exportCalendarPieces, icalendarOf } from '../../../server/calendars/icalendar.ts';
import { newCategoriesIn, withCategories, withFound } from '../../../server/calendars/import-categories.ts';
import type { CalendarContents } from '../../../server/calendars/incoming-event.ts';
import { exportLines, readExport } from '../../../server/calendars/json-export.ts';
import { readCalendar } from '../../../server/calendars/reading/read-calendar.ts';
import { CategoryColor, CategoryIcon, CategoryName, type Category } from '../../../shared/category.ts';
import { fold } from '../../../shared/fold.ts';
import { boardOf } from '../../support/board/stored-board.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const baseUrl = 'https://board.example';
const read = (text: string, trusted = false): CalendarContents =>
  readCalendar(new TextEncoder().encode(text), { timeZone: 'Europe/Berlin', now: new Date('2026-11-23'), trusted });

/** Any name that a category can have, as it is stored. */
const name = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    fc.constantFrom(
      'Food, drink; “more”',
      'a\\,b',
      'Sport:',
      'ÄÖÜ ß',
      'موسيقى',
      '音楽',
      '"quoted"',
      'X'.repeat(30),
      '🎵',
    ),
  )
  .map((text) => CategoryName.safeParse(text))
  .filter(({ success }) => success)
  .map(({ data }) => data!)
  .filter((text) => fold(text) !== '');

const categories: fc.Arbitrary<Category[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z0-9]{1,10}-[0-9a-z]{4}$/),
      name,
      color: fc.constantFrom(...CategoryColor.options),
      icon: fc.constantFrom(...CategoryIcon.options),
    }),
    { minLength: 1, maxLength: 12, selector: ({ name: text }) => fold(text) },
  )
  .filter((all) => new Set(all.map(({ id }) => id)).size === all.length);

/** A board with some categories and an event of each, one without, and one whose category was deleted. */
const board = categories.map((all) => {
  const events = [...all.map(({ id }) => id), null, 'gone-6h6h'].map((category, n) =>
    boardEvent({ id: String(n).padStart(24, '0'), name: `Event ${n}`, category }),
  );
  return { ...boardOf({ categories: all }), events };
});

const exported = (event: ReturnType<typeof boardEvent>): ExportedEvent => ({ ...event, owner: null, archived: false });
/** No pictures. */
async function* nothing(): AsyncGenerator<never> {}

const namesOf = (all: readonly Category[], contents: CalendarContents, slug: string): (string | null)[] => {
  const byId = new Map(all.map((category) => [category.id, category.name]));
  return withCategories(contents.events, { slug, categories: all }).map(
    ({ fields }) => byId.get(fields.category ?? '') ?? null,
  );
};

describe('the categories of calendars', () => {
  it('[CATEGORY-6] [CATEGORY-7] a board’s calendar brings each event’s category back, by its name', () => {
    fc.assert(
      fc.property(board, ({ events, categories: all }) => {
        const contents = read(icalendarOf(events, { title: 'Board', categories: all, baseUrl }));
        const expected = [...all.map((category) => category.name), null, null];
        expect(namesOf(all, contents, 'main')).toEqual(expected);
        // On a board without any: they are offered, and then they are the same.
        const { fit, rest } = newCategoriesIn(contents, { slug: 'other', categories: [] });
        expect([fit.map((found) => found.name).toSorted(), rest]).toEqual([
          all.map((category) => category.name).toSorted(),
          [],
        ]);
        expect(namesOf(withFound([], fit), contents, 'other')).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('[CATEGORY-8] exports bring them back with their ids; JSON with their looks, also on another board', async () => {
    await fc.assert(
      fc.asyncProperty(board, async (from) => {
        const { events, categories: all } = from;
        let text = '';
        for await (const line of exportLines(from, events.map(exported), nothing())) text += line;
        const json = readExport(text);
        const ics = read([...exportCalendarPieces(events.map(exported), from)].join(''), true);
        for (const contents of [json, ics]) {
          const ids = withCategories(contents.events, { slug: 'main', categories: all }).map(
            ({ fields }) => fields.category,
          );
          expect(ids).toEqual(events.map(({ category }) => category));
          expect(newCategoriesIn(contents, { slug: 'main', categories: all }).fit).toEqual([]);
        }
        const { fit } = newCategoriesIn(json, { slug: 'other', categories: [] });
        expect(new Set(withFound([], fit))).toEqual(new Set(all));
      }),
      { numRuns: 40 },
    );
  });

  it('[CATEGORY-7] the first that the board has counts; what it lacks is offered as far as there is room', () => {
    const sport: Category = { id: 'sport-9c3d', name: 'Sport', color: 'green', icon: 'sport' };
    const lines = (...lists: string[]): string =>
      [
        'BEGIN:VCALENDAR',
        ...lists.flatMap((list, n) => [
          'BEGIN:VEVENT',
          `UID:${n}@test`,
          `SUMMARY:Event ${n}`,
          'DTSTART;VALUE=DATE:20301201',
          ...list.split('|').map((one) => `CATEGORIES:${one}`),
          'END:VEVENT',
        ]),
        'END:VCALENDAR',
      ].join('\r\n');
    const contents = read(lines('Outdoor,SPÓRT', 'Outdoor', ' |Chess|chess', `${'x'.repeat(40)}`, 'Outdoor', '\u0007'));
    const here = { slug: 'main', categories: [sport] };
    expect(withCategories(contents.events, here).map(({ fields }) => fields.category)).toEqual([
      'sport-9c3d',
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(newCategoriesIn(contents, here)).toEqual({
      fit: [
        { name: 'Outdoor', events: 2 },
        { name: 'Chess', events: 1 },
        { name: 'x'.repeat(30), events: 1 },
      ],
      rest: [],
    });
    const full = {
      slug: 'main',
      categories: Array.from({ length: 11 }, (_, n) => ({ ...sport, id: `c${n}`, name: `C${n}` })),
    };
    const { fit, rest } = newCategoriesIn(contents, full);
    expect([fit.map((one) => one.name), rest.map((one) => one.name)]).toEqual([['Outdoor'], ['Chess', 'x'.repeat(30)]]);
  });

  it('[CATEGORY-6] an Atom entry has it, escaped', () => {
    const music: Category = { id: 'music-4k7x', name: 'Music & “song”', color: 'purple', icon: 'music' };
    const feed = atomOf([boardEvent({ category: music.id }), boardEvent({ id: 'a'.repeat(24) })], {
      title: 'Board',
      categories: [music],
      baseUrl,
      self: '/boards/main.atom',
      page: '/',
    });
    expect(feed.match(/<category .*>/g)).toEqual(['<category term="Music &amp; “song”"/>']);
  });
});
