/** `npm run dev`: the server, restarted when its sources change, and Vite's pages on http://localhost:5173. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Ctrl-C in a terminal reaches the children too. This long they may take to end; a second signal would kill the server. */
const patienceMs = 4_000;

const children = [['tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts'], ['vite/bin/vite.js']].map(
  ([tool, ...args]) =>
    spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: root,
      stdio: 'inherit',
      // Vite's pages come from another port and expect the server on its usual one.
      env: { ...process.env, PORT: '3000', ALLOWED_ORIGINS: process.env.ALLOWED_ORIGINS ?? 'http://localhost:5173' },
    }),
);

let ending = false;

/** If one child ends, all end. */
function end(signal) {
  if (ending) return;
  ending = true;
  const tell = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  if (signal === 'SIGINT') setTimeout(tell, patienceMs).unref();
  else tell();
}

for (const child of children) child.on('close', end);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
