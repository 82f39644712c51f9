import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commonPasswordsFile, confusablesFile } from '../../../../scripts/data-files.mjs';
import { confusables } from '../../../../server/accounts/names/confusables.ts';

const require = createRequire(import.meta.url);
const accounts = join(import.meta.dirname, '../../../../server/accounts');

const sample = `# confusables.txt
# © 2026 Unicode®, Inc.
# Version: 18.0.0
0441 ;\t0063 ;\tMA\t# ( с → c ) CYRILLIC SMALL LETTER ES → LATIN SMALL LETTER C\t#
217D ;\t0063 ;\tMA\t# ( ⅽ → c ) SMALL ROMAN NUMERAL ONE HUNDRED → LATIN SMALL LETTER C\t#
006D ;\t0072 006E ;\tMA\t# ( m → rn ) LATIN SMALL LETTER M → LATIN SMALL LETTER R, LATIN SMALL LETTER N\t#
`;

describe('the data of names and passwords', () => {
  it('[ACCOUNT-1] the look-alike table is generated from confusables.txt, without the characters that NFKD replaces', () => {
    const file = confusablesFile(sample);
    expect(file).toContain('confusables.txt 18.0.0');
    expect(file).toContain('\n63: 441\n72+6e: 6d\n');
    expect(file).not.toContain('217d');
    expect(() => confusablesFile('# something else')).toThrow('no confusables.txt');
  });

  it('[ACCOUNT-1] no replacement in the look-alike table is itself replaced', () => {
    const lines = confusables.table.trim().split('\n');
    expect(lines.length).toBeGreaterThan(1_000);
    for (const line of lines) expect(line).toMatch(/^[0-9a-f]+(\+[0-9a-f]+)*:( [0-9a-f]+)+$/);
    const characters = new Set(lines.flatMap((line) => line.split(': ')[1]!.split(' ')));
    const looks = lines.flatMap((line) => line.split(': ')[0]!.split('+'));
    expect(looks.filter((look) => characters.has(look))).toEqual([]);
  });

  it('[ACCOUNT-2] the list of common passwords is the one that `npm run data` writes', async () => {
    const { version } = require('@zxcvbn-ts/language-common/package.json') as { version: string };
    const list = require('@zxcvbn-ts/language-common/src/passwords.json') as string[];
    expect(await readFile(join(accounts, 'passwords/common-passwords.ts'), 'utf8')).toBe(
      commonPasswordsFile(list, version),
    );
  });
});
