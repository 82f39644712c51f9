import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardEvent } from '../../../shared/event.ts';
import { createPictureUses } from '../../../server/events/picture-uses.ts';
import { createBoardRepository } from '../../../server/boards/board-repository.ts';
import { bringPictures, exportedPictures, type ExportedPicture } from '../../../server/pictures/carried-pictures.ts';
import { PictureCollector } from '../../../server/pictures/picture-collector.ts';
import { createPictureRepository } from '../../../server/pictures/picture-repository.ts';
import { pino } from 'pino';
import { loadedFiles, payload, refusedFiles } from '../../support/board/hostile-pictures.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { pictureFor, sendPicture, someJpeg, uploaded } from '../../support/board/pictures.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

describe('the picture of an event', () => {
  let board: TestBoard;
  let second: TestBoard;
  let owner: Visitor;
  let lena: Visitor;
  const stranger = (): Visitor => new Visitor(board.url);
  const storedPictures = () => board.database.db.collection<{ _id: string; bytes: number }>('pictures');
  let slugs = 0;

  beforeAll(async () => {
    board = await startBoard({ settings: { LIMIT_PER_ADDRESS: '1000000' } });
    second = await startBoard({ database: board.database });
    owner = await member(board.url, 'Owner');
    lena = await member(board.url, 'Lena');
  });
  afterAll(async () => {
    await second.close();
    await board.close();
  });

  async function newBoard(fields: object = {}): Promise<string> {
    const slug = `pictures-${(slugs += 1)}`;
    await owner.call('POST', '/api/boards', { body: { slug, title: 'Pictures' } });
    await owner.call('PATCH', `/api/boards/${slug}`, { body: { posting: 'anyone', ...fields } });
    return slug;
  }

  async function posted(by: Visitor, slug = 'main', more: object = {}): Promise<{ event: BoardEvent; id: string }> {
    const id = await uploaded(by, slug);
    const { status, body } = await by.call('POST', `/api/boards/${slug}/events`, {
      body: { name: 'Poster', start: '2999-12-01', picture: { id, alt: ' A lantern ' }, ...more },
    });
    expect([status, body.detail]).toEqual([201, undefined]);
    return { event: body.event, id };
  }

  /** The status of a picture for people and on both servers. */
  async function seen(id: string): Promise<Record<string, number>> {
    const of = async (by: Visitor, url = board.url) => (await pictureFor(by, url, id)).status;
    return {
      stranger: await of(stranger()),
      elsewhere: await of(stranger(), second.url),
      author: await of(lena),
      moderator: await of(owner),
    };
  }
  const everybody = { stranger: 200, elsewhere: 200, author: 200, moderator: 200 };
  const authorAndModerators = { stranger: 404, elsewhere: 404, author: 200, moderator: 200 };
  const nobody = { stranger: 404, elsewhere: 404, author: 404, moderator: 404 };

  const patch = async (by: Visitor, { id, version }: BoardEvent, body: object): Promise<BoardEvent> => {
    const answer = await by.call('PATCH', `/api/events/${id}`, { version, body });
    expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
    return answer.body.event;
  };
  const reviewed = async ({ id, version }: BoardEvent, outcome: string): Promise<BoardEvent> =>
    (await owner.call('POST', `/api/events/${id}/review`, { version, body: { outcome } })).body.event;

  describe('[PICTURE-1] can be uploaded by those who may post', () => {
    it('a guest without a name sees it until it belongs to an event, and nobody else does', async () => {
      const guest = stranger();
      const id = await uploaded(guest);
      expect(id).toMatch(/^[\w-]{22}$/);
      const own = await pictureFor(guest, board.url, id);
      expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
      expect((await pictureFor(stranger(), board.url, id)).status).toBe(404);
      expect((await pictureFor(owner, board.url, id)).status).toBe(404);
      const event = await guest.post({ guestName: 'Ada', picture: { id, alt: '' } });
      expect(event.picture).toEqual({ id, width: 64, height: 48, alt: '', approved: false });
    });

    it('and by nobody else, before anything is received', async () => {
      const slug = await newBoard({ posting: 'members' });
      expect((await sendPicture(stranger(), await someJpeg(), { board: slug })).status).toBe(403);
      const frozen = await newBoard({ posting: 'nobody' });
      expect((await sendPicture(lena, await someJpeg(), { board: frozen })).status).toBe(403);
      expect((await sendPicture(lena, await someJpeg(), { board: 'nowhere' })).status).toBe(404);
      expect((await sendPicture(lena, Buffer.alloc(9 * 1024 * 1024))).status).toBe(413);
      expect((await sendPicture(lena, await someJpeg(), { type: 'application/octet-stream' })).status).toBe(415);
    });
  });

  describe('[PICTURE-4] of the files of an attacker nothing is stored', () => {
    it('each is refused with a sentence that says what to do', async () => {
      const before = await storedPictures().countDocuments();
      const files = await refusedFiles();
      expect(files.length).toBeGreaterThanOrEqual(30);
      for (const { name, file, type = 'image/png' } of files) {
        const { status, body } = await sendPicture(lena, file, { type });
        expect([name, status, body.code]).toEqual([name, 400, 'invalid_request']);
        expect(body.detail, name).toMatch(/(Choose|Save|Make) .*\.$/);
      }
      expect(await storedPictures().countDocuments()).toBe(before);
      // A process for each.
    }, 300_000);

    it('but the picture, where there is one', async () => {
      for (const { name, file, type = 'image/jpeg' } of await loadedFiles()) {
        const { status, body } = await sendPicture(lena, file, { type });
        expect([name, status]).toEqual([name, 201]);
        const { id } = body.picture as { id: string };
        const bytes = Buffer.from(await (await pictureFor(lena, board.url, id, { width: 1600 })).arrayBuffer());
        const { exif, xmp, iptc, icc, pages, format } = await sharp(bytes).metadata();
        expect({ exif, xmp, iptc, icc, pages, format }).toEqual({ format: 'webp' });
        expect(bytes.includes(payload)).toBe(false);
        expect(JSON.stringify(await storedPictures().findOne({ _id: id }))).not.toContain('script');
      }
    }, 300_000);

    it('of an animation it is the first frame', async () => {
      const animation = (await loadedFiles()).find(({ name }) => name === 'an animation')!;
      const { body } = await sendPicture(lena, animation.file, { type: 'image/gif' });
      const bytes = await (await pictureFor(lena, board.url, (body.picture as { id: string }).id)).arrayBuffer();
      const { dominant } = await sharp(Buffer.from(bytes)).stats();
      expect(dominant.r).toBeGreaterThan(200);
    });
  });

  describe('[PICTURE-5] is shown to those who see its event', () => {
    it('to everybody while it is live, for at most a minute from a cache', async () => {
      const { id } = await posted(lena);
      expect(await seen(id)).toEqual(everybody);
      const first = await pictureFor(stranger(), board.url, id);
      expect(Object.fromEntries(first.headers)).toMatchObject({
        'cache-control': 'public, max-age=60',
        'content-type': 'image/webp',
        'x-content-type-options': 'nosniff',
      });
      expect(first.headers.get('set-cookie')).toBeNull();
      const headers = { 'if-none-match': first.headers.get('etag')! };
      const again = await pictureFor(stranger(), board.url, id, { headers });
      expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'public, max-age=60']);
      for (const width of [1, 321, 'x', '1600.0', '%2e%2e'])
        expect((await pictureFor(stranger(), board.url, id, { width })).status).toBe(404);
    });

    it('a 304 is not a way around it', async () => {
      const { id, event } = await posted(lena);
      const headers = { 'if-none-match': (await pictureFor(stranger(), board.url, id)).headers.get('etag')! };
      await patch(owner, event, { status: 'hidden' });
      expect((await pictureFor(stranger(), board.url, id, { headers })).status).toBe(404);
    });

    it.each(['pending', 'hidden'])('to its author and moderators while it is %s, on every server', async (status) => {
      const { id, event } = await posted(lena);
      const hidden = await patch(owner, event, { status });
      expect(await seen(id)).toEqual(authorAndModerators);
      expect((await pictureFor(lena, board.url, id)).headers.get('cache-control')).toBe('private, no-store');
      await patch(owner, hidden, { status: 'live' });
      expect(await seen(id)).toEqual(everybody);
    });

    it('to nobody once it is deleted, and again once it is restored', async () => {
      const { id, event } = await posted(lena);
      await lena.call('DELETE', `/api/events/${event.id}`, { version: event.version });
      expect(await seen(id)).toEqual(nobody);
      await lena.call('POST', `/api/events/${event.id}/restore`);
      expect(await seen(id)).toEqual(everybody);
    });

    it('to nobody once the event has another or none', async () => {
      const { id, event } = await posted(lena);
      expect((await patch(lena, event, { picture: null })).picture).toBeNull();
      expect(await seen(id)).toEqual(nobody);
    });

    it('to nobody once its board is deleted, also not on the next board of that name', async () => {
      const slug = await newBoard();
      const { id } = await posted(lena, slug);
      await owner.call('DELETE', `/api/boards/${slug}`, { body: { confirm: slug } });
      expect(await seen(id)).toEqual(nobody);
      expect(await storedPictures().findOne({ _id: id })).toBeNull();
      await owner.call('POST', '/api/boards', { body: { slug, title: 'Next' } });
      expect(await seen(id)).toEqual(nobody);
    });

    it('an account that takes its events with it takes its pictures', async () => {
      const passing = await member(board.url, 'Passing');
      const { id } = await posted(passing);
      const own = await uploaded(passing);
      const body = { password: 'seven quiet otters', events: 'delete' };
      expect((await passing.call('DELETE', '/api/account', { body })).status).toBe(204);
      expect(await storedPictures().countDocuments({ _id: { $in: [id, own] } })).toBe(0);
    });
  });

  describe('[PICTURE-6] belongs to one event, on the board to which its author uploaded it', () => {
    const refusal = { code: 'invalid_request', errors: [{ path: 'picture' }] };
    const post = (by: Visitor, id: string, slug = 'main', more: object = {}) =>
      by.call('POST', `/api/boards/${slug}/events`, {
        body: { name: 'Mine', start: '2999-12-01', guestName: 'Guest', picture: { id, alt: '' }, ...more },
      });

    it('not to that of somebody else, unless a moderator attaches it', async () => {
      const id = await uploaded(lena);
      expect((await post(stranger(), id)).body).toMatchObject(refusal);
      expect((await post(owner, id, 'main', { guestName: undefined })).status).toBe(201);
    });

    it('not on another board, and not by an id that nothing has', async () => {
      const id = await uploaded(lena);
      expect((await post(lena, id, await newBoard(), { guestName: undefined })).body).toMatchObject(refusal);
      expect((await post(lena, 'a'.repeat(22), 'main', { guestName: undefined })).body).toMatchObject(refusal);
      expect((await post(lena, '../../etc', 'main', { guestName: undefined })).status).toBe(400);
    });

    it('not to a second event, also while the first is deleted', async () => {
      const { id, event } = await posted(lena);
      const again = () => post(lena, id, 'main', { guestName: undefined });
      expect((await again()).body).toMatchObject(refusal);
      await lena.call('DELETE', `/api/events/${event.id}`, { version: event.version });
      expect((await again()).body).toMatchObject(refusal);
    });

    it('to all dates of a series, and to the same post when it is sent again', async () => {
      const start = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
      const repeat = { every: 'week', count: 3 };
      const { id, event } = await posted(lena, 'main', { id: 'abcdefabcdefabcdefabcdef', start, repeat });
      expect(await board.database.db.collection('events').countDocuments({ 'picture.id': id })).toBe(3);
      const again = await lena.call('POST', '/api/boards/main/events', {
        body: { name: 'Poster', id: event.id, start, repeat, picture: { id, alt: 'A lantern' } },
      });
      expect([again.status, again.body.event.id]).toEqual([200, event.id]);
      const next = await uploaded(lena);
      await lena.call('PATCH', `/api/events/${event.id}?series=all`, {
        version: event.version,
        body: { picture: { id: next, alt: 'Another' } },
      });
      expect(await board.database.db.collection('events').countDocuments({ 'picture.id': next })).toBe(3);
    });

    it('two posts at the same moment do not share it', async () => {
      const id = await uploaded(lena);
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => post(lena, id, 'main', { guestName: undefined })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    });
  });

  describe('[PICTURE-7] waits for approval like what else people post', () => {
    it('with the post', async () => {
      const slug = await newBoard({ approval: true });
      const { id, event } = await posted(lena, slug);
      expect(event).toMatchObject({ status: 'pending', picture: { alt: 'A lantern', approved: false } });
      expect(await seen(id)).toEqual(authorAndModerators);
      expect((await reviewed(event, 'approved')).picture).toMatchObject({ id, approved: true });
      expect(await seen(id)).toEqual(everybody);
    });

    it('as a change: until then everybody sees the one before', async () => {
      const slug = await newBoard({ approval: true });
      const { id: before, event } = await posted(lena, slug);
      const live = await reviewed(event, 'approved');
      const id = await uploaded(lena, slug);
      const waiting = await patch(lena, live, { picture: { id, alt: 'Another' } });
      expect(waiting.picture?.id).toBe(before);
      expect(waiting.review?.changes?.picture?.id).toBe(id);
      expect([await seen(before), await seen(id)]).toEqual([everybody, authorAndModerators]);
      const other = await member(board.url, `Other${slugs}`);
      expect((await pictureFor(other, board.url, id)).status).toBe(404);
      expect((await reviewed(waiting, 'approved')).picture).toMatchObject({ id, alt: 'Another', approved: true });
      expect([await seen(before), await seen(id)]).toEqual([nobody, everybody]);
    });

    it('elsewhere it is shown at once, and says whether a moderator has approved it', async () => {
      const { event } = await posted(lena);
      expect(event.picture?.approved).toBe(false);
      const described = await patch(lena, event, { picture: { id: event.picture!.id, alt: 'Two lanterns' } });
      expect(described.picture).toMatchObject({ alt: 'Two lanterns', approved: false });
      const approved = await reviewed(described, 'approved');
      expect(approved.picture?.approved).toBe(true);
      const id = await uploaded(lena);
      expect((await patch(lena, approved, { picture: { id, alt: '' } })).picture?.approved).toBe(false);
      expect((await posted(owner)).event.picture?.approved).toBe(true);
    });
  });

  describe('[PICTURE-8] is deleted when nothing has had it for an hour', () => {
    it('but not while an event, a change that waits or a deleted event has it', async () => {
      const db = board.database.db;
      let now = Date.now();
      const collector = new PictureCollector({
        pictures: createPictureRepository(db),
        uses: createPictureUses(db, { timeZone: 'UTC' }),
        logger: pino({ level: 'silent' }),
        clock: () => new Date(now),
      });
      const exists = async (id: string) => (await storedPictures().countDocuments({ _id: id })) === 1;
      const loose = await uploaded(lena);
      const { id: attached, event } = await posted(lena);
      const { id: deleted, event: gone } = await posted(lena);
      await lena.call('DELETE', `/api/events/${gone.id}`, { version: gone.version });
      const slug = await newBoard({ approval: true });
      const live = await reviewed((await posted(lena, slug)).event, 'approved');
      const waiting = await uploaded(lena, slug);
      await patch(lena, live, { picture: { id: waiting, alt: '' } });

      now += 50 * 60_000;
      await collector.run();
      expect(await exists(loose)).toBe(true);
      now += 20 * 60_000;
      await collector.run();
      for (const id of [attached, deleted, waiting]) expect(await exists(id)).toBe(true);
      expect(await exists(loose)).toBe(false);

      await patch(lena, event, { picture: null });
      await collector.run();
      expect(await exists(attached), 'it can be put back for an hour').toBe(true);
      now += 61 * 60_000;
      await collector.run();
      expect(await exists(attached)).toBe(false);
    });
  });
});

describe('[PICTURE-12] a board has a cover', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await startBoard();
  });
  afterAll(() => board.close());

  it('that a moderator chooses, everybody sees, and no event has', async () => {
    const owner = await member(board.url, 'Owner');
    const lena = await member(board.url, 'Lena');
    const id = await uploaded(owner);
    const choose = (by: Visitor, cover: object | null) => by.call('PATCH', '/api/boards/main', { body: { cover } });
    const cover = { id, alt: 'The river' };
    expect((await choose(lena, cover)).status).toBe(403);
    expect((await choose(owner, cover)).body.board).toMatchObject({ cover: { ...cover, width: 64, height: 48 } });
    expect((await choose(owner, { id, alt: '' })).body.board).toMatchObject({ cover: { id, alt: '', width: 64 } });
    const seen = await pictureFor(new Visitor(board.url), board.url, id);
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);

    const post = await owner.call('POST', '/api/boards/main/events', {
      body: { name: 'Mine', start: '2999-12-01', picture: { id, alt: '' } },
    });
    expect(post.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'picture' }] });
    const poster = await uploaded(owner);
    await owner.post({ guestName: undefined, picture: { id: poster, alt: '' } });
    expect((await choose(owner, { id: poster, alt: '' })).body).toMatchObject({ errors: [{ path: 'cover' }] });

    const uses = createPictureUses(board.database.db, { timeZone: 'UTC' });
    expect(await uses.usedOf([id, poster, 'x'])).toEqual(new Set([id, poster]));
    expect((await choose(owner, null)).body.board).toMatchObject({ cover: null });
    expect((await pictureFor(new Visitor(board.url), board.url, id)).status).toBe(404);
  });
});

describe('[PICTURE-10] an export has the pictures of its board', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await startBoard();
  });
  afterAll(() => board.close());

  it('and an import brings them back, encoded again, under another id on another board', async () => {
    const owner = await member(board.url, 'Owner');
    await owner.call('POST', '/api/boards', { body: { slug: 'other', title: 'Other' } });
    const id = await uploaded(owner);
    await owner.post({ guestName: undefined, picture: { id, alt: 'A lantern' } });
    const pictures = createPictureRepository(board.database.db);
    const exported: ExportedPicture[] = [];
    for await (const picture of exportedPictures(pictures, 'main')) exported.push(picture);
    expect(exported.map((picture) => picture.id)).toEqual([id]);
    const picture = { id, width: 64, height: 48, alt: 'A lantern', approved: true };
    const boards = createBoardRepository(board.database.db);

    const there = (await boards.find('other'))!;
    const onOther = (await bringPictures(pictures, there, exported))(picture);
    expect(onOther).toEqual({ ...picture, id: expect.not.stringMatching(id) as string });
    expect((await pictures.find(onOther!.id))?.board).toBe('other');
    expect(await pictures.findVersion(onOther!.id, 800)).not.toBeNull();

    await pictures.deleteBoard('main');
    const main = (await boards.find('main'))!;
    expect((await bringPictures(pictures, main, []))(picture)).toBeNull();
    expect((await bringPictures(pictures, main, exported))(picture)).toEqual(picture);
    expect((await bringPictures(pictures, main, exported))(picture)).toEqual(picture);
    expect(await pictures.listBoard('main')).toHaveLength(1);
    const broken = [{ id: 'b'.repeat(22), owner: 'guest:x', data: Buffer.from(payload).toString('base64') }];
    expect((await bringPictures(pictures, main, broken))({ ...picture, id: 'b'.repeat(22) })).toBeNull();
  });
});

describe('[PICTURE-9] pictures take bounded space', () => {
  let board: TestBoard;
  let owner: Visitor;
  const settings = { PICTURES_PER_PERSON_MEGABYTES: '1', PICTURES_PER_BOARD_MEGABYTES: '2' };

  beforeAll(async () => {
    board = await startBoard({ settings });
    owner = await member(board.url, 'Owner');
  });
  afterAll(() => board.close());

  /** As if this person had pictures of this size. */
  const fill = (key: string, megabytes: number) =>
    board.database.db
      .collection<{ _id: string }>('pictures')
      .insertOne({ _id: key, board: 'main', owner: key, bytes: megabytes * 1024 * 1024, unusedSince: null } as never);

  it('of one person, of a board, and of those who send from one address', async () => {
    const lena = await member(board.url, 'Lena');
    const { id } = await lena.post({ guestName: undefined });
    const { ObjectId } = await import('mongodb');
    const key = String((await board.database.db.collection('events').findOne({ _id: new ObjectId(id) }))!.owner);
    await fill(key, 1);
    expect((await sendPicture(lena, await someJpeg())).body).toMatchObject({
      code: 'forbidden',
      detail: expect.stringMatching(/^Your pictures/) as string,
    });
    expect((await sendPicture(new Visitor(board.url), await someJpeg())).status).toBe(201);
    await fill('guest:other', 1);
    for (const by of [owner, new Visitor(board.url)])
      expect((await sendPicture(by, await someJpeg())).body).toMatchObject({
        code: 'forbidden',
        detail: expect.stringMatching(/^The pictures of this board/) as string,
      });
    await board.database.db.collection('pictures').deleteMany({});
    const statuses: number[] = [];
    for (let n = 0; n < 320 && statuses.at(-1) !== 429; n += 1)
      statuses.push((await sendPicture(owner, Buffer.from('no picture'))).status);
    expect([...new Set(statuses)]).toEqual([400, 429]);
    expect(statuses.length).toBeGreaterThan(200);
  });
});
