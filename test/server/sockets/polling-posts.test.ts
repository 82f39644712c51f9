import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { boundPollingPosts } from '../../../server/sockets/polling-posts.ts';
import { FakeClock } from '../../support/fake-clock.ts';

type Post = { address: string; status: number | 'received'; isCut: boolean; end: () => void };

function polling(clock: FakeClock): (address: string) => Post {
  const bound = boundPollingPosts({
    clock,
    maxBytes: 10_000,
    addressGroupOf: (request) => (request as unknown as Post).address,
    maxUnderWay: { all: 3, each: 2 },
  });
  return (address) => {
    const response = new EventEmitter();
    const post: Post = { address, status: 0, isCut: false, end: () => response.emit('close') };
    const request = Object.assign(post, {
      method: 'POST',
      headers: { 'content-length': '100' },
      destroy: () => {
        post.isCut = true;
        response.emit('close');
      },
    });
    Object.assign(response, { writeHead: (status: number) => (post.status = status), end: () => {} });
    bound(request as unknown as IncomingMessage, response as unknown as ServerResponse, () => {
      post.status = 'received';
    });
    return post;
  };
}

it('[DOOR-16] a POST of long polling that is not whole after 20 s is cut off', () => {
  const clock = new FakeClock();
  const send = polling(clock);
  const [slow, whole] = [send('192.0.2.1'), send('192.0.2.1')];
  whole.end();
  clock.advance(19_999);
  expect(slow.isCut).toBe(false);
  clock.advance(1);
  expect([slow.isCut, whole.isCut, clock.pendingTimers]).toEqual([true, false, 0]);
});

it('[DOOR-16] the POSTs of long polling under way are bounded, for an address and together', () => {
  const send = polling(new FakeClock());
  const [first, second, third] = ['192.0.2.1', '192.0.2.1', '192.0.2.1'].map(send);
  expect([first!.status, second!.status, third!.status]).toEqual(['received', 'received', 503]);
  expect(send('198.51.100.1').status).toBe('received');
  expect(send('203.0.113.1').status).toBe(503);
  first!.end();
  expect(send('203.0.113.1').status).toBe('received');
});
