import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readTrustProxy } from '../../../../server/config/trust-proxy.ts';
import { Settings } from '../../../../server/config/settings.ts';
import { addressGroup } from '../../../../server/base/address-group.ts';
import { clientAddress, trustProxy } from '../../../../server/http/visitor/client-address.ts';

function request(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

function read(value: string): { trust: ReturnType<typeof readTrustProxy>; mistakes: string[] } {
  const settings = new Settings({ TRUST_PROXY: value });
  return { trust: readTrustProxy(settings), mistakes: settings.mistakes };
}

describe('the address of a client', () => {
  it('[LIMIT-4] is the last address that is not a trusted proxy', () => {
    const forwarded = '192.0.2.1, 192.0.2.2, 10.0.0.3';
    for (const [setting, address] of [
      ['false', '127.0.0.1'],
      ['true', '192.0.2.1'],
      ['1', '10.0.0.3'],
      ['2', '192.0.2.2'],
      ['loopback', '10.0.0.3'],
      ['loopback, 10.0.0.0/8', '192.0.2.2'],
      ['10.0.0.0/8', '127.0.0.1'],
    ] as const) {
      const { trust, mistakes } = read(setting);
      expect([setting, mistakes, clientAddress(request('127.0.0.1', forwarded), trustProxy(trust))]).toEqual([
        setting,
        [],
        address,
      ]);
    }
  });

  it('[LIMIT-4] is the same in every spelling', () => {
    const trust = trustProxy(true);
    for (const [forwarded, address] of [
      ['::ffff:192.0.2.1', '192.0.2.1'],
      ['2001:DB8:0:0::5', '2001:db8::5'],
      ['unknown', 'unknown'],
      ['', '127.0.0.1'],
    ] as const)
      expect([forwarded, clientAddress(request('::ffff:127.0.0.1', forwarded), trust)]).toEqual([forwarded, address]);
    expect(clientAddress(request(undefined), trust)).toBe('');
  });

  it('[LIMIT-4] counts one household’s IPv6 network as one address', () => {
    for (const [address, group] of [
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['2001:db8:0:0:ffff::', '2001:db8:0:0::/64'],
      ['2001:DB8:0:0::5%eth0', '2001:db8:0:0::/64'],
      ['::1', '0:0:0:0::/64'],
      ['192.0.2.1', '192.0.2.1'],
      ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
      ['fe80::', 'fe80:0:0:0::/64'],
      ['unknown', 'unknown'],
    ] as const)
      expect([address, addressGroup(address)]).toEqual([address, group]);
  });

  it('[START-4] TRUST_PROXY refuses values that proxy-addr does not accept', () => {
    for (const value of ['anyone', '100', '10/8', '10.0.0.0/0', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', 'loopback, x'])
      expect([value, read(value).mistakes]).toEqual([value, [expect.stringContaining('TRUST_PROXY must be')]]);
  });
});
