import { describe, expect, it } from 'vitest';
import { DisplayName } from '../../shared/display-name.ts';

describe('[ACCOUNT-17] a display name', () => {
  it.each([
    ['Dr. Ana M. Ruiz', 'Dr. Ana M. Ruiz'],
    ['  Ana \u00a0\u2003  Ruiz ', 'Ana Ruiz'],
    ['Zoe\u0308', 'Zoë'],
    ['李小龍', '李小龍'],
    ['x'.repeat(50), 'x'.repeat(50)],
    [`${'x '.repeat(24)}      x`, `${'x '.repeat(24)}x`],
    ['𝔞'.repeat(50), '𝔞'.repeat(50)],
  ])('takes %j as %j', (given, expected) => {
    expect(DisplayName.parse(given)).toBe(expected);
  });

  it.each([
    [''],
    ['   '],
    ['x'.repeat(51)],
    ['Ana\nRuiz'],
    ['Ana\tRuiz'],
    ['Ana\u202eRuiz'],
    ['\u2066Ana'],
    ['\u200b'],
    ['\0'],
  ])('refuses %j', (given) => {
    expect(DisplayName.safeParse(given).success).toBe(false);
  });
});
