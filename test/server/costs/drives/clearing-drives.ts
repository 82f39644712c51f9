import { ObjectId } from 'mongodb';
import { expect } from 'vitest';
import type { clearingCalls } from '../../../../shared/api/clearings.ts';
import { ask, flood, type Drive, type Scene } from '../scene.ts';

const board = 'POST /api/boards/main/clearings';

/** Clears the board of 50,000 events and brings them back. Returns when all are back, in as many calls as that needs. */
async function clearAndUndo(scene: Scene): Promise<void> {
  const id = new ObjectId().toHexString();
  for (const path of ['clearings', `clearings/${id}/undo`]) {
    for (let left = 1; left > 0;) {
      const answer = await scene.owner.call('POST', `/api/boards/main/${path}`, { body: { id } });
      expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
      left = Number(answer.body.left);
    }
  }
  // The events are new ones, and so is what all readers of their JSON share. It was there before, too.
  await ask(scene, 'GET /api/boards/main/snapshot');
}

export const clearingDrives: Record<keyof typeof clearingCalls, Drive> = {
  'GET /api/boards/:board/clearings': (scene) =>
    flood(50, () => ask(scene, 'GET /api/boards/main/clearings', { by: scene.owner })),
  'POST /api/boards/:board/clearings': async (scene) => {
    await flood(20, (n) => ask(scene, board, { body: { id: String(n) }, by: scene.owner }));
    await clearAndUndo(scene);
  },
  'POST /api/boards/:board/clearings/:id/undo': (scene) =>
    flood(50, () => ask(scene, `${board}/${new ObjectId().toHexString()}/undo`, { by: scene.owner })),
};
