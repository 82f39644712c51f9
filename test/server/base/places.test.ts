import { describe, expect, it } from 'vitest';
import { Places } from '../../../server/base/places.ts';

describe('places for expensive work', () => {
  it('[LIMIT-6] are bounded, fewer for each address, and free again afterwards', () => {
    const places = new Places(3, 2);
    const [first] = [places.take('a'), places.take('a')];
    expect(places.take('a')).toBeNull();
    const other = places.take('b');
    expect([other === null, places.take('c')]).toEqual([false, null]);
    first!();
    expect(places.take('c')).not.toBeNull();
    expect(places.take('a')).toBeNull();
    other!();
    expect(places.take('a')).not.toBeNull();
  });

  it('[LIMIT-6] a place counts for a person and for their address', () => {
    const places = new Places(4, 2);
    const first = places.take('user:a', '192.0.2.1');
    expect(places.take('user:a', '192.0.2.2')).not.toBeNull();
    expect(places.take('user:a', '192.0.2.3')).toBeNull();
    expect(places.take('user:b', '192.0.2.1')).not.toBeNull();
    expect(places.take('user:c', '192.0.2.1')).toBeNull();
    first!();
    expect(places.take('user:a', '192.0.2.3')).not.toBeNull();
  });
});
