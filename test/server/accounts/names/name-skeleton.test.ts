import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, mixesScripts, readingsOf } from '../../../../server/accounts/names/name-skeleton.ts';
import { passwordProblems } from '../../../../server/accounts/passwords/password-policy.ts';
import { NewPassword } from '../../../../shared/account.ts';
import { Username } from '../../../../shared/username.ts';

const clash = (a: string, b: string): boolean => readingsOf(a).some((reading) => readingsOf(b).includes(reading));

describe('names', () => {
  it('[ACCOUNT-1] clash when they look alike, and only then', () => {
    for (const [a, b] of [
      ['Lena', 'lena'],
      ['Lena', 'Lеna'],
      ['scope', 'ѕсоре'],
      ['ape', 'аре'],
      ['Iris', 'lris'],
      ['bob', 'b0b'],
      ['modern', 'modem'],
      ['straße', 'STRASSE'],
      ['STRAẞE', 'strasse'],
      ['ΣΟΦΟΣ', 'σοφος'],
      ['Åsa', 'Åsa'],
      ['ﬁn', 'fin'],
      ['Lena', 'Le\u200dna'],
    ]) {
      expect([a, b, clash(a!, b!)]).toEqual([a, b, true]);
    }
    for (const [a, b] of [
      ['Lena', 'Lene'],
      ['Zoe', 'Zoë'],
      ['anna', 'hanna'],
      ['lena', 'iena'],
      ['pupil-1', 'pupil-11'],
      ['小林', '小森'],
    ]) {
      expect([a, b, clash(a!, b!)]).toEqual([a, b, false]);
    }
  });

  it('[ACCOUNT-1] mix only scripts that are written together', () => {
    for (const name of ['Lena', 'Lena-2', 'Мария', '小林さん', '김지우', 'ひらカナ漢字x', 'محمد', 'ᚠᚢᚦ', '...1'])
      expect([name, mixesScripts(name)]).toEqual([name, false]);
    for (const name of ['Lеna', 'Мaрия', 'αβγabc', 'kімono', 'Ωmega', 'ԱbC'])
      expect([name, mixesScripts(name)]).toEqual([name, true]);
  });

  it('[ACCOUNT-1] fold to the same text however they are typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
        const folded = foldName(name);
        for (const other of [name.toUpperCase(), name.normalize('NFD'), ` ${name} `, foldName(name)])
          expect(foldName(other)).toBe(folded);
      }),
      { numRuns: 500 },
    );
  });

  it('[ACCOUNT-1] do not change when an accepted name is checked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
        const parsed = Username.safeParse(typed);
        if (!parsed.success) return;
        expect(Username.parse(parsed.data)).toBe(parsed.data);
        expect([...parsed.data].length).toBeGreaterThanOrEqual(2);
        expect([...parsed.data].length).toBeLessThanOrEqual(32);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('passwords', () => {
  const circumstances = { username: 'Lena', boardTitle: 'Riverside School' };

  it('[ACCOUNT-2] are refused if they are common or the account’s name, never for their characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 12, maxLength: 60 }), (password) => {
        if (!NewPassword.safeParse(password).success || new Set(password).size < 8) return;
        expect(passwordProblems(password, 'password', circumstances)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    for (const password of [
      'PASSWORD',
      'passw0rd',
      'lena',
      'LENA',
      'aaaaaaaaaa',
      '123412341234',
      'hgfedcba',
      'riverside school',
      'Community-Board',
    ]) {
      expect([password, passwordProblems(password, 'next', circumstances)]).toEqual([
        password,
        [{ path: 'next', message: expect.any(String) }],
      ]);
    }
  });
});
