import type { boardCalls } from '../../../../shared/api/boards.ts';
import type { boardPeopleCalls } from '../../../../shared/api/board-people.ts';
import type { categoryCalls } from '../../../../shared/api/categories.ts';
import type { httpFeedCalls } from '../../../../shared/api/http-feed.ts';
import type { joinCalls } from '../../../../shared/api/joining.ts';
import type { screenCalls } from '../../../../shared/api/screens.ts';
import { joinCodeLetters } from '../../../../shared/board.ts';
import { Visitor } from '../../../support/board/http-client.ts';
import { ask, deep, flood, manyFields, openRaw, ownedEvents, type Drive, type Scene } from '../scene.ts';

const usualBytes = 8 * 1024;
let made = 0;

/** Bodies that are wrong in many places, by the owner, who may send them. */
async function broken(scene: Scene, name: string, bytes = usualBytes): Promise<void> {
  const bodies = [manyFields(bytes), deep(bytes)];
  await flood(20, (n) => ask(scene, name, { by: scene.owner, body: bodies[n % 2] }));
}

const often =
  (name: string, times = 20): Drive =>
  (scene) =>
    flood(times, () => ask(scene, name, { by: scene.owner }));

export const boardDrives: Record<
  | keyof typeof boardCalls
  | keyof typeof boardPeopleCalls
  | keyof typeof categoryCalls
  | keyof typeof httpFeedCalls
  | keyof typeof joinCalls
  | keyof typeof screenCalls,
  Drive
> = {
  'GET /api/boards/:board': (scene) =>
    // Names without a board are looked up in the database.
    flood(300, (n) => ask(scene, `GET /api/boards/${n % 2 === 0 ? 'main' : `nowhere-${n}`}`)),
  'GET /api/boards': async (scene) => {
    const first = (made += 1_000) - 1_000;
    await scene.database.db
      .collection<{ _id: string }>('boards')
      .insertMany(
        Array.from({ length: 1_000 }, (_, n) => ({ _id: `many-${first + n}`, title: `ß${n}`.padEnd(80, 'ß') })),
      );
    await often('GET /api/boards?limit=200', 30)(scene);
  },
  'POST /api/boards': async (scene) => {
    await broken(scene, 'POST /api/boards');
    await flood(10, () =>
      ask(scene, 'POST /api/boards', { by: scene.owner, body: { slug: `made-${(made += 1)}`, title: 'ß'.repeat(80) } }),
    );
  },
  'PATCH /api/boards/:board': async (scene) => {
    await broken(scene, 'PATCH /api/boards/main');
    await flood(20, (n) => ask(scene, 'PATCH /api/boards/main', { by: scene.owner, body: { title: `Title ${n}` } }));
    const slug = `named-${(made += 1)}`;
    await ask(scene, 'POST /api/boards', { by: scene.owner, body: { slug, title: 'Named' } });
    await ownedEvents(scene, 2_000, { board: slug, owner: 'guest:one' });
    await ask(scene, `PATCH /api/boards/${slug}`, { by: scene.owner, body: { guestNames: 'hidden' } });
  },
  'DELETE /api/boards/:board': async (scene) => {
    const slug = `big-${(made += 1)}`;
    await ask(scene, 'POST /api/boards', { by: scene.owner, body: { slug, title: 'Big' } });
    await ownedEvents(scene, 2_000, { board: slug });
    await (await fetch(`${scene.url}/api/boards/${slug}/snapshot`)).arrayBuffer();
    await ask(scene, `DELETE /api/boards/${slug}`, { by: scene.owner, body: { confirm: slug } });
  },
  'POST /api/boards/:board/join-code': often('POST /api/boards/main/join-code'),
  'DELETE /api/boards/:board/join-code': often('DELETE /api/boards/main/join-code'),
  'GET /api/boards/:board/snapshot': async (scene) => {
    const get = 'GET /api/boards/main/snapshot';
    for (let n = 0; n < 2; n += 1) {
      // A new position, so it is made again.
      await scene.owner.post({ guestName: undefined });
      await flood(6, (m) => ask(scene, get, { headers: { 'accept-encoding': m % 2 === 0 ? 'gzip' : 'identity' } }), 6);
    }
    await ask(scene, `${get}?audience=moderators`, { by: scene.owner });
    const head = `${get} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n`;
    return (await openRaw(scene, 50, () => head)).close;
  },
  'GET /api/boards/:board/feed': async (scene) => {
    const { position } = (await (await fetch(`${scene.url}/api/boards/main/snapshot`)).json()) as { position: string };
    await scene.owner.call('POST', '/api/boards/main/events', {
      body: { name: 'Again', start: '2027-01-01', details: 'ß'.repeat(2_000), repeat: { every: 'week', count: 50 } },
    });
    // From as many places as there are, and as many waits as one likes; nobody reads.
    const feed = (n: number): string => `/api/boards/main/feed?after=${position}${n.toString(16).padStart(4, '0')}`;
    const replays = await openRaw(scene, 300, (n) => `GET ${feed(n)} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const later = Math.floor(Date.now() / 25_000) + 1;
    const now = `/api/boards/main/feed?after=${position}&turn=${later}`;
    const waits = await openRaw(scene, 300, () => `GET ${now} HTTP/1.1\r\nHost: x\r\n\r\n`);
    return () => {
      replays.close();
      waits.close();
    };
  },
  'GET /api/boards/:board/pulse': often('GET /api/boards/main/pulse', 300),
  'GET /api/boards/:board/size': often('GET /api/boards/main/size', 50),
  'GET /api/boards/:board/people': often('GET /api/boards/main/people', 50),
  'POST /api/boards/:board/removed': async (scene) => {
    await broken(scene, 'POST /api/boards/main/removed');
    const id = `guest:00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
    await ownedEvents(scene, 400, { owner: id });
    await ask(scene, 'POST /api/boards/main/removed', { by: scene.owner, body: { id, name: 'Rude', events: 'hide' } });
  },
  'DELETE /api/boards/:board/removed': (scene) => broken(scene, 'DELETE /api/boards/main/removed'),
  'GET /api/boards/:board/moderators': often('GET /api/boards/main/moderators', 50),
  'PUT /api/boards/:board/moderators': async (scene) => {
    const put = 'PUT /api/boards/main/moderators';
    await broken(scene, put, 32 * 1024);
    const usernames = Array.from({ length: 5_000 }, (_, n) => n.toString(36));
    await flood(5, () => ask(scene, put, { by: scene.owner, body: { usernames } }));
    const fifty = Array.from({ length: 50 }, (_, n) => `${'ß'.repeat(30)}${n}`);
    await flood(10, () => ask(scene, put, { by: scene.owner, body: { usernames: fifty } }));
  },
  'POST /api/boards/:board/categories': async (scene) => {
    const post = 'POST /api/boards/main/categories';
    await broken(scene, post);
    // All at once, so that each finds that another was faster.
    await flood(20, (n) => ask(scene, post, { by: scene.owner, body: { name: `${'ﷺ'.repeat(20)} ${n}` } }), 20);
  },
  'PATCH /api/boards/:board/categories/:category': (scene) =>
    broken(scene, 'PATCH /api/boards/main/categories/music-4k7x'),
  'DELETE /api/boards/:board/categories/:category': often('DELETE /api/boards/main/categories/music-4k7x'),
  'GET /api/join/:code': (scene) => {
    const letters = [...joinCodeLetters];
    const code = (n: number): string => [1, 7, 11, 13, 17].map((step) => letters[(n * step) % letters.length]).join('');
    return flood(200, (n) => ask(scene, `GET /api/join/${code(n)}`));
  },
  'POST /api/guest': async (scene) => {
    await broken(scene, 'POST /api/guest');
    await flood(100, (n) => ask(scene, 'POST /api/guest', { body: { name: `${'ﷺ'.repeat(3)} ${n}`.slice(0, 60) } }));
  },
  'DELETE /api/guest': async (scene) => {
    const leaving = new Visitor(scene.url);
    // As many as a browser remembers, and then those that it refuses.
    for (let n = 0; n < 50; n += 1) {
      await leaving.call('POST', '/api/guest', { body: { name: 'ﷺ'.repeat(60) } });
      await leaving.call('DELETE', '/api/guest');
    }
  },
  'GET /api/screens/:key': (scene) => flood(200, (n) => ask(scene, `GET /api/screens/${String(n).padStart(22, 'a')}`)),
  'GET /api/boards/:board/screen': often('GET /api/boards/main/screen', 50),
  'POST /api/boards/:board/screen': often('POST /api/boards/main/screen'),
  'DELETE /api/boards/:board/screen': often('DELETE /api/boards/main/screen'),
};
