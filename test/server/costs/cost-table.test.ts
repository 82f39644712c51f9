import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contract } from '../../../shared/api/contract.ts';
import { drives } from './drives/drives.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The first cells of the table of costs. */
function namedInTable(): string[] {
  const [, section = ''] = read('docs/security.md').split('## What a request can cost\n');
  return [...section.split('\n## ')[0]!.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!);
}

/** The addresses that are served beside the contract, as the application registers them. */
const besideContract = [...read('server/http/http-app.ts').matchAll(/app\.get\('([^']+)'/g)].map(
  ([, path]) => `GET ${path}`,
);

/** The messages that a socket listens to. */
const messages = readdirSync(join(root, 'server/sockets'))
  .flatMap((file) => [...read(`server/sockets/${file}`).matchAll(/socket\.on\('(\w+)'/g)])
  .map(([, name]) => `message ${name}`)
  .filter((name) => name !== 'message disconnect');

it('[COST-2] the table of costs in docs/security.md has each call, page and message, and each row has a drive', () => {
  expect(besideContract.length).toBeGreaterThan(3);
  expect(messages.length).toBeGreaterThan(1);
  const named = namedInTable();
  expect(
    [...Object.keys(contract), ...besideContract, ...messages].filter((name) => !named.includes(name)),
    'not in the table',
  ).toEqual([]);
  expect(
    named.filter((name) => !(name in drives)),
    'without a drive',
  ).toEqual([]);
  expect(
    Object.keys(drives).filter((name) => !named.includes(name)),
    'driven, but not in the table',
  ).toEqual([]);
});
