import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const number = /\[([A-Z]+-\d+)\]/g;

async function rules(): Promise<string[]> {
  const text = await readFile(join(import.meta.dirname, 'SPEC.md'), 'utf8');
  return [...text.matchAll(/^- \*\*([A-Z]+-\d+)\*\* /gm)].map(([, rule]) => rule!);
}

async function carried(): Promise<Set<string>> {
  const files = (await readdir(import.meta.dirname, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(import.meta.dirname, name), 'utf8')));
  return new Set(texts.flatMap((text) => [...text.matchAll(number)].map(([, rule]) => rule!)));
}

it('every rule has a test, every test names a known rule, and no number is used twice', async () => {
  const [known, tested] = await Promise.all([rules(), carried()]);
  expect(
    known.filter((rule, index) => known.indexOf(rule) < index),
    'given twice',
  ).toEqual([]);
  expect(
    known.filter((rule) => !tested.has(rule)),
    'rules without a test',
  ).toEqual([]);
  expect(
    [...tested].filter((rule) => !known.includes(rule)),
    'tests of unknown rules',
  ).toEqual([]);
});
