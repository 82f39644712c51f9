import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { leanTemplates } from './scripts/lean-templates.ts';

/**
 * After the build: a name for it, in `build.json` for the server and in the page, which by these finds out that it is an
 * old one; the list of its files in the projector's worker; and each script and style compressed beside itself, so that
 * the server sends it as it lies there.
 */
function finish(): Plugin {
  return {
    name: 'community-board:finish',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return;
      const assets = join(dir, 'assets');
      const names = (await readdir(assets)).filter((name) => /\.(js|css|svg)$/.test(name)).sort();
      const [page, worker] = await Promise.all(
        ['index.html', workerFile].map((name) => readFile(join(dir, name), 'utf8')),
      );
      const build = createHash('sha256').update(names.join()).update(page!).update(worker!).digest('hex').slice(0, 12);
      await Promise.all([
        ...names.map((name) => compress(join(assets, name))),
        writeFile(join(dir, 'build.json'), JSON.stringify({ build })),
        writeFile(
          join(dir, 'index.html'),
          page!.replace('<meta name="build" content="" />', `<meta name="build" content="${build}" />`),
        ),
        writeFile(
          join(dir, workerFile),
          `const projectorFiles=${JSON.stringify({ build, paths: projectorPaths(bundle) })};${worker!}`,
        ),
      ]);
    },
  };
}

const workerFile = 'projector-worker.js';

type Bundle = Parameters<Extract<Plugin['writeBundle'], (...all: never[]) => unknown>>[1];

/** What the projector's page needs to start, also by a screen's link: the entry, its own code, all that these import, and the styles and fonts. */
function projectorPaths(bundle: Bundle): string[] {
  // Without the typeface that few people choose.
  const needed = new Set(
    Object.keys(bundle).filter((name) => /\.(css|woff2)$/.test(name) && !name.includes('hyperlegible')),
  );
  const need = (name: string): void => {
    const file = bundle[name];
    if (file?.type !== 'chunk' || needed.has(name)) return;
    needed.add(name);
    file.imports.forEach(need);
  };
  for (const file of Object.values(bundle)) {
    if (
      file.type === 'chunk' &&
      /\/client\/(index\.html|projector\/(projector|screen)-page\.ts)$/.test(file.facadeModuleId ?? '')
    )
      need(file.fileName);
  }
  return [...needed].sort().map((name) => `/${name}`);
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}

/**
 * Always builds for production. A test run passes on `NODE_ENV=test`, and with it the build would contain the libraries'
 * development versions.
 */
function forProduction(): Plugin {
  return {
    name: 'community-board:for-production',
    apply: 'build',
    config() {
      process.env.NODE_ENV = 'production';
    },
  };
}

/** See `leanTemplates`. */
function leanPages(): Plugin {
  return {
    name: 'community-board:lean-pages',
    apply: 'build',
    enforce: 'pre',
    transform: (code, id) => (/\/client\/.*\.ts$/.test(id) ? { code: leanTemplates(code), map: null } : null),
  };
}

/** Of Socket.IO's transports, all of which its client has built in, the server offers WebSockets alone. */
const otherTransports = { webtransport: 'WT', 'polling-xhr': 'XHR' };

function withoutOtherTransports(): Plugin {
  return {
    name: 'community-board:without-other-transports',
    apply: 'build',
    transform(_code, id) {
      const [, file = ''] = /\/engine\.io-client\/build\/esm\/transports\/(.*)\.js$/.exec(id) ?? [];
      return file in otherTransports
        ? {
            code: `export class ${otherTransports[file as keyof typeof otherTransports]} {}`,
            map: null,
            moduleSideEffects: false,
          }
        : null;
    },
  };
}

/** Builds the pages of `client/` into `dist/public`, which the server serves. */
export default defineConfig({
  root: 'client',
  plugins: [forProduction(), leanPages(), withoutOtherTransports(), finish()],
  build: {
    outDir: '../dist/public',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    manifest: true,
    // An inlined asset would be a `data:` URL, and fonts as such are refused by the content security policy.
    assetsInlineLimit: 0,
    // A list of what each page opened later needs would cost the first one 1.3 kB. Without it such a page, once, needs a second
    // round trip: its own imports say the same.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'client/index.html'),
        'projector-worker': join(import.meta.dirname, 'client/projector/worker/projector-worker.ts'),
      },
      // A worker's address must stay the same, or its old one would never learn of the new.
      output: {
        entryFileNames: ({ name }) => (name === 'projector-worker' ? workerFile : 'assets/[name]-[hash].js'),
        // What every page begins with is one file: as a dozen small ones, by what later pages share, it was nearly 4 kB more.
        codeSplitting: {
          groups: [{ name: 'board', tags: ['$initial'], test: (id) => !id.includes('/client/projector/worker/') }],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': 'http://localhost:3000',
      '/pictures': 'http://localhost:3000',
      '/socket.io': { target: 'http://localhost:3000', ws: true },
    },
  },
});
