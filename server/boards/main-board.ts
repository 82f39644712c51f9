import type { Db } from 'mongodb';
import { createBoardRepository, type BoardDocument } from './board-repository.ts';
import { drawJoinCode } from './board-service.ts';

/** Creates the board `main` with the settings' title, time zone and posting rule, unless it exists. */
export function ensureMainBoard(
  db: Db,
  settings: Pick<BoardDocument, 'title' | 'timeZone' | 'posting'>,
): Promise<void> {
  return createBoardRepository(db).insertIfMissing({
    _id: 'main',
    ...settings,
    approval: false,
    joinCode: drawJoinCode(),
    firstSteps: true,
  });
}
