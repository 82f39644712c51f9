import { spawn } from 'node:child_process';

/**
 * The guard's program. It holds the reading end of a pipe from the server; when the server dies, in whatever way,
 * the system closes the pipe, and the guard ends the mongod: asks first, insists after 20 s.
 */
const program = `
const pid = Number(process.argv[1]);
const send = (signal) => { try { process.kill(pid, signal); return true; } catch { return false; } };
process.stdin.on('error', end).on('end', end).resume();
let ending = false;
function end() {
  if (ending) return;
  ending = true;
  send('SIGTERM');
  const insistAt = performance.now() + 20000;
  setInterval(() => { if (!send(performance.now() > insistAt ? 'SIGKILL' : 0)) process.exit(); }, 50);
}
`;

/**
 * Ends the process `pid` once this process has died without doing so itself, `kill -9` included. Returns what
 * releases the guard; call it as soon as the process has ended, since its pid may be used again.
 */
export function guard(pid: number): () => void {
  const child = spawn(process.execPath, ['--max-old-space-size=16', '-e', program, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Out of reach of Ctrl-C and of a kill of the whole process group.
    detached: true,
    windowsHide: true,
    // Without the options that this process was given, such as a loader of TypeScript.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  // Without a guard the board still runs; its next start ends what was left behind.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  return () => {
    child.kill('SIGKILL');
  };
}
