import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { member } from '../../support/board/people.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

describe('the link of a screen', () => {
  let board: TestBoard;
  let owner: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
  });
  afterAll(() => board.close());

  const keyOf = async (method: 'GET' | 'POST'): Promise<unknown> =>
    (await owner.call(method, '/api/boards/main/screen')).body.key;
  const leadsTo = async (key: unknown): Promise<unknown> =>
    (await new Visitor(board.url).get(`/api/screens/${String(key)}`)).body;

  it('[PROJECTOR-14] leads to its board until it is replaced or taken back, and only moderators see it', async () => {
    expect(await keyOf('GET')).toBeNull();
    const key = await keyOf('POST');
    expect(key).toMatch(/^[\w-]{22}$/);
    expect(await keyOf('GET')).toBe(key);
    expect(await leadsTo(key)).toMatchObject({ board: { slug: 'main' } });

    const [guest, pupil] = [new Visitor(board.url), await member(board.url, 'pupil')];
    for (const visitor of [guest, pupil]) {
      for (const method of ['GET', 'POST', 'DELETE'])
        expect([method, (await visitor.call(method, '/api/boards/main/screen')).status]).toEqual([method, 403]);
      expect(JSON.stringify((await visitor.get('/api/boards/main')).body)).not.toContain(key);
    }
    expect(JSON.stringify((await owner.get('/api/boards/main')).body)).not.toContain(key);

    const next = await keyOf('POST');
    expect([await leadsTo(key), await leadsTo(next)]).toMatchObject([
      { status: 404, code: 'board_not_found' },
      { board: { slug: 'main' } },
    ]);
    expect((await owner.call('DELETE', '/api/boards/main/screen')).status).toBe(204);
    expect([await leadsTo(next), await keyOf('GET')]).toMatchObject([{ code: 'board_not_found' }, null]);
  });

  it('[PROJECTOR-14] an invalid key leads nowhere', async () => {
    for (const invalid of ['x', '%00', '$where', 'A'.repeat(22)])
      expect([invalid, await leadsTo(invalid)]).toMatchObject([invalid, { status: 404, code: 'board_not_found' }]);
  });
});
