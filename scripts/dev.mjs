/** `npm run dev`: the server, restarted when its sources change, and Vite's pages on http://localhost:5173. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (tool) => join(root, 'node_modules/.bin', process.platform === 'win32' ? `${tool}.cmd` : tool);
const children = [
  spawn(bin('tsx'), ['watch', '--clear-screen=false', 'server/main.ts'], {
    cwd: root, stdio: 'inherit', shell: process.platform === 'win32',
    // Vite's pages call from another port.
    env: { ...process.env, ALLOWED_ORIGINS: process.env.ALLOWED_ORIGINS ?? 'http://localhost:5173' },
  }),
  spawn(bin('vite'), [], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }),
];
let ending = false;
function end() {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill('SIGTERM');
}
for (const child of children) child.on('close', end);
process.on('SIGINT', end);
process.on('SIGTERM', end);
