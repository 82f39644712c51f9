import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PictureVersion } from './encode-picture.ts';
import type { EncodeAnswer } from './encode-process.ts';
import { BrokenPicture } from './picture-kind.ts';

/** The largest picture takes some 3 s. One that takes longer than this was made to. */
const deadlineMs = 20_000;

export type EncodedPicture = { versions: PictureVersion[]; peakBytes: number };

/**
 * Encodes a picture in a process of its own, which ends with it: a file that brings the decoder down, or makes it take too
 * much memory or time, takes nothing else with it. The process gets no settings and no secrets. Throws `BrokenPicture`.
 */
export function encodeAside(file: Buffer, { signal }: { signal?: AbortSignal } = {}): Promise<EncodedPicture> {
  const isSource = import.meta.filename.endsWith('.ts');
  const child = fork(
    fileURLToPath(new URL(isSource ? './encode-process.ts' : './encode-process.js', import.meta.url)),
    {
      env: {},
      execArgv: isSource ? ['--import', import.meta.resolve('tsx')] : [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      timeout: deadlineMs,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return new Promise((resolve, reject) => {
    child.once('message', (answer: EncodeAnswer) => {
      if ('broken' in answer) return reject(new BrokenPicture(answer.broken));
      const versions = answer.versions.map(({ bytes, ...size }) => ({ ...size, bytes: Buffer.from(bytes) }));
      resolve({ versions, peakBytes: answer.peakBytes });
    });
    child.once('error', reject);
    // After a message, it changes nothing.
    child.once('exit', () =>
      reject(
        new BrokenPicture('The picture takes too much memory or time to read. Save it again as JPEG, and smaller.'),
      ),
    );
    child.send(file);
  });
}
