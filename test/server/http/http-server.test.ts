import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openHttpServer } from '../../../server/http/http-server.ts';
import { securityHeaders } from '../../../server/http/security-headers.ts';

it.each([
  ['over HTTPS', true, 'max-age=31536000'],
  ['over HTTP', false, null],
])('[DOOR-4] the answer of a server that is starting has strict headers, too: %s', async (_how, secure, strict) => {
  const setHeaders = securityHeaders(() => secure);
  const server = await openHttpServer({ host: '127.0.0.1', port: 0, setHeaders });
  onTestFinished(() => server.close());
  const { status, headers } = await fetch(server.localUrl);
  expect([status, headers.get('content-type')]).toEqual([503, 'text/plain; charset=utf-8']);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toBe(strict);
});

it('[DOOR-12] keeps an idle connection for longer than Caddy does: two minutes', async () => {
  const server = await openHttpServer({ host: '127.0.0.1', port: 0, setHeaders: securityHeaders(() => false) });
  onTestFinished(() => server.close());
  server.serve((_request, response) => response.end());
  const { headers } = await fetch(server.localUrl);
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(120);
});

it('[LIMIT-15] the rest of a chunked body that nobody reads is not read', async () => {
  const server = await openHttpServer({ host: '127.0.0.1', port: 0, setHeaders: securityHeaders(() => false) });
  onTestFinished(() => server.close());
  server.serve((_request, response) => response.end('ok'));
  const socket = connect(Number(new URL(server.localUrl).port), '127.0.0.1');
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: board\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(String(answer)).toContain('200 OK');
  await closed;
});
