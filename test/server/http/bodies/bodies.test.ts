import { PassThrough } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { Bodies } from '../../../../server/http/bodies/bodies.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const json = { maxBytes: 8 * 1024, isFile: false };
const full = Buffer.alloc(8 * 1024);

function halfSent(): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { headers: {} }) as unknown as PassThrough & IncomingMessage;
}

it('[LIMIT-11] a body that does not arrive in time is refused, and nothing of it is held', async () => {
  const clock = new FakeClock();
  const bodies = new Bodies(clock);
  const request = halfSent();
  const received = bodies.receive(request, '192.0.2.1', json);
  request.write('{"name":');
  clock.advance(19_999);
  clock.advance(1);
  await expect(received).rejects.toMatchObject({ code: 'request_timeout' });
  expect(clock.pendingTimers).toBe(0);
});

it('[LIMIT-11] a file has longer than a JSON body', async () => {
  const clock = new FakeClock();
  const request = halfSent();
  const received = new Bodies(clock).receive(request, '192.0.2.1', { maxBytes: 100, isFile: true });
  clock.advance(120_000);
  request.end('whole');
  expect(String(await received)).toBe('whole');
});

it('[LIMIT-11] half-sent bodies of one address hold 4 MB, those of all 16 MB; what is received or given up is free again', async () => {
  const clock = new FakeClock();
  const bodies = new Bodies(clock);
  const outcomes: string[] = [];
  async function send(address: string): Promise<void> {
    const request = halfSent();
    const received = bodies.receive(request, address, json).then(
      () => 'whole',
      (error: { code: string }) => error.code,
    );
    request.write(full);
    // Read in a later turn, as from a socket.
    await new Promise((resolve) => setImmediate(resolve));
    void received.then((outcome) => outcomes.push(outcome));
  }
  for (let n = 0; n < 520; n += 1) await send('192.0.2.1');
  expect(outcomes).toEqual(Array.from({ length: 8 }, () => 'busy'));
  for (let n = 0; n < 1_536; n += 1) await send(`198.51.100.${n % 200}`);
  expect(outcomes).toHaveLength(8);
  await send('203.0.113.1');
  expect(outcomes).toHaveLength(9);
  clock.advance(20_000);
  await new Promise((resolve) => setImmediate(resolve));
  outcomes.length = 0;
  for (let n = 0; n < 512; n += 1) await send('192.0.2.1');
  expect(outcomes).toEqual([]);
});

it('[LIMIT-11] a body is refused at its limit, whether it says its length or not', async () => {
  const bodies = new Bodies(new FakeClock());
  const named = Object.assign(halfSent(), { headers: { 'content-length': '8193' } });
  await expect(bodies.receive(named, '192.0.2.1', json)).rejects.toMatchObject({ code: 'payload_too_large' });
  const unnamed = halfSent();
  const received = bodies.receive(unnamed, '192.0.2.1', json);
  unnamed.end(Buffer.alloc(8 * 1024 + 1));
  await expect(received).rejects.toMatchObject({ code: 'payload_too_large' });
});

it('[LIMIT-15] a body in small parts arrives whole; one in crumbs is given up after a thousand, and its connection with it', async () => {
  const bodies = new Bodies(new FakeClock());
  const file = { maxBytes: 5 * 1024 * 1024, isFile: true };
  const small = halfSent();
  const whole = bodies.receive(small, '192.0.2.1', file);
  for (let part = 0; part < 3_000; part += 1) small.write('x'.repeat(300));
  small.end('y');
  expect(String(await whole)).toBe(`${'x'.repeat(900_000)}y`);

  const crumbs = halfSent();
  let isCut = false;
  const socket = { destroy: () => (isCut = true) };
  const refused = bodies.receive(Object.assign(crumbs, { socket }) as unknown as IncomingMessage, '192.0.2.1', file);
  for (let part = 0; part < 900; part += 1) crumbs.write('x');
  await new Promise((resolve) => setImmediate(resolve));
  expect(isCut).toBe(false);
  for (let part = 0; part < 200; part += 1) crumbs.write('x');
  await expect(refused).rejects.toMatchObject({ code: 'invalid_request' });
  expect(isCut).toBe(true);
});
