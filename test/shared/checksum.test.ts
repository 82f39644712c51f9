import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SetChecksum } from '../../shared/checksum.ts';

/** FNV-1a as it is defined, over the UTF-8 bytes, with BigInt. */
function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash;
}

const member = fc.tuple(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 }),
  fc.integer({ min: 1, max: 1e9 }),
);

describe('the checksum', () => {
  it('[FEED-3] of the empty set is all zeros', () => {
    expect(new SetChecksum().toString()).toBe('0000000000000000');
  });

  it('[FEED-3] of one member is FNV-1a as published', () => {
    // "a" → af63dc4c8601ec8c is the draft's own test vector; it checks the reference above.
    expect(fnv1a64('a').toString(16)).toBe('af63dc4c8601ec8c');
    const checksum = new SetChecksum();
    checksum.toggle('5f5f5f5f5f5f5f5f5f5f5f5f', 1);
    expect(checksum.toString()).toBe(fnv1a64('5f5f5f5f5f5f5f5f5f5f5f5f:1').toString(16).padStart(16, '0'));
  });

  it('[FEED-3] is the XOR of its members in any order, and taking a member out removes it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ([id]) => id, maxLength: 30 }), fc.nat(), (members, seed) => {
        const expected = members
          .reduce((sum, [id, version]) => sum ^ fnv1a64(`${id}:${version}`), 0n)
          .toString(16)
          .padStart(16, '0');
        const shuffled = [...members].sort(([a], [b]) => (fnv1a64(a + seed) < fnv1a64(b + seed) ? -1 : 1));
        const checksum = new SetChecksum();
        for (const [id, version] of shuffled) checksum.toggle(id, version);
        expect(checksum.toString()).toBe(expected);
        for (const [id, version] of members) checksum.toggle(id, version);
        expect(checksum.toString()).toBe('0000000000000000');
      }),
    );
  });
});
