import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../../../shared/api/call.ts';
import { contract } from '../../../../shared/api/contract.ts';
import { Visitor } from '../../../support/board/http-client.ts';
import { member } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';
import { until } from '../../../support/until.ts';

/** Strangers may make these calls, so their bodies are received. */
const forStrangers = [
  'POST /api/signup',
  'POST /api/login',
  'POST /api/reset-link',
  'POST /api/reset-password',
  'POST /api/guest',
  'POST /api/boards/:board/events',
  'POST /api/boards/:board/pictures',
];

const withBody = Object.entries<Call>(contract).filter(
  ([, { body, upload }]) => body !== undefined || upload !== undefined,
);

const typeOf = (upload: Call['upload']): string => upload?.type.replace('*', 'png') ?? 'application/json';

describe('bodies', () => {
  let board: TestBoard;
  let event: string;

  beforeAll(async () => {
    board = await startBoard();
    const owner = await member(board.url, 'Owner');
    event = (await owner.post({ guestName: undefined })).id;
    await owner.call('POST', '/api/boards', { body: { slug: 'frozen', title: 'Frozen' } });
    await owner.call('PATCH', '/api/boards/frozen', { body: { posting: 'nobody' } });
  });

  afterAll(() => board.close());

  /** Sends the head of a request and one byte of its body. Resolves with the status, or with null while there is none. */
  function sendHead(name: string, type: string, slug = 'main', bytes = 5_000): Promise<number | null> {
    const [method = '', pattern = ''] = name.split(' ');
    const path = pattern.replace(':board', slug).replace(':id', event).replace(':username', 'Owner');
    return new Promise((resolve, reject) => {
      const sent = request(`${board.url}${path}`, {
        method,
        headers: { 'content-type': type, 'content-length': bytes, 'if-match': '"1"' },
      });
      sent.on('response', (answer) => {
        clearTimeout(patience);
        sent.destroy();
        resolve(answer.statusCode!);
      });
      sent.on('error', (error) => (sent.destroyed ? undefined : reject(error)));
      sent.write('{');
      const patience = setTimeout(() => {
        sent.destroy();
        resolve(null);
      }, 3_000);
    });
  }

  const refused = withBody.filter(([name]) => !forStrangers.includes(name));
  it.each(refused)('[LIMIT-11] %s refuses a stranger before it receives the body', async (name, { upload }) => {
    expect(await sendHead(name, typeOf(upload))).toSatisfy((status: number) => status >= 401 && status <= 404);
  });

  it('[LIMIT-11] a post is refused before its body where nobody can post, and where there is no board', async () => {
    const post = 'POST /api/boards/:board/events';
    expect(await sendHead(post, 'application/json', 'frozen')).toBe(403);
    expect(await sendHead(post, 'application/json', 'nowhere')).toBe(404);
  });

  it.each(withBody)(
    '[LIMIT-11] %s takes no more than its largest body',
    async (name, { upload, bodyBytes = 8_192 }) => {
      const bytes = (upload?.maxBytes ?? bodyBytes) + 1;
      const status = await sendHead(name, typeOf(upload), 'main', bytes);
      expect(status).toSatisfy((answered: number) => answered === 413 || (answered >= 401 && answered <= 404));
      if (forStrangers.includes(name)) expect(status).toBe(413);
    },
  );

  it('[LIMIT-11] the longest event and the longest log-in have room, each character escaped', async () => {
    const long = (count: number): string => '👾'.repeat(count);
    const escaped = (body: object): string =>
      JSON.stringify(body).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const visitor = new Visitor(board.url);
    const posted = await visitor.call('POST', '/api/boards/main/events', {
      raw: escaped({
        name: long(120),
        start: '2030-12-01T18:30',
        end: '2030-12-01T19:30',
        timeZone: 'America/Argentina/ComodRivadavia',
        place: long(200),
        details: long(2_000),
        link: `https://example.org/${long(480)}`,
        guestName: 'Ann',
      }),
    });
    expect([posted.status, posted.body.detail]).toEqual([201, undefined]);
    const logIn = await visitor.call('POST', '/api/login', {
      raw: escaped({ username: long(200), password: long(200) }),
    });
    expect(logIn.status).toBe(401);
  });

  // Last, because it uses up what this address may do.
  it.each([
    ['POST /api/signup', {}],
    ['POST /api/reset-link', { secret: 'a'.repeat(22) }],
  ])('[LIMIT-11] %s refuses an address that has tried too often before it receives the body', async (name, body) => {
    const visitor = new Visitor(board.url);
    const [method = '', path = ''] = name.split(' ');
    await until('the limit', async () => (await visitor.call(method, path, { body })).status === 429);
    expect(await sendHead(name, 'application/json')).toBe(429);
  });
});
