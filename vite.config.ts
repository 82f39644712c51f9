import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/**
 * After the build: each script and style compressed beside itself, so that the server sends it as it lies there, and
 * `build.json` with a name for this build, by which a page finds out that it is an old one.
 */
function finish(): Plugin {
  return {
    name: 'community-board:finish',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const assets = join(dir, 'assets');
      const names = (await readdir(assets)).filter((name) => /\.(js|css|svg)$/.test(name)).sort();
      await Promise.all(names.map((name) => compress(join(assets, name))));
      const build = createHash('sha256').update(names.join()).update(await readFile(join(dir, 'index.html'))).digest('hex').slice(0, 12);
      await writeFile(join(dir, 'build.json'), JSON.stringify({ build }));
    },
  };
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
 * A build is for people, whoever runs it: under `NODE_ENV=test`, which a test run hands on, the libraries' development
 * versions would be built in.
 */
function forProduction(): Plugin {
  return { name: 'community-board:for-production', apply: 'build', config() { process.env.NODE_ENV = 'production'; } };
}

/** Builds the pages of `client/` into `dist/public`, which the server serves. */
export default defineConfig({
  root: 'client',
  plugins: [forProduction(), finish()],
  build: {
    outDir: '../dist/public',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    manifest: true,
    // An inlined asset would be a `data:` URL, and fonts as such are refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': 'http://localhost:3000',
      '/socket.io': { target: 'http://localhost:3000', ws: true },
    },
  },
});
