import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { contract } from '../shared/api/contract.ts';
import { problems } from '../shared/problem.ts';

const root = join(import.meta.dirname, '..');

const Packages = z.record(z.string(), z.string());

/** The paths, from the root, of the files in a folder with this ending. With `deep`, also those in its subfolders. */
function filesIn(folder: string, ending: string, deep = false): string[] {
  return readdirSync(join(root, folder), { recursive: deep, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

const documents = [...filesIn('.', '.md'), ...filesIn('docs', '.md', true), 'test/SPEC.md'];

/** The anchors that GitHub gives the headings: `## The inner loop` is `#the-inner-loop`. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) => heading!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCodeBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

async function brokenLinks(document: string): Promise<string[]> {
  const text = withoutCodeBlocks(await readFile(join(root, document), 'utf8'));
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  const broken = await Promise.all(
    targets
      .filter((target) => !/^(https?|mailto):/.test(target))
      .map(async (target) => {
        const [path, anchor] = target.split('#');
        const file = path === '' ? join(root, document) : join(root, dirname(document), path!);
        if (!existsSync(file)) return [target];
        if (anchor === undefined) return [];
        return anchorsOf(await readFile(file, 'utf8')).has(anchor) ? [] : [target];
      }),
  );
  return broken.flat().map((target) => `${document}: ${target}`);
}

/** Paths in code quotes that begin with a folder of the repository, such as `server/feed/pacer.ts` or `client/feed/`. */
const namedPath = /`((?:client|deploy|docs|scripts|server|shared|test)\/[\w./-]*)`/g;

async function missingPaths(document: string): Promise<string[]> {
  const text = await readFile(join(root, document), 'utf8');
  return [...text.matchAll(namedPath)]
    .map(([, path]) => path!)
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${document}: ${path}`);
}

it('every relative link in a document leads to an existing file and heading', async () => {
  expect((await Promise.all(documents.map(brokenLinks))).flat()).toEqual([]);
});

it('every file and folder that a document names exists', async () => {
  expect((await Promise.all(documents.map(missingPaths))).flat()).toEqual([]);
});

/** Names from the code in code quotes: `maxIntervalMs`, `EventWatcher`. */
const namedIdentifier = /`([a-z]+[A-Z]\w*|[A-Z][a-z]+\w*)`/g;

it('every code name in the documents for maintainers exists in the code', async () => {
  const sources = ['server', 'shared', 'client'].flatMap((folder) => filesIn(folder, '.ts', true));
  const code = (await Promise.all(sources.map((name) => readFile(join(root, name), 'utf8')))).join('\n');
  const words = new Set(code.match(/\w+/g));
  const guides = ['CONTRIBUTING.md', 'docs/architecture.md', ...filesIn('docs/decisions', '.md')];
  const named = await Promise.all(
    guides.map(async (guide) =>
      [...(await readFile(join(root, guide), 'utf8')).matchAll(namedIdentifier)].map(([, name]) => ({ guide, name })),
    ),
  );
  expect(named.flat().filter(({ name }) => !words.has(name!))).toEqual([]);
});

it('the index of decisions lists each of them', async () => {
  const index = await readFile(join(root, 'docs/decisions/README.md'), 'utf8');
  const pages = filesIn('docs/decisions', '.md').map((name) => basename(name));
  expect(pages.filter((name) => name !== 'README.md' && !index.includes(`(${name})`))).toEqual([]);
});

/** The layers in `.dependency-cruiser.mjs`, which decides. `docs/architecture.md` shows them in reverse order. */
async function layersIn(file: string, pattern: RegExp): Promise<string[][]> {
  const text = await readFile(join(root, file), 'utf8');
  const block = pattern.exec(text)?.[1] ?? '';
  return block
    .split('\n')
    .map((line) => [...line.matchAll(/[\w.-]+/g)].map(([name]) => name).sort())
    .filter((names) => names.length > 0);
}

it.each(['server', 'client'])('docs/architecture.md shows the layers of %s as the linter has them', async (side) => {
  const enforced = await layersIn('.dependency-cruiser.mjs', new RegExp(`${side}Layers = \\[\\n([\\s\\S]*?)\\n\\];`));
  const shown = await layersIn(
    'docs/architecture.md',
    new RegExp(`\`${side}/\`[^\\n]*\\n\\n\`\`\`\\n([\\s\\S]*?)\`\`\``),
  );
  expect(enforced.length).toBeGreaterThan(5);
  expect(shown.reverse()).toEqual(enforced);
});

it('docs/dependencies.md explains every package', async () => {
  const { dependencies, devDependencies } = z
    .object({ dependencies: Packages, devDependencies: Packages })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const text = await readFile(join(root, 'docs/dependencies.md'), 'utf8');
  const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
  expect(packages.filter((name) => !text.includes(`**${name}**`))).toEqual([]);
});

it('.env.example names every setting', async () => {
  const config = await readFile(join(root, 'server/config/config.ts'), 'utf8');
  const settings = new Set([...config.matchAll(/'([A-Z][A-Z_]{3,})'/g)].map(([, name]) => name!));
  const example = await readFile(join(root, '.env.example'), 'utf8');
  expect(settings.size).toBeGreaterThan(20);
  expect([...settings].filter((name) => !new RegExp(`\\b${name}\\b`).test(example))).toEqual([]);
});

it('docs/http.md names every call', async () => {
  const text = await readFile(join(root, 'docs/http.md'), 'utf8');
  const named = new Set([...text.matchAll(/`([A-Z]+ \/[^\s`?]*)/g)].map(([, call]) => call!));
  expect(Object.keys(contract).filter((call) => !named.has(call))).toEqual([]);
});

it('docs/http.md names every error code', async () => {
  const text = await readFile(join(root, 'docs/http.md'), 'utf8');
  expect(Object.keys(problems).filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
});
