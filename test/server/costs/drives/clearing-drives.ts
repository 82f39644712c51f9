import { ObjectId } from 'mongodb';
import { expect } from 'vitest';
import { insertEvents } from '../../../support/board/many-events.ts';
import type { clearingCalls } from '../../../../shared/api/clearings.ts';
import { ask, flood, type Drive, type Scene } from '../scene.ts';

const slug = 'cleared';
const board = `POST /api/boards/${slug}/clearings`;
/** More than one call clears, and few enough to do it three times. */
const events = 8_000;

/** A board of its own: the other drives need theirs. */
async function fill({ owner, database }: Scene): Promise<void> {
  await owner.call('POST', '/api/boards', { body: { slug, title: 'To be cleared' } });
  if ((await database.db.collection('events').countDocuments({ board: slug }, { limit: 1 })) === 0)
    await insertEvents(database.db, events, slug);
}

/** Clears the board and brings its events back. Returns when all are back, in as many calls as that needs. */
async function clearAndUndo({ owner }: Scene): Promise<void> {
  const id = new ObjectId().toHexString();
  for (const path of ['clearings', `clearings/${id}/undo`]) {
    for (let left = 1; left > 0;) {
      const answer = await owner.call('POST', `/api/boards/${slug}/${path}`, { body: { id } });
      expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
      left = Number(answer.body.left);
    }
  }
}

export const clearingDrives: Record<keyof typeof clearingCalls, Drive> = {
  'GET /api/boards/:board/clearings': async (scene) => {
    await fill(scene);
    await flood(50, () => ask(scene, `GET /api/boards/${slug}/clearings`, { by: scene.owner }));
  },
  'POST /api/boards/:board/clearings': async (scene) => {
    await flood(20, (n) => ask(scene, board, { body: { id: String(n) }, by: scene.owner }));
    await clearAndUndo(scene);
  },
  'POST /api/boards/:board/clearings/:id/undo': (scene) =>
    flood(50, () => ask(scene, `${board}/${new ObjectId().toHexString()}/undo`, { by: scene.owner })),
};
