import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../until.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/community-board/nginx');

/** Debian's nginx: the installed one, or the package, unpacked once per checkout. */
async function nginxProgram(): Promise<string> {
  if (existsSync('/usr/sbin/nginx')) return '/usr/sbin/nginx';
  const program = join(cache, 'usr/sbin/nginx');
  if (existsSync(program)) return program;
  const scratch = await mkdtemp(join(tmpdir(), 'community-board-nginx-'));
  try {
    const download = (): Promise<unknown> => run('apt-get', ['download', 'nginx'], { cwd: scratch });
    // Without lists of packages, as in a new container.
    await download().catch(() => run('apt-get', ['update']).then(download));
    await run('sh', ['-c', 'dpkg-deb -x nginx_*.deb unpacked'], { cwd: scratch });
    await mkdir(join(cache, '..'), { recursive: true });
    await rename(join(scratch, 'unpacked'), cache).catch((error: unknown) => {
      // Another test file has unpacked it meanwhile.
      if (!existsSync(program)) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return program;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs nginx with `deploy/nginx.conf`, without TLS, before the servers of a board at these addresses. */
export async function startNginx(
  boardUrls: string | readonly string[],
  { workers = 1 }: { workers?: number } = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  const [program, port, folder] = [
    await nginxProgram(),
    await freePort(),
    await mkdtemp(join(tmpdir(), 'community-board-nginx-')),
  ];
  const shipped = await readFile(join(root, 'deploy/nginx.conf'), 'utf8');
  const [before = '', , tls = ''] = shipped.split(/^server \{$/m);
  const site = `${before}server {${tls}`
    .replace(/^\s*ssl_certificate.*$/gm, '')
    .replace(/^\s*listen \[::\]:443 ssl;$/m, '')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(
      'server 127.0.0.1:3000;',
      [boardUrls]
        .flat()
        .map((url) => `server ${new URL(url).host};`)
        .join(' '),
    )
    .replace('/var/cache/nginx/board', join(folder, 'cache'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ');
  await writeFile(
    join(folder, 'nginx.conf'),
    // As whoever runs this: the folder is theirs alone.
    `user ${userInfo().username}; daemon off; worker_processes ${workers}; pid ${folder}/pid; error_log stderr error;\n` +
      `events { worker_connections 19000; }\nhttp { access_log off; ${paths}\n${site}\n}\n`,
  );
  const nginx = spawn(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  nginx.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await until('nginx to answer', async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    return fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url,
    async close() {
      const ended = new Promise((resolve) => nginx.once('exit', resolve));
      // At once; its workers, too.
      nginx.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
