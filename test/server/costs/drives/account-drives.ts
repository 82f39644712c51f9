import type { accountCalls } from '../../../../shared/api/account.ts';
import type { userCalls } from '../../../../shared/api/users.ts';
import { Visitor } from '../../../support/board/http-client.ts';
import { goodPassword, logIn, member } from '../../../support/board/people.ts';
import { ask, deep, flood, manyFields, ownedEvents, type Drive, type Scene } from '../scene.ts';

let made = 0;
const newName = (): string => `person-${(made += 1)}`;

async function broken(scene: Scene, name: string, by?: Visitor): Promise<void> {
  const bodies = [manyFields(8 * 1024), deep(8 * 1024)];
  await flood(20, (n) => ask(scene, name, { body: bodies[n % 2], ...(by === undefined ? {} : { by }) }));
}

/** A member with so many events. */
async function withEvents(scene: Scene, count: number): Promise<{ visitor: Visitor; name: string }> {
  const name = newName();
  const visitor = await member(scene.url, name);
  const account = await scene.database.db.collection('users').findOne({ name });
  await ownedEvents(scene, count, { owner: `user:${String(account!._id)}` });
  return { visitor, name };
}

export const accountDrives: Record<keyof typeof accountCalls | keyof typeof userCalls, Drive> = {
  'GET /api/session': (scene) => flood(300, () => ask(scene, 'GET /api/session')),
  'POST /api/signup': async (scene) => {
    await broken(scene, 'POST /api/signup');
    await flood(10, () => ask(scene, 'POST /api/signup', { body: { username: newName(), password: goodPassword } }));
  },
  'POST /api/login': async (scene) => {
    await broken(scene, 'POST /api/login');
    const long = { username: 'ﷺ'.repeat(200), password: 'ß'.repeat(200) };
    await flood(20, (n) =>
      ask(scene, 'POST /api/login', { body: n % 2 === 0 ? long : { ...long, username: 'Owner' } }),
    );
  },
  'PATCH /api/account': async (scene) => {
    await broken(scene, 'PATCH /api/account');
    await flood(12, (n) =>
      ask(scene, 'PATCH /api/account', { by: scene.owner, body: { displayName: `${'ﷺ'.repeat(45)} ${n}` } }),
    );
    await ask(scene, 'PATCH /api/account', { by: scene.owner, body: { displayName: null } });
  },
  'POST /api/logout': (scene) => flood(50, () => ask(scene, 'POST /api/logout')),
  'POST /api/logout-everywhere': async (scene) => {
    const name = newName();
    const visitor = await member(scene.url, name);
    await flood(10, () => logIn(new Visitor(scene.url), name));
    await visitor.call('POST', '/api/logout-everywhere');
  },
  'POST /api/password': async (scene) => {
    await broken(scene, 'POST /api/password', scene.lena);
    const body = { current: goodPassword, next: goodPassword };
    await flood(5, () => ask(scene, 'POST /api/password', { by: scene.lena, body }), 1);
  },
  'POST /api/reset-link': async (scene) => {
    await broken(scene, 'POST /api/reset-link');
    await flood(100, (n) => ask(scene, 'POST /api/reset-link', { body: { secret: String(n).padStart(22, 'a') } }));
  },
  'POST /api/reset-password': async (scene) => {
    await broken(scene, 'POST /api/reset-password');
    const body = { secret: 'a'.repeat(22), next: 'ß'.repeat(200) };
    await flood(20, () => ask(scene, 'POST /api/reset-password', { body }));
  },
  'DELETE /api/account': async (scene) => {
    const { visitor } = await withEvents(scene, 1_000);
    await broken(scene, 'DELETE /api/account', visitor);
    await ask(scene, 'DELETE /api/account', { by: visitor, body: { password: goodPassword, events: 'delete' } });
  },
  'GET /api/users': async (scene) => {
    const createdAt = new Date();
    await scene.database.db
      .collection('users')
      .insertMany(Array.from({ length: 1_000 }, () => ({ name: newName(), password: null, createdAt })));
    await flood(10, () => ask(scene, 'GET /api/users?limit=200', { by: scene.owner }));
  },
  'PATCH /api/users/:username': async (scene) => {
    await broken(scene, 'PATCH /api/users/Lena', scene.owner);
    await flood(10, () => ask(scene, 'PATCH /api/users/Lena', { by: scene.owner, body: { role: 'member' } }));
  },
  'POST /api/users/:username/reset-link': async (scene) => {
    const name = newName();
    await member(scene.url, name);
    await flood(10, () => ask(scene, `POST /api/users/${name}/reset-link`, { by: scene.owner }));
  },
  'DELETE /api/users/:username': async (scene) => {
    const { name } = await withEvents(scene, 1_000);
    await ask(scene, `DELETE /api/users/${name}`, { by: scene.owner, body: { events: 'delete' } });
  },
};
