import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row, showsEvents } from '../support/browser/classroom.ts';
import { Visitor } from '../support/board/http-client.ts';

/** One of the first zones in which a day begins, one of the last, one at a quarter of an hour, one with clock changes. */
const zones = [
  ['Pacific/Kiritimati', '6:30 AM'],
  ['America/New_York', '11:30 AM'],
  ['Asia/Kathmandu', '10:15 PM'],
  ['Pacific/Honolulu', '6:30 AM'],
] as const;

describe('dates for viewers elsewhere', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it.for(zones)(
    '[PAGE-19] in %s an all-day event is on its day, and a time is the event’s own with the viewer’s beside it',
    async ([timezoneId, here]) => {
      const lena = new Visitor(room.board.url);
      const fair = await lena.post({ name: 'Fair', start: '2999-12-01' });
      const camp = await lena.post({ name: 'Camp', start: '2999-12-03', end: '2999-12-05' });
      const choir = await lena.post({ name: 'Choir', start: '2999-12-02T17:30' });
      const page = await room.person('/', { timezoneId });
      await showsEvents(page, 3);
      const days = await page
        .locator('day-group')
        .evaluateAll((groups) =>
          groups.map((group) => [
            group.shadowRoot!.querySelector('h2')!.getAttribute('aria-label'),
            [...group.shadowRoot!.querySelectorAll('event-row')]
              .map((one) => one.shadowRoot!.querySelector('.name')!.textContent.trim())
              .join(),
          ]),
        );
      expect(days).toEqual([
        ['Sunday, December 1, 2999', 'Fair'],
        ['Monday, December 2, 2999', 'Choir'],
        ['Tuesday, December 3, 2999', 'Camp'],
      ]);
      await row(page, 'Fair').getByText('All day').waitFor();
      await row(page, 'Choir')
        .getByText(/^5:30\sPM/)
        .waitFor();
      await row(page, 'Choir')
        .getByText(new RegExp(`${here.replace(' ', '\\s')} your time`))
        .waitFor();
      for (const [{ id }, day] of [
        [fair, 'December 1, 2999'],
        [camp, 'December 3, 2999'],
        [choir, 'December 2, 2999'],
      ] as const) {
        await page.goto(`/events/${id}`);
        await page.getByText(day).first().waitFor();
      }
    },
  );
});
