import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { downloadMongod } from '../../../server/database/embedded/mongod-download.ts';

const name = 'mongodb-linux-x86_64-ubuntu2204-8.0.15.tgz';
const program = '#!/bin/sh\necho db version v8.0.15\n';

/** A site like MongoDB's, with one archive and this text as its published hash. Returns the folder to download into. */
async function site(published: (archive: Buffer) => string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'community-board-'));
  await mkdir(join(folder, 'mongodb/bin'), { recursive: true });
  await writeFile(join(folder, 'mongodb/bin/mongod'), program);
  execFileSync('tar', ['-czf', join(folder, name), '-C', folder, 'mongodb']);
  const archive = await readFile(join(folder, name));
  const server = createServer((request, response) => {
    const body = request.url === `/${name}` ? archive : Buffer.from(published(archive));
    // Only these two are there.
    response.writeHead([`/${name}`, `/${name}.sha256`].includes(request.url!) ? 200 : 404, {
      'content-length': body.length,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('MONGOMS_USE_HTTP', 'true');
  vi.stubEnv('MONGOMS_DOWNLOAD_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`);
  for (const setting of ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY', 'npm_config_proxy'])
    vi.stubEnv(setting, undefined);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const target = join(folder, 'target');
  await mkdir(target);
  return target;
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

it('[START-7] a download with the published SHA-256 is used', async () => {
  const folder = await site((archive) => `${sha256(archive)}  ${name}\n`);
  expect(await readFile(await downloadMongod(folder, () => {}), 'utf8')).toBe(program);
});

it('[START-7] a download with another hash, or with none, is refused', async () => {
  for (const published of [`${sha256(Buffer.from('another'))}  ${name}\n`, 'there is nothing here\n']) {
    const folder = await site(() => published);
    await expect(downloadMongod(folder, () => {})).rejects.toThrow('is damaged');
  }
});
