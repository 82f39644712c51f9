import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

describe('the look of a board', () => {
  let board: TestBoard;
  let owner: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
  });
  afterAll(() => board.close());

  const change = (body: object) => owner.call('PATCH', '/api/boards/main', { body });

  it('[LOOK-3] a moderator gives a board a theme, a line and a mark, and takes them back', async () => {
    const look = { theme: 'plum', description: 'Volcanoes and one brave egg.', mark: '🧑‍🔬' } as const;
    expect((await change(look)).body.board).toMatchObject(look);
    // As forms send empty fields.
    expect((await change({ description: ' ', mark: '' })).body.board).toMatchObject({
      theme: 'plum',
      description: null,
      mark: null,
    });
  });

  it.for(['🇩🇪', '👨‍👩‍👧‍👦', 'é', 'ß', '7', 'ق', '✔️', '1️⃣'])('[LOOK-3] %s is one character', async (mark) => {
    expect((await change({ mark })).status).toBe(200);
  });

  it.for([
    ['mark', 'AB'],
    ['mark', '🧪🧪'],
    ['mark', '\u202e'],
    ['mark', `a${'\u0301'.repeat(40)}`],
    ['theme', 'tartan'],
    ['theme', null],
    ['description', 'x'.repeat(141)],
    ['description', 'two\nlines'],
  ] as const)('[LOOK-3] %s: %j is refused with its path', async ([path, value]) => {
    expect((await change({ [path]: value })).body).toMatchObject({ status: 400, errors: [{ path }] });
  });
});
