import type { Collection, Db } from 'mongodb';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { BoardDocument } from '../../../server/boards/board-repository.ts';
import { Classroom } from '../../support/browser/classroom.ts';

export type ProjectorRoom = {
  room: () => Classroom;
  db: () => Db;
  boards: () => Collection<BoardDocument>;
  /** The address in the code on the screen. */
  joinAddress: () => Promise<string>;
  /** Opens the projector of the main board, without motion. */
  projector: (query?: string, viewport?: { width: number; height: number }) => Promise<Page>;
};

/** A board and a browser for the tests of one file. Every test begins with an empty board. Call it inside `describe`. */
export function useProjectorRoom(): ProjectorRoom {
  let room: Classroom;
  const db = (): Db => room.board.database.db;
  const boards = (): Collection<BoardDocument> => db().collection<BoardDocument>('boards');
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(async () => {
    await room.empty();
    await boards().updateOne({ _id: 'main' }, { $set: { title: 'Riverside School' } });
  });
  afterAll(() => room.close());

  return {
    room: () => room,
    db,
    boards,
    async joinAddress() {
      const main = await boards().findOne({ _id: 'main' });
      return `${room.board.url}/j/${main!.joinCode}`;
    },
    projector: (query = '', viewport = { width: 1920, height: 1080 }) =>
      room.person(`/projector${query}`, { viewport, reducedMotion: 'reduce' }),
  };
}

export const sixtyEvents = Array.from({ length: 60 }, (_, n) => ({ name: `Chess club ${n + 1}` }));
