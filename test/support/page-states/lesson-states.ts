import type { Page } from 'playwright-core';
import { joinAsGuest, signUp, type PageState, type Stage } from './page-state.ts';

/** Signs up the head teacher as the owner, and prepares a lesson: two posts and a change that wait, one hidden event. */
async function lesson(page: Page, { url, db }: Stage): Promise<void> {
  await signUp(page, 'ms.okafor');
  await page.evaluate(async () => {
    await fetch('/api/boards/main', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ approval: true }),
    });
  });
  for (const [guestName, name, details] of [
    ['Curious Otter', 'Karaoke in the gym', 'Bring a song.\nBring a friend.'],
    ['Keen Lynx', 'Free pizza at the teachers’ lounge!!!', null],
  ] as const) {
    const response = await fetch(`${url}/api/boards/main/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, details, start: '2026-11-27T15:00', place: 'Gym', guestName }),
    });
    if (!response.ok) throw new Error(await response.text());
  }
  const events = db.collection('events');
  await events.updateOne({ name: 'Chess club' }, { $set: { status: 'hidden' }, $inc: { version: 1 } });
  const changes = { name: 'Science fair set-up and snacks', place: 'Gym' };
  await events.updateOne(
    { name: 'Science fair set-up' },
    { $set: { review: { state: 'waiting', note: null, changes, at: new Date() } }, $inc: { version: 1 } },
  );
}

async function spotlight(page: Page, name: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { events } = (await (await fetch('/api/boards/main/events')).json()) as {
      events: { id: string; name: string }[];
    };
    const { id } = events.find((event) => event.name === wanted)!;
    await fetch('/api/boards/main', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ spotlight: id }),
    });
  }, name);
}

/** Sets a fixed code, so that pictures stay the same. */
async function setCode({ db }: Stage, joinCode: string): Promise<void> {
  await db.collection('boards').updateOne({ title: 'Riverside School' }, { $set: { joinCode } });
}

/** Opens the board as somebody who has joined, and their menu. */
async function openGuestMenu(page: Page): Promise<void> {
  await page.goto('/');
  await joinAsGuest(page, 'Curious Otter of Class 7B');
  await page.goto('/');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('account-menu summary').click();
  await page.getByRole('button', { name: 'Leave this board' }).waitFor();
}

/** A file of another program: three events that can be imported, and three that cannot. */
const calendarFile = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//School office//EN',
  ...[
    [
      'UID:fair',
      'SUMMARY:Science fair',
      'DTSTART;TZID=Europe/Berlin:20261201T183000',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT15M',
      'END:VALARM',
    ],
    ['UID:holiday', 'SUMMARY:Winter holiday', 'DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20270107'],
    [
      'UID:parents',
      'SUMMARY:Parents’ evening',
      'DTSTART;TZID=W. Europe Standard Time:20261203T190000',
      'DTEND;TZID=W. Europe Standard Time:20261203T210000',
    ],
    ['UID:staff', 'SUMMARY:Staff meeting', 'CLASS:PRIVATE', 'DTSTART;VALUE=DATE:20261202'],
    ['UID:odd', 'SUMMARY:Excursion with a rather long name that goes on and on', 'DTSTART:soon'],
    ['UID:none', 'SUMMARY:Somewhen'],
  ].flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
  'END:VCALENDAR',
  '',
].join('\r\n');

/** Opens the settings as a moderator and chooses a file. */
async function openImport(page: Page, file: string): Promise<void> {
  await signUp(page, 'ms.okafor');
  await page.goto('/b/main/settings');
  await page
    .getByLabel('Choose a calendar file')
    .setInputFiles({ name: 'spring-term.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) });
  await page.locator('calendar-import-form').scrollIntoViewIfNeeded();
}

/** Of a board that is archived later. */
const lastEvents = [
  { name: 'Sports day', start: '2026-11-27T09:00', place: 'Yard' },
  { name: 'Farewell concert', start: '2026-11-28T18:00', end: '2026-11-28T20:00', place: 'Main hall' },
];

export const lessonStates: PageState[] = [
  {
    name: 'join',
    async open(page, stage) {
      await setCode(stage, 'HK4TM');
      await page.goto('/j/hk4tm');
      await page.getByLabel('Your name').fill('Curious Otter');
    },
  },
  {
    name: 'join-unknown',
    async open(page) {
      await page.goto('/j/AAAAA');
      await page.getByText('That code doesn’t work').waitFor();
    },
  },
  {
    name: 'guest-menu',
    above: ['board-app', 'site-header', 'account-menu'],
    open: openGuestMenu,
  },
  {
    name: 'guest-rename',
    above: ['board-app', 'rename-dialog', 'dialog'],
    async open(page) {
      await openGuestMenu(page);
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByRole('dialog').getByLabel('Your name').fill('');
      await page.keyboard.press('Enter');
      await page.getByText('Enter a name.').waitFor();
    },
  },
  {
    name: 'guest-leave',
    above: ['board-app', 'leave-dialog', 'dialog'],
    async open(page) {
      await openGuestMenu(page);
      await page.getByRole('button', { name: 'Leave this board' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'moderate',
    async open(page, stage) {
      await lesson(page, stage);
      await spotlight(page, 'Science fair set-up');
      await page.goto('/b/main/moderate');
      await page.getByText('Karaoke in the gym').waitFor();
      await page.getByText('Science fair set-up').last().click();
      await page.getByText('You', { exact: true }).waitFor();
    },
  },
  {
    name: 'moderate-undo',
    above: ['board-app', 'moderate-page', 'undo-bar'],
    async open(page, stage) {
      await lesson(page, stage);
      await page.goto('/b/main/moderate');
      await page.getByRole('button', { name: 'Reject: Karaoke' }).click();
      await page.getByText('Rejected: “Karaoke').waitFor();
    },
  },
  {
    name: 'moderate-select',
    above: ['board-app', 'moderate-page', 'selection-bar'],
    async open(page, stage) {
      await lesson(page, stage);
      await page.goto('/b/main/moderate');
      await page.getByRole('button', { name: 'Select' }).click();
      await page.getByRole('checkbox', { name: 'Select Karaoke' }).check();
      await page.getByRole('checkbox', { name: 'Select Ski trip' }).check();
      await page.getByText('2 selected').waitFor();
    },
  },
  {
    name: 'moderate-reject',
    above: ['board-app', 'moderate-page', 'selection-bar', 'dialog'],
    async open(page, stage) {
      await lesson(page, stage);
      await page.goto('/b/main/moderate');
      await page.getByRole('button', { name: 'Select' }).click();
      await page.getByRole('checkbox', { name: 'Select Karaoke' }).check();
      await page.getByRole('button', { name: 'Reject…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Which room?' }).click();
    },
  },
  {
    name: 'moderate-remove',
    async open(page, stage) {
      await lesson(page, stage);
      await stage.db.collection<{ _id: string }>('presence').updateOne(
        { _id: 'another server' },
        [
          {
            $set: {
              at: { $dateAdd: { startDate: '$$NOW', unit: 'hour', amount: 1 } },
              boards: [
                {
                  board: 'main',
                  viewers: 3,
                  nameless: 2,
                  people: [{ id: 'guest:1', name: 'Keen Lynx', member: false }],
                },
              ],
            },
          },
        ],
        { upsert: true },
      );
      await page.goto('/b/main/moderate');
      await page.getByRole('button', { name: 'Remove Keen Lynx' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'boards',
    async open(page) {
      await signUp(page, 'ms.okafor');
      await page.goto('/boards');
      await page.getByLabel('Title').fill('Year 5 – Choir & Strings');
      await page.getByText('/b/year-5-choir-strings').waitFor();
    },
  },
  {
    name: 'settings',
    async open(page, stage) {
      await signUp(page, 'ms.okafor');
      await page.evaluate(() =>
        fetch('/api/boards', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ slug: 'year-5', title: 'Year 5' }),
        }).then(() => undefined),
      );
      await stage.db
        .collection<{ _id: string }>('boards')
        .updateOne({ _id: 'year-5' }, { $set: { joinCode: 'PWX9D' } });
      await page.goto('/b/year-5/settings');
      await page.getByText('PWX9D', { exact: true }).waitFor();
    },
  },
  {
    name: 'settings-typed',
    async open(page) {
      await signUp(page, 'ms.okafor');
      await page.goto('/b/main/settings');
      await page
        .getByLabel('Title')
        .fill('A title that is rather long, and says so itself, of a school by the river in its valley');
      await page.getByLabel('Who can post').selectOption('members');
      await page.getByLabel('Members who moderate this board').fill('nobody.by.this.name');
      await page.getByRole('region', { name: 'Moderators' }).getByRole('button', { name: 'Save' }).click();
      await page.locator('[aria-invalid="true"]').waitFor();
    },
  },
  {
    name: 'settings-screen',
    async open(page, stage) {
      await signUp(page, 'ms.okafor');
      await stage.db
        .collection<{ _id: string }>('boards')
        .updateOne({ _id: 'main' }, { $set: { screenKey: 'Jk3vQ-8rT2_wXyZaBcDeFg' } });
      await page.goto('/b/main/settings');
      await page.getByLabel('Link for the screen').waitFor();
    },
  },
  {
    name: 'settings-screen-off',
    async open(page, stage) {
      await signUp(page, 'ms.okafor');
      await stage.db
        .collection<{ _id: string }>('boards')
        .updateOne({ _id: 'main' }, { $set: { screenKey: 'Jk3vQ-8rT2_wXyZaBcDeFg' } });
      await page.goto('/b/main/settings');
      await page.locator('screen-link').getByRole('button', { name: 'Turn off' }).click();
      await page.getByRole('dialog', { name: 'Turn off the link?' }).waitFor();
    },
  },
  {
    name: 'projector-archived',
    async open(page) {
      await signUp(page, 'ms.okafor');
      for (const [method, path, body] of [
        ['POST', '', { slug: 'year-5', title: 'Year 5, last summer' }],
        ...lastEvents.map((event) => ['POST', '/year-5/events', event] as const),
        ['PATCH', '/year-5', { archived: true }],
      ] as const)
        await page.evaluate(
          async ([how, where, what]) => {
            const headers = { 'content-type': 'application/json' };
            await fetch(`/api/boards${where}`, { method: how, headers, body: JSON.stringify(what) });
          },
          [method, path, body] as const,
        );
      await page.goto('/b/year-5/projector');
      await page.getByText('Archived', { exact: true }).waitFor();
      await page.getByText('Scan to read along').waitFor();
      await page.getByText('Farewell concert').waitFor();
    },
  },
  {
    name: 'screen-off',
    async open(page) {
      await page.goto('/screen/none-of-these-is-there');
      await page.getByText('This screen is switched off').waitFor();
    },
  },
  {
    name: 'settings-import',
    async open(page) {
      await openImport(page, calendarFile);
      await page.getByRole('button', { name: 'Import 3 events' }).waitFor();
    },
  },
  {
    name: 'settings-import-done',
    async open(page) {
      await openImport(page, calendarFile);
      await page.getByRole('button', { name: 'Import 3 events' }).click();
      await page.getByRole('heading', { name: 'Imported' }).waitFor();
    },
  },
  {
    name: 'settings-import-working',
    async open(page) {
      await page.route('**/import?*', () => {
        /* The answer never comes. */
      });
      await openImport(page, calendarFile);
      await page.getByRole('progressbar').waitFor();
    },
  },
  {
    name: 'settings-import-broken',
    async open(page) {
      await openImport(page, calendarFile.slice(0, -40));
      await page.getByText('It may have been cut off.').waitFor();
    },
  },
  {
    name: 'settings-stranger',
    async open(page) {
      await page.goto('/b/main/settings');
      await page.getByText('Only moderators of this board').waitFor();
    },
  },
];
