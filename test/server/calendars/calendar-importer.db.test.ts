import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ObjectId } from 'mongodb';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImporter } from '../../../server/calendars/calendar-importer.ts';
import { readCalendar } from '../../../server/calendars/reading/read-calendar.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { runCommandProcess, type CommandExit } from '../../support/command-process.ts';
import { feedClient } from '../../support/board/feed-client.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { unboundedRoom } from '../../support/board/board-room.ts';
import { member } from '../../support/board/people.ts';
import { temporaryFolder } from '../../support/server-process.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

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

const fair = [
  'UID:fair@test',
  'SUMMARY:Science fair',
  'DTSTART;TZID=America/New_York:29991201T183000',
  'DTEND;TZID=America/New_York:29991201T200000',
  'LOCATION:Main hall',
];
const holiday = [
  'UID:holiday@test',
  'SUMMARY:Holiday',
  'DTSTART;VALUE=DATE:29991224',
  'DTEND;VALUE=DATE:29991227',
  'STATUS:CANCELLED',
];

describe('importing events', () => {
  let board: TestBoard;
  let owner: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.localUrl, 'Owner');
  });
  afterAll(() => board.close());

  const events = () => board.database.db.collection('events');
  const listed = async (): Promise<string[]> =>
    (
      await events()
        .find({}, { sort: { name: 1 } })
        .toArray()
    ).map(({ name, start, cancelled }) => `${name} ${start}${cancelled === true ? ' cancelled' : ''}`);

  async function upload(
    file: string | Uint8Array,
    { by = owner, type = 'text/calendar', query = '', encoding = 'identity' } = {},
  ): Promise<Pick<Answer, 'status'> & { body: Record<string, unknown> }> {
    const answer = await fetch(`${board.localUrl}/api/boards/main/import${query}`, {
      method: 'POST',
      headers: { 'content-type': type, 'content-encoding': encoding, cookie: by.cookie },
      body: file as BodyInit,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  it('[IMPORT-1] a moderator uploads a calendar; it is live at once, and the same file again changes nothing', async () => {
    const client = feedClient(board.localUrl);
    await until('the board to be live', () => client.feed.status.state === 'live');
    expect((await upload(calendar(fair, holiday), { query: '?dryRun=true' })).body).toMatchObject({
      created: 2,
      updated: 0,
    });
    expect(await listed()).toEqual([]);
    expect((await upload(calendar(fair, holiday))).body).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      categories: [],
      skipped: [],
    });
    await until('both events to be on the screen', () => client.feed.events.size === 2);
    const before = await events()
      .find({}, { sort: { _id: 1 } })
      .toArray();
    expect((await upload(calendar(fair, holiday))).body).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      categories: [],
      skipped: [],
    });
    expect(
      await events()
        .find({}, { sort: { _id: 1 } })
        .toArray(),
    ).toEqual(before);
    expect(await listed()).toEqual(['Holiday 2999-12-24 cancelled', 'Science fair 2999-12-01T18:30']);
    client.stop();
  });

  it('[IMPORT-1] a later revision changes the event; an older one does not, and is listed', async () => {
    const moved = [...fair.filter((line) => !line.startsWith('LOCATION')), 'LOCATION:Gym', 'SEQUENCE:1'];
    expect((await upload(calendar(moved))).body).toMatchObject({ created: 0, updated: 1 });
    expect(await events().findOne({ name: 'Science fair' })).toMatchObject({ place: 'Gym', version: 2 });
    const older = (await upload(calendar(fair))).body as { updated: number; skipped: { reason: string }[] };
    expect([older.updated, older.skipped[0]?.reason]).toEqual([
      0,
      'The board has a later revision of it (SEQUENCE): that one stays.',
    ]);
    expect(await events().findOne({ name: 'Science fair' })).toMatchObject({ place: 'Gym', version: 2 });
  });

  it('[IMPORT-9] an event that a guest posted under the id of the import stays theirs and is named', async () => {
    const party = ['UID:party@test', 'SUMMARY:Party', 'DTSTART;VALUE=DATE:29991210'];
    const first = calendar(party, ['UID:play@test', 'SUMMARY:Play', 'DTSTART;VALUE=DATE:29991211']);
    await upload(first);
    const { _id } = (await events().findOne({ name: 'Party' }))!;
    await events().deleteOne({ _id });
    await until('the tombstone', () => board.database.db.collection('tombstones').findOne({ _id }));
    // As if that had been long ago: the event's page had the id in its address.
    await board.database.db.collection('tombstones').deleteMany({});
    const guest = new Visitor(board.localUrl);
    await guest.post({ id: _id.toHexString(), name: 'Mine', guestName: 'Gus' });
    const revised = calendar(
      [...party, 'SEQUENCE:5'],
      ['UID:play@test', 'SUMMARY:Play', 'DTSTART;VALUE=DATE:29991211'],
    );
    for (const file of [first, revised, revised]) {
      expect((await upload(file)).body).toMatchObject({
        created: 0,
        unchanged: 1,
        skipped: [{ what: '“Party”', reason: expect.stringContaining('Another event has its id') as string }],
      });
      expect(await events().findOne({ _id })).toMatchObject({ name: 'Mine', version: 1 });
    }
    expect((await owner.call('DELETE', `/api/events/${_id.toHexString()}`, { version: 1 })).status).toBe(200);
    expect((await upload(first)).body).toMatchObject({ created: 1, unchanged: 1, skipped: [] });
    expect((await upload(first)).body).toMatchObject({ created: 0, unchanged: 2, skipped: [] });
    await events().deleteMany({ name: { $in: ['Party', 'Play'] } });
  });

  /** The id that earlier versions gave to an imported event. */
  const formerId = (uid: string): ObjectId =>
    new ObjectId(
      createHash('sha256')
        .update(JSON.stringify(['main', uid, '']))
        .digest()
        .subarray(0, 12),
    );

  it('[IMPORT-12] nobody can post under the id of an event that is imported later', async () => {
    const play = ['UID:squat@test', 'SUMMARY:Play', 'DTSTART;VALUE=DATE:29991215'];
    const guest = new Visitor(board.localUrl);
    const id = formerId('squat@test').toHexString();
    await guest.post({ id, name: 'Mine', start: '2999-12-15', guestName: 'Gus' });
    expect((await upload(calendar(play))).body).toMatchObject({ created: 1, skipped: [] });
    expect((await upload(calendar(play))).body).toMatchObject({ created: 0, updated: 0, unchanged: 1, skipped: [] });
    const later = calendar([...play.slice(0, 2), 'DTSTART;VALUE=DATE:29991216', 'SEQUENCE:1']);
    expect((await upload(later)).body).toMatchObject({ created: 0, updated: 1, skipped: [] });
    expect(await listed()).toEqual(expect.arrayContaining(['Mine 2999-12-15', 'Play 2999-12-16']));
    await events().deleteMany({ name: { $in: ['Mine', 'Play'] } });
  });

  it('[IMPORT-12] an imported event is found again whatever its id is, and two imports at once bring it in once', async () => {
    // A file gives dates of the next two years only.
    const day = (days: number): string => Temporal.Now.plainDateISO().add({ days }).toString().replaceAll('-', '');
    const walk = ['UID:former@test', 'SUMMARY:Walk', `DTSTART;VALUE=DATE:${day(40)}`];
    const atOnce = await Promise.all([upload(calendar(walk)), upload(calendar(walk))]);
    expect(atOnce.map(({ status }) => status)).toEqual([200, 200]);
    expect(await events().countDocuments({ name: 'Walk' })).toBe(1);
    // As an earlier version, or another installation, stored it; and as if the key were lost.
    for (const _id of [formerId('former@test'), new ObjectId()]) {
      const { _id: before, ...fields } = (await events().findOne({ name: 'Walk' }))!;
      await events().deleteOne({ _id: before });
      await events().insertOne({ _id, ...fields });
      await board.database.db.collection('keys').deleteMany({});
      expect((await upload(calendar(walk))).body).toMatchObject({ created: 0, updated: 0, unchanged: 1, skipped: [] });
    }
    // An occurrence that the file no longer has is still cancelled.
    const repeated = calendar([...walk, `RDATE;VALUE=DATE:${day(41)}`, 'SEQUENCE:1']);
    expect((await upload(repeated)).body).toMatchObject({ skipped: [] });
    expect(await events().countDocuments({ name: 'Walk', series: { $exists: false } })).toBe(1);
    expect(await events().findOne({ name: 'Walk', series: { $exists: false } })).toMatchObject({ cancelled: true });
    const plan = await events()
      .find({ 'imported.uid': { $in: ['former@test'] }, 'imported.occurrence': { $in: [null] } })
      .explain('queryPlanner');
    expect(JSON.stringify(plan.queryPlanner)).toContain('"indexName":"imported"');
    await events().deleteMany({ name: 'Walk' });
  });

  it('[IMPORT-9] an event that a guest posted under the id of an event in another installation’s calendar stays theirs', async () => {
    const guest = new Visitor(board.localUrl);
    const { id } = await guest.post({ name: 'Mine', start: '2999-12-13', guestName: 'Gus' });
    const old = [`UID:${id}@community-board`, 'SUMMARY:Old', 'DTSTART;VALUE=DATE:29991213', 'SEQUENCE:5'];
    for (const file of [calendar([...old, 'CREATED:20200101T120000Z']), calendar(old)]) {
      const [first, again] = [await upload(file), await upload(file)];
      expect([first.body, again.body]).toMatchObject([
        { skipped: [] },
        { created: 0, updated: 0, unchanged: 1, skipped: [] },
      ]);
      expect(await events().findOne({ _id: new ObjectId(id) })).toMatchObject({ name: 'Mine', version: 1 });
    }
    expect(await events().countDocuments({ name: 'Old', owner: null })).toBe(1);
    await events().deleteMany({ name: 'Old' });
    // The board's own calendar still brings its event back as itself.
    const own = await (await fetch(`${board.localUrl}/events/${id}.ics`)).text();
    const revised = own.replace('SUMMARY:Mine', 'SUMMARY:Revised').replace('SEQUENCE:0', 'SEQUENCE:1');
    expect((await upload(revised)).body).toMatchObject({ created: 0, updated: 1, skipped: [] });
    expect(await events().findOne({ _id: new ObjectId(id) })).toMatchObject({ name: 'Revised', version: 2 });
    await events().deleteMany({ name: 'Revised' });
  });

  it('[IMPORT-11] a change that waits for a moderator goes on waiting when an import brings a later revision', async () => {
    const rules = (approval: boolean) => owner.call('PATCH', '/api/boards/main', { body: { approval } });
    await rules(true);
    const guest = new Visitor(board.localUrl);
    const id = new ObjectId().toHexString();
    const posted = { id, name: 'Choir', start: '2999-12-14', guestName: 'Gus' };
    await guest.post(posted);
    const path = `/api/events/${id}`;
    await owner.call('POST', `${path}/review`, { version: 1, body: { outcome: 'approved' } });
    await guest.call('PATCH', path, { version: 2, body: { place: 'Attic', details: 'Bring tea' } });
    const own = await (await fetch(`${board.localUrl}/events/${id}.ics`)).text();
    const revised = (sequence: number, place: string): string =>
      own
        .replace('SUMMARY:Choir', `SUMMARY:Big choir\r\nLOCATION:${place}`)
        .replace(/SEQUENCE:\d+/, `SEQUENCE:${sequence}`);
    const seen = async () => (await guest.get(path)).body.event;

    expect((await upload(revised(7, 'Hall'))).body).toMatchObject({ updated: 1, skipped: [] });
    expect(await seen()).toMatchObject({
      name: 'Big choir',
      place: 'Hall',
      review: { state: 'waiting', changes: { place: 'Attic', details: 'Bring tea' } },
    });
    // What the file brings by itself need not wait any longer.
    expect((await upload(revised(8, 'Attic'))).body).toMatchObject({ updated: 1, skipped: [] });
    expect((await seen()).review).toMatchObject({ state: 'waiting', changes: { details: 'Bring tea' } });
    // The same post again is still the same post.
    expect((await guest.call('POST', '/api/boards/main/events', { body: posted })).status).toBe(200);
    await rules(false);
    await events().deleteMany({ name: 'Big choir' });
  });

  it('[SERIES-7] “all dates” of an imported event do not reach those of a guest that have the id of its series', async () => {
    // A file gives dates of the next two years only.
    const first = Temporal.Now.plainDateISO().add({ days: 30 }).toString();
    const start = `DTSTART;VALUE=DATE:${first.replaceAll('-', '')}`;
    await upload(calendar(['UID:run@test', 'SUMMARY:Run', start, 'RRULE:FREQ=DAILY;COUNT=3']));
    const run = (await events().findOne({ name: 'Run' }))!;
    const guest = new Visitor(board.localUrl);
    const mine = { name: 'Run', start: first, guestName: 'Gus', repeat: { every: 'week', count: 3 } };
    const { series } = await guest.post(mine);
    // As if they had been posted under this id before the import.
    await events().updateMany({ 'series.id': new ObjectId(series!.id) }, { $set: { 'series.id': run.series.id } });
    const path = `/api/events/${run._id.toHexString()}?series=all`;
    expect((await owner.call('PATCH', path, { version: 1, body: { name: 'Walk' } })).status).toBe(200);
    const named = (name: string) => events().countDocuments({ 'series.id': run.series.id, name });
    expect([await named('Walk'), await named('Run')]).toEqual([3, 3]);
    expect((await owner.call('DELETE', path, { version: 2 })).status).toBe(200);
    expect([await named('Walk'), await named('Run')]).toEqual([0, 3]);
    await events().deleteMany({ name: 'Run' });
  });

  it('[SERIES-7] the id of somebody else’s series is taken, also where no date has it', async () => {
    const first = Temporal.Now.plainDateISO().add({ days: 30 }).toString();
    await upload(
      calendar([
        'UID:exam@test',
        'SUMMARY:Exam',
        `DTSTART;VALUE=DATE:${first.replaceAll('-', '')}`,
        'RRULE:FREQ=WEEKLY;COUNT=4',
      ]),
    );
    const exam = (await events().findOne({ name: 'Exam' }))!;
    const fake = { id: exam.series.id.toHexString(), name: 'Fake', start: first, guestName: 'Gus' };
    for (const body of [fake, { ...fake, repeat: { every: 'week', count: 3 } }])
      expect((await new Visitor(board.localUrl).call('POST', '/api/boards/main/events', { body })).body).toMatchObject({
        status: 409,
        code: 'id_taken',
      });
    expect(await events().countDocuments({ name: 'Fake' })).toBe(0);
    await events().deleteMany({ name: 'Exam' });
  });

  it('[IMPORT-9] a deleted event that was put back is still the imported one', async () => {
    const file = calendar(['UID:walk@test', 'SUMMARY:Walk', 'DTSTART;VALUE=DATE:29991212']);
    await upload(file);
    const id = (await events().findOne({ name: 'Walk' }))!._id.toHexString();
    await owner.call('DELETE', `/api/events/${id}`, { version: 1 });
    expect((await owner.call('POST', `/api/events/${id}/restore`)).status).toBe(200);
    expect(await events().findOne({ name: 'Walk' })).toMatchObject({ imported: { uid: 'walk@test' } });
    const later = calendar(['UID:walk@test', 'SUMMARY:Walk', 'DTSTART;VALUE=DATE:29991213', 'SEQUENCE:1']);
    expect((await upload(later)).body).toMatchObject({ created: 0, updated: 1, skipped: [] });
    await events().deleteMany({ name: 'Walk' });
  });

  it('[IMPORT-4] a broken file changes nothing; only moderators upload one, of at most 5 MB, as a calendar', async () => {
    const before = await listed();
    const broken = await upload(calendar(['UID:new@test', 'SUMMARY:New', 'DTSTART;VALUE=DATE:29991201']).slice(0, -30));
    expect([broken.status, broken.body.code]).toEqual([400, 'invalid_request']);
    expect((await upload(calendar(fair), { by: new Visitor(board.localUrl) })).status).toBe(403);
    expect((await upload(calendar(fair), { by: await member(board.localUrl, 'Lena') })).status).toBe(403);
    expect((await upload(calendar(fair), { type: 'text/plain' })).status).toBe(415);
    expect((await upload('{}', { type: 'application/json' })).status).toBe(415);
    const large = await upload(new Uint8Array(6 * 1024 * 1024).fill(65));
    expect([large.status, large.body.detail]).toEqual([413, 'The body is larger than 5 MB.']);
    expect(await listed()).toEqual(before);
  });

  it('[SESSION-6] an import that is stopped between two batches writes nothing more', async () => {
    const importer = createImporter({
      db: board.database.db,
      read: { timeZone: 'UTC' },
      archiveAfterDays: 30,
      room: unboundedRoom(),
    });
    const file = calendar(
      ...Array.from({ length: 600 }, (_, n) => [`UID:many-${n}@test`, 'SUMMARY:Many', 'DTSTART;VALUE=DATE:29991201']),
    );
    const { events: many } = readCalendar(Buffer.from(file), { timeZone: 'UTC', now: new Date(), trusted: false });
    let asked = 0;
    const run = importer.run({
      board: 'main',
      events: many,
      author: { name: 'Owner', member: true },
      beforeBatch: () => ((asked += 1) === 2 ? Promise.reject(new Error('not any more')) : Promise.resolve()),
    });
    await expect(run).rejects.toThrow('not any more');
    expect(await events().countDocuments({ name: 'Many' })).toBe(500);
    await events().deleteMany({ name: 'Many' });
  });

  /** An upload of which only the beginning is sent. */
  async function halfSent(by: Visitor, headers: Record<string, string> = {}): Promise<ClientRequest> {
    const half = request(`${board.localUrl}/api/boards/main/import`, {
      method: 'POST',
      headers: { cookie: by.cookie, 'content-type': 'text/calendar', 'content-length': '100000', ...headers },
    });
    half.on('error', () => {});
    await new Promise((resolve) => half.write('BEGIN:VCALENDAR', resolve));
    return half;
  }

  async function answerTo(half: ClientRequest): Promise<IncomingMessage> {
    const [answer] = (await once(half, 'response')) as [IncomingMessage];
    half.destroy();
    return answer;
  }

  it('[LIMIT-6] a person who may not import is refused before the file has arrived', async () => {
    expect((await answerTo(await halfSent(new Visitor(board.localUrl)))).statusCode).toBe(403);
    expect((await answerTo(await halfSent(await member(board.localUrl, 'Mina')))).statusCode).toBe(403);
  });

  it('[LIMIT-6] a compressed body is refused before it is unpacked, on every call, and the answer says what to do', async () => {
    const zipped = { by: owner, encoding: 'gzip' };
    const answer = await upload(gzipSync(calendar(fair)), zipped);
    expect([answer.status, answer.body.detail]).toEqual([415, 'Send the body uncompressed, without Content-Encoding.']);
    expect((await answerTo(await halfSent(owner, { 'content-encoding': 'gzip' }))).statusCode).toBe(415);
    const post = await owner.call('POST', '/api/boards/main/events', {
      raw: '{}',
      headers: { 'content-encoding': 'deflate' },
    });
    expect([post.status, post.body.code]).toEqual([415, 'unsupported_media_type']);
  });

  it('[LIMIT-6] only some files are received at once; the next upload is told when to come back', async () => {
    const halves = await Promise.all([1, 2, 3].map(() => halfSent(owner)));
    const refused = await Promise.race(halves.map((half) => answerTo(half)));
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5']);
    for (const half of halves) half.destroy();
    await until('a free place', async () => (await upload(calendar(fair), { query: '?dryRun=true' })).status === 200);
  });
});

describe('npm run import and npm run export', () => {
  let from: TestDatabase;
  let to: TestDatabase;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    [from, to, folder] = await Promise.all([testDatabase(), testDatabase(), temporaryFolder()]);
  });
  afterAll(() => Promise.all([from.close(), to.close(), folder.remove()]));

  function command(name: string, database: TestDatabase, ...args: string[]): Promise<CommandExit> {
    return runCommandProcess(name, args, {
      MONGODB_URI: database.uri,
      MONGODB_DATABASE: database.name,
      DATA_DIR: join(folder.path, 'data'),
      BOARD_TIME_ZONE: 'Europe/Berlin',
    });
  }

  it(
    '[IMPORT-6] an export holds all of a board, and importing it brings back the same, as JSON and as a calendar',
    { timeout: 60_000 },
    async () => {
      const file = join(folder.path, 'in.ics');
      // Repeating events are created for two years from now on.
      const evening = (week: number): string =>
        `${Temporal.Now.plainDateISO('Europe/Berlin').add({ weeks: week }).toString().replaceAll('-', '')}T183000`;
      const weekly = [
        'UID:choir@test',
        'SUMMARY:Choir',
        `DTSTART;TZID=Europe/Berlin:${evening(1)}`,
        'RRULE:FREQ=WEEKLY;COUNT=6',
        `EXDATE;TZID=Europe/Berlin:${evening(2)}`,
        'DESCRIPTION:Two lines\\nand a comma\\, too',
        'URL:https://example.org/choir',
      ];
      await writeFile(file, calendar(fair, holiday, weekly));
      const first = await command('import', from, file);
      expect([first.code, first.stdout.split('\n')[0]]).toEqual([
        0,
        'Done, on the board main: 7 created, 0 updated, 0 unchanged.',
      ]);
      expect((await command('import', from, file)).stdout).toContain('0 created, 0 updated, 7 unchanged.');
      // Fields that only a board has.
      await from.db
        .collection('events')
        .updateOne({ name: 'Science fair' }, { $set: { pinned: true, status: 'hidden' }, $inc: { version: 1 } });

      // The listing is derived from the other fields.
      const held = async ({ db }: TestDatabase) =>
        db
          .collection('events')
          .find({}, { sort: { _id: 1 }, projection: { listing: 0 } })
          .toArray();
      const whole = await held(from);
      expect(whole).toHaveLength(7);
      for (const format of ['json', 'ics']) {
        const out = join(folder.path, `out.${format}`);
        expect((await command('export', from, '--format', format, '--out', out)).code).toBe(0);
        await to.db.collection('events').deleteMany({});
        const back = await command('import', to, out);
        expect([back.code, back.stdout]).toEqual([0, 'Done, on the board main: 7 created, 0 updated, 0 unchanged.\n']);
        expect(await held(to)).toEqual(whole);
        expect((await command('import', to, out)).stdout).toContain('7 unchanged.');
      }
      expect((await readFile(join(folder.path, 'out.ics'), 'utf8')).split('BEGIN:VEVENT')).toHaveLength(8);
    },
  );

  it(
    '[IMPORT-4] a broken or missing file, or an unknown board: one message, exit code 1, nothing changed',
    { timeout: 60_000 },
    async () => {
      const file = join(folder.path, 'broken.ics');
      await writeFile(file, calendar(fair).slice(0, -20));
      const before = await from.db.collection('events').countDocuments();
      for (const [args, message] of [
        [[file], /^Nothing of .*broken\.ics was imported\./],
        [[`${file}.none`], /cannot be read \(ENOENT\)/],
        [[file, '--board', 'nowhere'], /There is no board “nowhere”\. The boards are: main\./],
        [[], /Name the file to import\./],
      ] as const) {
        const { code, stderr } = await command('import', from, ...args);
        expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
        expect(stderr).not.toMatch(/\n\s+at /);
      }
      expect(await from.db.collection('events').countDocuments()).toBe(before);
    },
  );
});
