import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

const token = 'a token of the tests';

describe('the metrics', () => {
  let board: TestBoard;

  beforeAll(async () => {
    board = await startBoard({ settings: { TRUST_PROXY: 'true', METRICS_TOKEN: token } });
  });

  afterAll(() => board.close());

  const statusWith = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(`${board.localUrl}/metrics`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });

  it('[HTTP-6] answer this machine, and the token', async () => {
    expect(await statusWith({})).toBe(200);
    expect(await statusWith({ 'X-Forwarded-For': '192.0.2.1', Authorization: `Bearer ${token}` })).toBe(200);
  });

  it('[HTTP-6] answer nobody else, whatever a proxy adds', async () => {
    for (const headers of [
      { 'X-Forwarded-For': '192.0.2.1' },
      { 'X-Forwarded-For': '127.0.0.1' },
      { 'X-Forwarded-For': '' },
      { Forwarded: 'for=127.0.0.1' },
      { 'X-Real-IP': '127.0.0.1' },
      { Via: '1.1 proxy' },
      { Host: 'board.example' },
      { Authorization: 'Bearer another token' },
      { Authorization: token },
    ] as unknown as Record<string, string>[])
      expect([headers, await statusWith(headers)]).toEqual([headers, 404]);
  });
});
