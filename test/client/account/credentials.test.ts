import { expect, it } from 'vitest';
import { nextPage } from '../../../client/account/credentials.ts';

it.each([
  ['/b/main/moderate?x=1', '/b/main/moderate?x=1'],
  ['/..//evil.example/phish', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
])('[PAGE-37] after logging in, %s leads to %s, never to another site', (next, page) => {
  expect(nextPage(new URLSearchParams({ next }), 'https://board.example')).toBe(page);
});
