import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createOriginPolicy } from '../../../../server/http/visitor/origin.ts';

const from = (headers: Record<string, string>): IncomingMessage => ({ headers }) as unknown as IncomingMessage;
const foreign = from({ origin: 'http://evil.example', host: 'evil.example' });
const allowedOrigins = ['https://school.example'];

describe('the origin of a call', () => {
  it('[DOOR-9] without `PUBLIC_URL` it is the address of the request or an allowed one', () => {
    const { allows } = createOriginPolicy({ allowedOrigins, publicUrl: null });
    expect(allows(from({ origin: 'http://localhost:3000', host: 'localhost:3000' }))).toBe(true);
    expect(allows(from({ origin: 'https://school.example', host: 'localhost:3000' }))).toBe(true);
    expect(allows(from({ origin: 'http://evil.example', host: 'localhost:3000' }))).toBe(false);
  });

  it('[DOOR-9] with `PUBLIC_URL` it is that or an allowed one, whatever the `Host`', () => {
    const { allows } = createOriginPolicy({ allowedOrigins, publicUrl: 'https://board.example' });
    expect(allows(foreign)).toBe(false);
    expect(allows(from({ origin: 'https://board.example', host: 'localhost:3000' }))).toBe(true);
    expect(allows(from({ origin: 'https://school.example', host: 'board.example' }))).toBe(true);
    expect(allows(from({ host: 'localhost:3000' }))).toBe(true);
  });
});
