import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { LiveSet } from '../../../shared/live-set.ts';
import { contract } from '../../../shared/api/contract.ts';
import { protocolVersion } from '../../../shared/protocol-version.ts';
import type { Snapshot } from '../../../shared/feed-protocol.ts';
import { openApiDocument } from '../../../server/http/openapi.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('HTTP', () => {
  let board: TestBoard;
  let visitor: Visitor;

  beforeAll(async () => {
    board = await startBoard({ settings: { ALLOWED_ORIGINS: 'https://school.example' } });
    visitor = new Visitor(board.url);
  });

  afterAll(() => board.close());

  it('[FEED-17] the snapshot is compressed, has the right checksum, and is not sent twice', async () => {
    const { id } = await visitor.post();
    const response = await until('the event to be in the snapshot', async () => {
      const answer = await fetch(`${board.url}/api/boards/main/snapshot`, { headers: { 'accept-encoding': 'gzip' } });
      const snapshot = (await answer.json()) as Snapshot;
      return snapshot.events.some((event) => event.id === id) && { answer, snapshot };
    });
    expect(response.answer.headers.get('content-encoding')).toBe('gzip');
    const set = new LiveSet();
    set.reset(response.snapshot.events);
    expect([set.size, set.checksum]).toEqual([response.snapshot.size, response.snapshot.checksum]);
    const etag = response.answer.headers.get('etag')!;
    const again = await fetch(`${board.url}/api/boards/main/snapshot`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('[FEED-8] the public cannot get the moderators’ snapshot', async () => {
    expect((await visitor.get('/api/boards/main/snapshot?audience=moderators')).status).toBe(403);
    expect((await visitor.get('/api/boards/main/snapshot?audience=all')).status).toBe(400);
  });

  it('[HTTP-1] serves the board, and a clear 404 for a missing address', async () => {
    expect((await visitor.get('/api/boards/main')).body).toEqual({
      board: {
        slug: 'main',
        title: 'Riverside School',
        description: null,
        theme: 'harbour',
        mark: null,
        cover: null,
        timeZone: 'Europe/Berlin',
        posting: 'anyone',
        openTo: 'anyone',
        approval: false,
        categories: [],
        guestNames: 'shown',
        archived: false,
        joinCode: expect.stringMatching(/^[A-Z0-9]{5}$/) as string,
        spotlight: null,
        joinSlide: false,
        firstSteps: true,
        peopleRevision: 0,
      },
      you: { role: null, removed: false },
      waiting: 0,
    });
    const cases: [string, number, string][] = [
      ['/api/boards/nowhere', 404, 'board_not_found'],
      ['/api/boards/No%20Board', 404, 'board_not_found'],
      ['/api/boards/nowhere/events', 404, 'board_not_found'],
      ['/api/events/x', 400, 'invalid_id'],
      [`/api/events/${'0'.repeat(24)}`, 404, 'event_not_found'],
      ['/api/nothing', 404, 'not_found'],
      ['/api', 404, 'not_found'],
    ];
    for (const [path, status, code] of cases) {
      const answer = await visitor.get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, status, code]);
    }
  });

  it('[HTTP-1] answers a wrong method with a 405 that names the right ones', async () => {
    const answer = await visitor.call('DELETE', '/api/boards/main/events');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  it('[HTTP-1] every address of the API answers each method that it does not have with a 405 that names its own', async () => {
    const methodsAt = new Map<string, string[]>();
    for (const name of Object.keys(contract)) {
      const [method = '', path = ''] = name.split(' ');
      methodsAt.set(path, [...(methodsAt.get(path) ?? []), method, ...(method === 'GET' ? ['HEAD'] : [])]);
    }
    for (const [path, methods] of methodsAt)
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
        (one) => !methods.includes(one),
      )) {
        const [status, allow = '', code] = await answerTo(method, path.replaceAll(/:\w+/g, 'x'));
        expect([method, path, status, allow.split(', ').sort(), code]).toEqual([
          method,
          path,
          405,
          methods.sort(),
          'method_not_allowed',
        ]);
      }
  });

  it.each([
    '/boards/main.ics',
    '/boards/main.atom',
    `/events/${'0'.repeat(24)}.ics`,
    '/API/session',
    '/api/session/',
    '/api/openapi.json',
    '/healthz',
    '/readyz',
  ])('[HTTP-1] %s answers every other method with a 405', async (path) => {
    for (const method of ['POST', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])
      expect([method, ...(await answerTo(method, path))]).toEqual([method, 405, 'GET, HEAD', 'method_not_allowed']);
  });

  it('[HTTP-1] where no call has the address, another method is a 404', async () => {
    for (const path of ['/boards/main.icsx', '/boards/mainxics', '/api/nothing', '/metrics'])
      expect([path, ...(await answerTo('TRACE', path))]).toEqual([path, 404, undefined, 'not_found']);
  });

  /** The status, the allowed methods and the code. `fetch` sends no TRACE. */
  async function answerTo(method: string, path: string): Promise<[number, string | undefined, string]> {
    const sent = request(`${board.url}${path}`, { method, headers: { 'x-forwarded-for': '192.0.2.1' } });
    const [answer] = (await once(sent.end(), 'response')) as [IncomingMessage];
    return [answer.statusCode!, answer.headers.allow, ((await json(answer)) as { code: string }).code];
  }

  it('[HTTP-2] an address or headers of more than 16 kB get a 431 without a body', async () => {
    for (const [path, headers] of [
      [`/api/session?${'x'.repeat(20_000)}`, {}],
      ['/api/session', { cookie: 'x'.repeat(20_000) }],
    ] as const) {
      const answer = await fetch(`${board.url}${path}`, { headers });
      expect([answer.status, await answer.text()]).toEqual([431, '']);
    }
  });

  it('[HTTP-7] a parameter that is given twice is told so', async () => {
    const { status, body } = await visitor.get('/api/boards/main/events?q=a&q=b');
    expect([status, body.errors]).toEqual([400, [{ path: 'q', message: 'Give it once.' }]]);
  });

  it('[HTTP-2] describes its routes, and answers every call that it describes', async () => {
    const { body } = await visitor.get('/api/openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument(contract))));
    for (const name of Object.keys(contract)) {
      const [method = '', path = ''] = name.split(' ');
      const response = await fetch(board.url + path.replace(/:\w+/g, 'x'), { method, redirect: 'manual' });
      const problem = response.ok ? {} : ((await response.json()) as { code?: string });
      expect(['not_found', 'method_not_allowed'], name).not.toContain(problem.code);
    }
  });

  it('[FEED-21] names its protocol version, and refuses a client whose version it does not serve', async () => {
    const answerTo = async (version: string | null) => {
      const { status, headers, body } = await visitor.call('GET', '/api/boards/main', {
        headers: version === null ? {} : { 'api-version': version },
      });
      return [status, body.code, headers.get('api-version')];
    };
    const own = String(protocolVersion);
    expect(await answerTo(null)).toEqual([200, undefined, own]);
    expect(await answerTo('1')).toEqual([200, undefined, own]);
    expect(await answerTo(own)).toEqual([200, undefined, own]);
    expect(await answerTo('0')).toEqual([426, 'client_too_old', own]);
    expect(await answerTo('99')).toEqual([421, 'client_too_new', own]);
    expect(await answerTo('one')).toEqual([400, 'invalid_request', own]);
  });

  it('[DOOR-1] refuses unsafe calls from other sites, whatever they look like', async () => {
    const body = { name: 'x', start: '2026-12-01', guestName: 'Eve' };
    const post = (headers: Record<string, string>) =>
      new Visitor(board.url).call('POST', '/api/boards/main/events', { body, headers });
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect([headers, (await post(headers as unknown as Record<string, string>)).body.code]).toEqual([
        headers,
        'origin_forbidden',
      ]);
    }
    for (const headers of [
      {},
      { origin: board.url },
      { origin: 'https://school.example' },
      { 'sec-fetch-site': 'same-origin' },
    ]) {
      expect((await post(headers as Record<string, string>)).status).toBe(201);
    }
  });

  it('[DOOR-2] accepts only JSON, and not too much of it', async () => {
    const path = '/api/boards/main/events';
    const cases: [Parameters<Visitor['call']>[2], number, string][] = [
      [
        { raw: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        415,
        'unsupported_media_type',
      ],
      [{ raw: '{"name":"x"}', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
      [{ raw: '{"name":' }, 400, 'invalid_json'],
      [{ raw: JSON.stringify({ name: 'x'.repeat(200_000) }) }, 413, 'payload_too_large'],
      [{ raw: '[]' }, 400, 'invalid_request'],
      [{ raw: '"text"' }, 400, 'invalid_request'],
      [{ raw: Buffer.from([0x7b, 0xff, 0x7d]) }, 400, 'invalid_json'],
    ];
    for (const [options, status, code] of cases) {
      const answer = await visitor.call('POST', path, options);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
  });

  it('[DOOR-3] operators, odd types and hostile texts get a clear 400, and change nothing', async () => {
    const hostile: unknown[] = [
      { $gt: '' },
      ['a'],
      7,
      true,
      null,
      { toString: 'x' },
      'a\u0000b',
      '\ud800',
      '\u202e',
      'x'.repeat(5_000),
      1e308,
    ];
    const before = await board.database.db.collection('events').countDocuments();
    for (const field of ['id', 'name', 'start', 'timeZone', 'guestName']) {
      for (const value of hostile) {
        const { status, body } = await visitor.call('POST', '/api/boards/main/events', {
          body: { name: 'x', start: '2026-12-01', guestName: 'Eve', [field]: value },
        });
        expect([field, value, status, body.code]).toEqual([field, value, 400, 'invalid_request']);
      }
    }
    for (const raw of [
      '{"__proto__":{"name":"x"},"name":"x","start":"2026-12-01"}',
      '{"constructor":{"prototype":{}},"name":"x","start":"2026-12-01"}',
    ]) {
      expect((await visitor.call('POST', '/api/boards/main/events', { raw })).status).toBe(400);
    }
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    expect((await visitor.call('POST', '/api/boards/main/events', { raw: deep })).status).toBe(400);
    expect(await board.database.db.collection('events').countDocuments()).toBe(before);
  });

  it('[DOOR-3] no generated body or path makes a 5xx at any route', async () => {
    const { body } = await visitor.get('/api/openapi.json');
    const routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
    );
    const segment = fc.oneof(
      fc.constantFrom('main', '0'.repeat(24), '%00', '%ff', '..%2f', '$where'),
      fc.string({ maxLength: 20 }).map(encodeURIComponent),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        segment,
        fc.jsonValue(),
        fc.webQueryParameters(),
        fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 12 })),
        async ({ path, method }, part, value, query, ifMatch) => {
          const answer = await fetch(`${board.url}${path.replace(/\{\w+\}/, part)}?${query}`, {
            method,
            headers: { 'content-type': 'application/json', ...(ifMatch === null ? {} : { 'if-match': ifMatch }) },
            ...(method === 'GET' ? {} : { body: JSON.stringify(value) }),
          });
          await answer.arrayBuffer();
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('[DOOR-4] sends strict headers: content security policy, no sniffing, no framing', async () => {
    const { headers } = await visitor.get('/api/session');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect([
      headers.get('x-content-type-options'),
      headers.get('cache-control'),
      headers.get('x-powered-by'),
      headers.get('strict-transport-security'),
    ]).toEqual(['nosniff', 'no-store', null, null]);
  });

  it('[DOOR-4] every answer has them, also those of Socket.IO', async () => {
    const policy = (await visitor.get('/api/session')).headers.get('content-security-policy');
    const handshake = '/socket.io/?EIO=4&transport=';
    for (const path of ['/healthz', '/api/none', `${handshake}polling`, `${handshake}websocket`, '/boards/main.ics']) {
      const { headers } = await fetch(board.url + path);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect([path, headers.get('content-security-policy')]).toEqual([path, policy]);
      expect([path, headers.get('referrer-policy')]).toEqual([path, 'same-origin']);
    }
  });

  it('[DOOR-5] the cookie is sealed, out of reach for scripts, and for this site only', async () => {
    const response = await fetch(`${board.url}/api/session`);
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^board=Fe26\.2.*HttpOnly/);
    expect(cookie).toContain('SameSite=Lax');
    const forged = await fetch(`${board.url}/api/session`, { headers: { cookie: 'board=Fe26.2*1*forged' } });
    expect(await forged.json()).toEqual({ user: null, guest: null });
  });

  it('[HTTP-3] `/healthz`, `/readyz` and `/metrics` report the state of the process', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await fetch(board.url + path)).status).toBe(200);
    expect(await (await fetch(`${board.url}/metrics`)).text()).toContain('board_feed_frames_total');
  });
});
