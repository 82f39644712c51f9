import { describe, expect, it } from 'vitest';
import { BoundedMap } from '../../shared/bounded-map.ts';

describe('BoundedMap', () => {
  it('drops the entry that was set longest ago when there are more than `max`', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1).set('b', 2).set('c', 3);
    expect([...map]).toEqual([
      ['b', 2],
      ['c', 3],
    ]);
  });

  it('a key that is set again becomes the newest, and reading changes nothing', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1).set('b', 2).set('a', 3);
    map.get('b');
    map.set('c', 4);
    expect([...map.keys()]).toEqual(['a', 'c']);
    expect(map.get('a')).toBe(3);
  });

  it('accepts undefined as a key like any other', () => {
    const map = new BoundedMap<string | undefined, number>(1);
    map.set(undefined, 1).set('a', 2);
    expect([...map.keys()]).toEqual(['a']);
  });
});
