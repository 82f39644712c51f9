import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { UnreadAnswers } from '../../../server/http/unread-answers.ts';

const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024);

/** A response that its client does not read. `cut` is called when it has waited too long. */
function unread() {
  const events = new EventEmitter();
  const response = Object.assign(events, {
    ended: false,
    cut: (): void => {},
    setTimeout: (_ms: number, callback: () => void): void => {
      response.cut = callback;
    },
    end: (): void => {
      response.ended = true;
    },
    destroy: () => events.emit('close'),
  }) as EventEmitter & { ended: boolean; cut: () => void };
  return response as typeof response & ServerResponse;
}

it('[DOOR-11] answers that one address does not read hold 32 MB, those of all 64 MB', () => {
  const answers = new UnreadAnswers();
  const held = [0, 1].map(() => {
    const response = unread();
    answers.send(response, megabytes(16), '192.0.2.1');
    return response;
  });
  expect(() => answers.send(unread(), megabytes(1), '192.0.2.1')).toThrow(expect.objectContaining({ code: 'busy' }));
  for (const address of ['192.0.2.2', '192.0.2.3']) answers.send(unread(), megabytes(16), address);
  expect(() => answers.send(unread(), megabytes(1), '192.0.2.4')).toThrow(expect.objectContaining({ code: 'busy' }));
  held[0]!.emit('close');
  answers.send(unread(), megabytes(1), '192.0.2.1');
});

it('[DOOR-11] one answer that many read is held once, and the first answer passes, however large', () => {
  const answers = new UnreadAnswers();
  const snapshot = megabytes(70);
  for (let n = 0; n < 1_000; n += 1) {
    const response = unread();
    answers.send(response, snapshot, `192.0.${n >> 8}.${n & 255}`);
    expect(response.ended).toBe(true);
  }
});

it('[DOOR-11] a client that takes nothing for a minute is cut off, and its answer is free', () => {
  const answers = new UnreadAnswers();
  const response = unread();
  answers.send(response, megabytes(64), '192.0.2.1');
  expect(() => answers.send(unread(), megabytes(1), '192.0.2.1')).toThrow();
  response.cut();
  answers.send(unread(), megabytes(64), '192.0.2.1');
});
