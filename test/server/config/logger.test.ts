import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { describe, expect, it } from 'vitest';
import { createJsonLogger } from '../../../server/config/logger.ts';
import {
  createSecurityLog,
  currentSender,
  nameSender,
  securityEvents,
  servingSender,
} from '../../../server/base/security-log.ts';

function logTo(lines: string[], clock: { monotonic: () => number }): Logger {
  return createJsonLogger('info', { destination: { write: (line: string) => void lines.push(line) }, clock });
}

describe('the log', () => {
  it('[LOG-4] docs/security.md lists every security event, and no other', async () => {
    const text = await readFile(new URL('../../../docs/security.md', import.meta.url), 'utf8');
    const [, table = ''] = text.split('## Security events');
    const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...securityEvents].sort());
  });

  it('[LOG-4] what happens outside of a request is by the server, from nowhere', async () => {
    const lines: string[] = [];
    createSecurityLog(logTo(lines, { monotonic: () => 0 })).record('session_expired', { user: 'lena' });
    expect(JSON.parse(lines[0]!)).toMatchObject({
      event: 'session_expired',
      user: 'lena',
      by: 'server',
      address: null,
    });
  });

  it('[LOG-4] what a request causes is by its sender, however late', async () => {
    const sender = new Promise((resolve) => {
      servingSender('192.0.2.1', () => {
        nameSender('guest:1');
        setImmediate(() => resolve(currentSender()));
      });
    });
    expect(await sender).toEqual({ address: '192.0.2.1', by: 'guest:1' });
  });

  it('[LOG-3] is bounded in size and rate, says how much was left out, and every line is JSON', async () => {
    const lines: string[] = [];
    let nowMs = 0;
    const logger = logTo(lines, { monotonic: () => nowMs });
    const log = createSecurityLog(logger);
    const path = '/api/' + 'x'.repeat(15_000);
    const refuse = (): void => log.record('authz_fail', { method: 'DELETE', path });
    for (let n = 0; n < 10_000; n += 1) refuse();
    expect(lines.length).toBeLessThanOrEqual(100);
    expect(lines.join('').length).toBeLessThan(200_000);
    // A flood of one kind hides no other.
    log.record('authn_login_success', { user: 'lena' });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ event: 'authn_login_success', user: 'lena' });
    const before = lines.length - 1;
    nowMs += 1_000;
    refuse();
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ event: 'authz_fail', left_out: 10_000 - before });
    for (const line of lines) expect(line).toMatch(/^\{.*\}\n$/);
  });

  it('[LOG-3] cuts the text and the stack of an error', async () => {
    const lines: string[] = [];
    const logger = logTo(lines, { monotonic: () => 0 });
    logger.error({ err: new Error('x'.repeat(100_000)) }, 'request failed');
    expect(lines[0]!.length).toBeLessThan(20_000);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 50, msg: 'request failed', err: { type: 'Error' } });
  });
});
