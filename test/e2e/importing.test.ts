import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { Visitor } from '../support/board/http-client.ts';
import { member } from '../support/board/people.ts';
import { until } from '../support/until.ts';
import { protocolVersion, versionHeader } from '../../shared/protocol-version.ts';

function calendar(...events: string[][]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

const fair = ['UID:fair@test', 'SUMMARY:Science fair', 'DTSTART;TZID=America/New_York:29991201T183000'];
const moved = ['UID:fair@test', 'SUMMARY:Science fair', 'SEQUENCE:1', 'DTSTART;TZID=America/New_York:29991202T183000'];
const holiday = ['UID:holiday@test', 'SUMMARY:Holiday', 'DTSTART;VALUE=DATE:29991224', 'DTEND;VALUE=DATE:29991227'];
const secret = ['UID:secret@test', 'SUMMARY:Staff only', 'CLASS:PRIVATE', 'DTSTART;VALUE=DATE:29991201'];

/** A worker thread reads the file. Started from the sources on a busy machine, it takes a while to begin. */
const readingMs = 30_000;

describe('importing a calendar on the settings page', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.emptyOfAll());
  afterAll(() => room.close());

  async function teacher(path = '/b/main/settings'): Promise<Page> {
    await member(room.board.url, 'Ms.Okafor');
    const page = await room.person('/login');
    page.setDefaultTimeout(readingMs);
    // Listen from the beginning: otherwise a key press can arrive before the browser knows that we handle the chooser.
    page.on('filechooser', () => undefined);
    await logInOn(page, 'Ms.Okafor');
    await page.locator('account-menu summary').waitFor();
    await page.goto(path);
    await page.getByText('Choose a calendar file').waitFor();
    return page;
  }

  /** Opens the field by keyboard and chooses a file. */
  async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
    await page.getByLabel('Choose a calendar file').focus();
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Space');
    await (await chooser).setFiles({ name, mimeType: 'text/calendar', buffer: Buffer.from(content) });
  }

  const listed = async (): Promise<string[]> =>
    (await new Visitor(room.board.url).get('/api/boards/main/events')).body.events.map(
      ({ name, start }) => `${name} ${start}`,
    );
  /** The numbers on the page, each with its label. */
  const counts = (page: Page): Promise<string[]> =>
    page
      .locator('calendar-import-form dl div')
      .evaluateAll((tiles) =>
        tiles.map((tile) => `${tile.querySelector('dd')!.textContent} ${tile.querySelector('dt')!.textContent}`),
      );
  const alert = (page: Page) => page.locator('calendar-import-form [role="alert"]');

  it('[PAGE-30] by keyboard alone: first it says what the file would do, then does it; the same file again changes nothing', async () => {
    const page = await teacher();
    await choose(page, 'spring.ics', calendar(fair, holiday, secret));
    await page.getByRole('heading', { name: 'Preview of “spring.ics”' }).waitFor();
    expect(await counts(page)).toEqual(['2 new', '0 changed', '0 unchanged']);
    expect(await page.locator('calendar-import-form li').allInnerTexts()).toEqual([
      expect.stringMatching(/“Staff only”\s+It is marked as private\./),
    ]);
    expect(await page.locator('calendar-import-form [role="status"]').innerText()).toBe(
      '“spring.ics”: 2 new, 0 changed, 0 unchanged; 1 note.',
    );
    expect(await listed()).toEqual([]);

    const button = page.getByRole('button', { name: 'Import 2 events' });
    for (
      let presses = 0;
      presses < 5 && !(await button.evaluate((element) => element.matches(':focus-visible')));
      presses += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const done = page.getByRole('heading', { name: 'Imported “spring.ics”' });
    await done.waitFor();
    expect(await done.evaluate((heading) => (heading.getRootNode() as ShadowRoot).activeElement === heading)).toBe(
      true,
    );
    expect((await listed()).sort()).toEqual(['Holiday 2999-12-24', 'Science fair 2999-12-01T18:30']);

    await choose(page, 'spring.ics', calendar(fair, holiday));
    await page.getByText('The board already has all of these events.').waitFor();
    expect(await counts(page)).toEqual(['0 new', '0 changed', '2 unchanged']);
    expect(await page.getByRole('button', { name: /^Import/ }).count()).toBe(0);
    await choose(page, 'spring-2.ics', calendar(moved, holiday));
    await page.getByRole('heading', { name: 'Preview of “spring-2.ics”' }).waitFor();
    expect(await counts(page)).toEqual(['0 new', '1 changed', '1 unchanged']);
    await page.getByRole('button', { name: 'Import 1 event', exact: true }).click();
    await page.getByRole('heading', { name: 'Imported “spring-2.ics”' }).waitFor();
    expect((await listed()).sort()).toEqual(['Holiday 2999-12-24', 'Science fair 2999-12-02T18:30']);
  });

  it('[PAGE-30] a file can be dropped; a progress bar is shown while it is read and while it is imported', async () => {
    const page = await teacher();
    const asked: (() => void)[] = [];
    await page.route('**/import?*', async (route) => {
      await new Promise<void>((resolve) => asked.push(resolve));
      await route.continue();
    });
    // Each request waits until the progress bar has been seen.
    const go = async (): Promise<void> => {
      await until('the server to be asked', () => asked.length > 0);
      asked.shift()!();
    };
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'dropped.ics', { type: 'text/calendar' }));
      return transfer;
    }, calendar(fair));
    await page.locator('calendar-import-form .drop').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('progressbar', { name: 'Reading “dropped.ics” …' }).waitFor();
    await go();
    await page.getByRole('button', { name: 'Import 1 event' }).click();
    await page.getByRole('progressbar', { name: 'Importing 1 event …' }).waitFor();
    // A second click does nothing.
    await page.getByRole('button', { name: 'Import 1 event' }).click({ force: true });
    expect(await page.getByLabel('Choose a calendar file').isDisabled()).toBe(true);
    await go();
    await page.getByRole('heading', { name: 'Imported “dropped.ics”' }).waitFor();
    expect(await counts(page)).toEqual(['1 new', '0 changed', '0 unchanged']);
    expect(await listed()).toEqual(['Science fair 2999-12-01T18:30']);
  });

  it('[PAGE-31] a file that cannot be imported is refused in plain words, nothing is changed, and another can be chosen', async () => {
    const page = await teacher();
    const refusals: [name: string, content: string | Buffer, message: RegExp][] = [
      [
        'cut.ics',
        calendar(fair).slice(0, -30),
        /^“cut\.ics” was not imported\. .*ends in the middle of a VEVENT\. It may have been cut off\./,
      ],
      [
        'photo.ics',
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        /^“photo\.ics” was not imported\. .*a calendar begins with BEGIN:VCALENDAR/,
      ],
      ['empty.ics', '', /^“empty\.ics” was not imported\. It is empty\./],
      [
        'large.ics',
        Buffer.alloc(5 * 1024 * 1024 + 1, 65),
        /^“large\.ics” was not imported\. It is larger than 5 MB\. Export fewer events/,
      ],
    ];
    for (const [name, content, message] of refusals) {
      await choose(page, name, content);
      await until(
        `${name} to be refused`,
        async () => (await alert(page).innerText()).startsWith(`“${name}”`),
        readingMs,
      );
      expect(await alert(page).innerText()).toMatch(message);
    }
    expect(await listed()).toEqual([]);
    await choose(page, 'good.ics', calendar(fair));
    await page.getByRole('button', { name: 'Import 1 event' }).waitFor();
    expect(await alert(page).innerText()).toBe('');
  });

  it('[PAGE-31] if the board was archived or the server is away, the page says so, and the import can be repeated', async () => {
    const page = await teacher('/b/main/settings');
    await page.evaluate(() =>
      fetch('/api/boards', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ slug: 'year-5', title: 'Year 5' }),
      }).then(() => undefined),
    );
    await page.goto('/b/year-5/settings');
    await choose(page, 'spring.ics', calendar(fair));
    // The preview has already been answered.
    await page.getByRole('button', { name: 'Import 1 event' }).waitFor();
    // Refuse in the browser: if the board were really archived, its feed would remove the form.
    await page.route('**/import?*', (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        headers: { [versionHeader]: String(protocolVersion) },
        body: JSON.stringify({ code: 'forbidden', detail: 'This board is archived and read-only.' }),
      }),
    );
    await page.getByRole('button', { name: 'Import 1 event' }).click();
    await until(
      'the import to be refused',
      async () =>
        (await alert(page).innerText()) === '“spring.ics” was not imported. This board is archived and read-only.',
    );
    expect(
      await page
        .getByLabel('Choose a calendar file')
        .evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
    ).toBe(true);

    await page.unroute('**/import?*');
    await choose(page, 'spring.ics', calendar(fair));
    await page.getByRole('button', { name: 'Import 1 event' }).waitFor();
    await page.route('**/import?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Import 1 event' }).click();
    await until('the page to say so', async () =>
      /cannot be reached.*imported twice\.$/.test(await alert(page).innerText()),
    );
    await page.unroute('**/import?*');
    await choose(page, 'spring.ics', calendar(fair));
    await page.getByRole('button', { name: 'Import 1 event' }).click();
    await page.getByRole('heading', { name: 'Imported “spring.ics”' }).waitFor();

    const { status } = await new Visitor(room.board.url).call('PATCH', '/api/boards/year-5', {
      headers: { cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ') },
      body: { archived: true },
    });
    expect(status).toBe(200);
    await page.getByText('This board is archived and read-only.').waitFor();
    expect(await page.locator('calendar-import-form').count()).toBe(0);
  });
});
