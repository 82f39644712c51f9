import { expect } from 'vitest';
import type { eventCalls } from '../../../../shared/api/events.ts';
import type { Visitor } from '../../../support/board/http-client.ts';
import { ask, deep, flood, manyFields, openRaw, ownedEvents, type Drive, type Scene } from '../scene.ts';

const eventBytes = 40 * 1024;
/** A hundred weeks from now are within the two years that are allowed. */
const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 10);
/** The longest texts, in an odd zone. */
const longest = {
  name: 'ß'.repeat(120),
  start: `${tomorrow}T00:30`,
  end: `${tomorrow}T01:30`,
  timeZone: 'Australia/Lord_Howe',
  place: '日'.repeat(200),
  details: '👾'.repeat(2_000),
};
const hundred = { every: 'week', count: 100 };

/** A series of the owner's. Its id and version. */
async function series({ owner }: Scene, board = 'main'): Promise<{ id: string; version: number }> {
  const body = { ...longest, repeat: hundred };
  const answer = await owner.call('POST', `/api/boards/${board}/events`, { body });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return answer.body.event;
}

async function broken(scene: Scene, name: string, by?: Visitor): Promise<void> {
  const headers = { 'if-match': '"1"' };
  const bodies = [manyFields(eventBytes), deep(eventBytes), '['.repeat(20_000) + ']'.repeat(20_000)];
  await flood(30, (n) => ask(scene, name, { body: bodies[n % 3], headers, ...(by === undefined ? {} : { by }) }));
}

export const eventDrives: Record<keyof typeof eventCalls, Drive> = {
  'GET /api/myevents': async (scene) => {
    const { userId } = (await scene.database.db
      .collection('users')
      .findOne({ name: 'Owner' }, { projection: { userId: '$_id' } })) as unknown as { userId: unknown };
    await ownedEvents(scene, 1_000, { owner: `user:${String(userId)}`, status: 'hidden' });
    await flood(50, () => ask(scene, 'GET /api/myevents?limit=200', { by: scene.owner }));
  },
  'GET /api/boards/:board/events': async (scene) => {
    const list = 'GET /api/boards/main/events';
    const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'].join(' ');
    const searches = [
      'q=zzqq',
      `q=${letters}`,
      'name=zz',
      'author=zz&sort=name',
      'from=2099-01-01',
      'archived=any&q=zz',
    ];
    await flood(12, (n) => ask(scene, `${list}?${searches[n % searches.length]}&limit=${n + 1}`));
    await flood(40, (n) => ask(scene, `${list}?limit=${200 - n}&sort=-name`));
    const { close } = await openRaw(
      scene,
      200,
      (n) => `GET /api/boards/main/events?limit=200&sort=-created&to=${2027 + n}-01-01 HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    return close;
  },
  'POST /api/boards/:board/events': async (scene) => {
    const post = 'POST /api/boards/main/events';
    await broken(scene, post);
    await flood(10, (n) => ask(scene, post, { body: { ...longest, guestName: `Guest ${n}`, repeat: hundred } }));
  },
  'GET /api/events/:id': (scene) => flood(200, () => ask(scene, `GET /api/events/${scene.event}`)),
  'PATCH /api/events/:id': async (scene) => {
    const { id, version } = await series(scene);
    const body = { ...longest, start: `${tomorrow}T00:15`, details: 'ﷺ'.repeat(2_000) };
    const { status } = await scene.owner.call('PATCH', `/api/events/${id}?series=all`, { body, version });
    expect(status).toBe(200);
    await broken(scene, `PATCH /api/events/${scene.own}`, scene.owner);
  },
  'PUT /api/events/:id': (scene) => broken(scene, `PUT /api/events/${scene.own}`, scene.owner),
  'DELETE /api/events/:id': async (scene) => {
    const { id, version } = await series(scene);
    await scene.owner.call('DELETE', `/api/events/${id}?series=all`, { version });
  },
  'POST /api/events/:id/review': async (scene) => {
    const { owner, lena } = scene;
    await owner.call('PATCH', '/api/boards/main', { body: { approval: true } });
    const { id, version } = await series({ ...scene, owner: lena });
    const body = { outcome: 'approved', note: 'ß'.repeat(500) };
    const { status } = await owner.call('POST', `/api/events/${id}/review?series=all`, { body, version });
    expect(status).toBe(200);
    await owner.call('PATCH', '/api/boards/main', { body: { approval: false } });
  },
  'POST /api/boards/:board/bulk': async (scene) => {
    const body = { ...longest, repeat: hundred };
    for (let series = 0; series < 2; series += 1) {
      const posted = await scene.owner.call('POST', '/api/boards/main/events', { body });
      expect([posted.status, posted.body.detail]).toEqual([201, undefined]);
    }
    const { events } = (await scene.owner.get('/api/myevents?limit=200')).body;
    for (const act of ['delete', 'restore']) {
      const asked = { act, events: events.map(({ id, version }) => ({ id, version })) };
      expect((await scene.owner.call('POST', '/api/boards/main/bulk', { body: asked })).status).toBe(200);
    }
    await broken(scene, 'POST /api/boards/main/bulk', scene.owner);
  },
  'POST /api/events/:id/restore': async (scene) => {
    const { id, version } = await series(scene);
    await scene.owner.call('DELETE', `/api/events/${id}?series=all`, { version });
    await scene.owner.call('POST', `/api/events/${id}/restore?series=all`);
  },
};
