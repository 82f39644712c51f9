import { describe, expect, it } from 'vitest';
import { EventPatch, NewEvent } from '../../shared/event.ts';

const valid = { name: 'Choir try-outs', start: '2026-12-01T18:30' };

function problems(body: object): string[] {
  return NewEvent.safeParse({ ...valid, ...body }).error?.issues.map((issue) => issue.path.join('.')) ?? [];
}

describe('the input for an event', () => {
  it('[EVENT-1] texts are trimmed and composed, and an empty optional field is null', () => {
    expect(NewEvent.parse({ ...valid, name: '  Cafe\u0301 \n', place: '  ', details: 'a\r\nb', link: '' })).toEqual({
      ...valid,
      name: 'Café',
      place: null,
      details: 'a\nb',
      link: null,
    });
  });

  it.each([
    ['name', ''],
    ['name', '   '],
    ['name', 'x'.repeat(121)],
    ['name', 'two\nlines'],
    ['name', 'NUL\0'],
    ['name', 'evil\u202Etxt'],
    ['name', '\ud800'],
    ['name', { $gt: '' }],
    ['name', ['a']],
    ['name', 7],
    ['start', '2026-02-30'],
    ['start', '2026-12-01T24:00'],
    ['start', '2026-12-01T18:30:00'],
    ['start', '2026-12-01T18:30Z'],
    ['start', ''],
    ['start', '0026-12-05T18:00'],
    ['start', '1899-12-31'],
    ['start', '9999-01-01'],
    ['end', '9999-12-31T23:59'],
    ['end', '2026-12-01T18:29'],
    ['end', '2026-12-02'],
    ['timeZone', 'Mars/Base'],
    ['timeZone', '+02:00'],
    ['place', 'x'.repeat(201)],
    ['details', 'x'.repeat(2001)],
    ['link', 'javascript:alert(1)'],
    ['link', 'http://'],
    ['link', 'ftp://a.example'],
    ['link', `https://a.example/${'x'.repeat(500)}`],
    ['id', 'xyz'],
    ['id', 'ABCDEFABCDEFABCDEFABCDEF'],
    ['guestName', ''],
  ])('[EVENT-1] is refused at its field: %s %j', (field, value) => {
    expect(problems({ [field]: value })).toEqual([field]);
  });

  it('[EVENT-1] counts characters, not UTF-16 units', () => {
    expect(problems({ name: '🎉'.repeat(120) })).toEqual([]);
    expect(problems({ name: '🎉'.repeat(121) })).toEqual(['name']);
  });

  it('[EVENT-1] an unknown field is an error', () => {
    for (const name of ['color', '__proto__x', 'version', 'owner'])
      expect(NewEvent.safeParse({ ...valid, [name]: 1 }).success).toBe(false);
  });

  it.each([
    { start: '2026-12-01', end: '2026-12-01' },
    { start: '2026-12-01', end: '2026-12-24' },
    { start: '2026-12-01T18:30', end: '2026-12-01T18:30' },
    { start: '2028-02-29' },
  ])('[EVENT-1] accepts $start to $end', (times) => {
    expect(problems(times)).toEqual([]);
  });

  it('[EVENT-2] a patch has only what it changes, which is checked in the same way', () => {
    expect(EventPatch.parse({ place: '' })).toEqual({ place: null });
    expect(EventPatch.safeParse({ start: '2026-12-02', end: '2026-12-01' }).success).toBe(false);
    expect(EventPatch.safeParse({ end: '2026-12-01' }).success).toBe(true);
  });
});
