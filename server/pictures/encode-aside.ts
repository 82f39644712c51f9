import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tooLargeCode, type EncodeAnswer } from './encode-answer.ts';
import type { PictureVersion } from './encode-picture.ts';
import { BrokenPicture } from './picture-kind.ts';

/** The largest picture takes some 3 s. One that takes longer than this was made to. */
const deadlineMs = 20_000;

/**
 * Encodes a picture in a process of its own, which ends with it: a file that brings the decoder down, or makes it take too
 * much memory or time, takes nothing else with it. The process gets no settings and no secrets. Throws `BrokenPicture`.
 */
export function encodeAside(file: Buffer, { signal }: { signal?: AbortSignal } = {}): Promise<PictureVersion[]> {
  const child = openProcess(signal);
  return new Promise((resolve, reject) => {
    child.once('message', (answer: EncodeAnswer) => {
      if ('broken' in answer) reject(new BrokenPicture(answer.broken));
      else resolve(answer.versions.map(({ bytes, ...size }) => ({ ...size, bytes: Buffer.from(bytes) })));
    });
    child.once('error', reject);
    // After a message, it changes nothing. A signal: it took too long, or the decoder fell.
    child.once('exit', (code, endedBy) => {
      if (endedBy === null && code !== tooLargeCode)
        return reject(new Error(`The process that encodes pictures ended with code ${code}. Is sharp installed?`));
      reject(
        new BrokenPicture('The picture takes too much memory or time to read. Save it again as JPEG, and smaller.'),
      );
    });
    child.send(file);
  });
}

function openProcess(signal: AbortSignal | undefined): ChildProcess {
  const isSource = import.meta.filename.endsWith('.ts');
  const file = new URL(isSource ? './encode-process.ts' : './encode-process.js', import.meta.url);
  return fork(fileURLToPath(file), {
    env: {},
    execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  });
}
