import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asvsLevels } from './support/asvs-levels.ts';

const root = join(import.meta.dirname, '..');
const text = await readFile(join(root, 'docs/asvs.md'), 'utf8');
const rules = await readFile(join(import.meta.dirname, 'SPEC.md'), 'utf8');

type Line = { id: string; level: string; status: string; shown: string };

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const lines = text.split('\n').flatMap((line): Line[] => {
  const [id = '', level = '', , status = '', shown = ''] = cells(line);
  return /^\d+\.\d+\.\d+$/.test(id) ? [{ id, level, status, shown }] : [];
});

const required = Object.entries(asvsLevels).flatMap(([section, levels]) =>
  [...levels].map((level, index) => ({ id: `${section}.${index + 1}`, level })).filter(({ level }) => level !== '3'),
);

/** Rules of test/SPEC.md that a line names. `UTF-8` is of no group there. */
const groups = new Set([...rules.matchAll(/^- \*\*([A-Z]+)-\d+\*\* /gm)].map(([, group]) => group!));
const namedRules = ({ shown }: Line): string[] =>
  [...shown.matchAll(/\b([A-Z]+)-\d+\b/g)].flatMap(([rule, group]) => (groups.has(group!) ? [rule] : []));
const namedFiles = ({ shown }: Line): string[] =>
  [
    ...shown.matchAll(
      /`((?:client|deploy|docs|scripts|server|shared|test)\/[\w./-]*|\.?[\w.-]+\.(?:json|js|ts|md)|\.[\w.]+)`/g,
    ),
  ].map(([, file]) => file!);

it('docs/asvs.md has every requirement of level 1 and 2 once, with its level', () => {
  expect(required).toHaveLength(253);
  expect(lines.map(({ id, level }) => ({ id, level }))).toEqual(required);
});

it('each line has a status, and names what shows it, why it does not apply, or what is needed', () => {
  const shows = (line: Line): boolean =>
    namedRules(line).length + namedFiles(line).length > 0 || /\]\([\w.]*#?[\w-]+\)/.test(line.shown);
  const isOpen = ({ shown }: Line): boolean => shown.includes('Needed: ') || shown.includes('#exceptions)');
  const complete: Record<string, (line: Line) => boolean> = {
    met: shows,
    'set-up': shows,
    partly: (line) => shows(line) && isOpen(line),
    'not met': isOpen,
    'n/a': ({ shown }) => shown !== '',
  };
  const incomplete = lines.filter((line) => complete[line.status]?.(line) !== true);
  expect(incomplete.map(({ id, status, shown }) => `${id} ${status}: ${shown}`)).toEqual([]);
});

it('the summary counts them', () => {
  const summary = text.split('\n').flatMap((line) => {
    const [status, , first, second] = cells(line);
    return /^\d+$/.test(first ?? '') && /^\d+$/.test(second ?? '') ? [[status, Number(first), Number(second)]] : [];
  });
  const count = (status: string, level: string): number =>
    lines.filter((line) => line.status === status && line.level === level).length;
  expect(summary).toEqual(
    ['met', 'set-up', 'partly', 'not met', 'n/a'].map((status) => [status, count(status, '1'), count(status, '2')]),
  );
});

it('each rule and each file that a line names exists', () => {
  const known = new Set([...rules.matchAll(/^- \*\*([A-Z]+-\d+)\*\* /gm)].map(([, rule]) => rule!));
  const unknown = lines.flatMap((line) => [
    ...namedRules(line).filter((rule) => !known.has(rule)),
    ...namedFiles(line).filter((file) => !existsSync(join(root, file))),
  ]);
  expect(unknown).toEqual([]);
});
