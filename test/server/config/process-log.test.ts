import { describe, expect, it } from 'vitest';
import { StartError } from '../../../server/base/start-error.ts';
import { createJsonLogger } from '../../../server/config/logger.ts';
import { createProcessLog } from '../../../server/config/process-log.ts';

/** What a process writes that says everything it can say, with these of its two streams at a terminal. */
function written(terminals: { stdout: boolean; stderr: boolean }): { stdout: string; stderr: string; log: string[] } {
  const texts = { stdout: '', stderr: '' };
  const log: string[] = [];
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: terminals[name],
    write: (text: string) => void (texts[name] += text),
  });
  const processLog = createProcessLog({
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    log: createJsonLogger('info', { destination: { write: (line: string) => void log.push(line) } }),
  });
  processLog.progress.write('Downloading MongoDB …\n');
  processLog.warning(new Error('a warning'));
  processLog.ready({ url: 'https://board.example', signUpUrl: 'https://board.example/signup' });
  processLog.notStarted(new StartError('Port 80 is taken.\nName another with PORT.'));
  processLog.notStarted(new Error('internal'));
  processLog.crashed('thrown', 'uncaughtException');
  return { ...texts, log };
}

const said = [
  ['ready', 'Community Board is at https://board.example'],
  ['a setting', 'Port 80 is taken.\nName another with PORT.'],
  ['a fault of ours', 'The board could not start because of an internal error'],
  ['a crash', 'unexpected error'],
] as const;

describe('what the process says about itself', () => {
  it('[LOG-5] without a terminal, everything is a JSON line in the log', () => {
    const { stdout, stderr, log } = written({ stdout: false, stderr: false });
    expect([stdout, stderr]).toEqual(['', '']);
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [30, 'Downloading MongoDB …'],
      [40, 'warning'],
      ...said.map(([what, msg]) => [what === 'ready' ? 30 : 60, msg]),
    ]);
    expect(lines).toContainEqual(
      expect.objectContaining({ url: 'https://board.example', signUpUrl: 'https://board.example/signup' }),
    );
    expect(lines.at(-1)).toMatchObject({ origin: 'uncaughtException', err: { type: 'string', message: 'thrown' } });
  });

  it('[LOG-5] a person at a terminal reads sentences: where the board is on stdout, what went wrong on stderr', () => {
    const { stdout, stderr, log } = written({ stdout: true, stderr: true });
    expect(stdout).toBe(
      'Community Board is at https://board.example\n' +
        'It has no owner yet. The first account owns it: https://board.example/signup\n',
    );
    expect(stderr).toContain('Downloading MongoDB …\n');
    expect(stderr).toContain('Port 80 is taken.\nName another with PORT.\n');
    expect(stderr).toMatch(/internal error: Error: internal\n\s+at /);
    expect(stderr).toContain('unexpected error: thrown\n');
    expect(log).toEqual([]);
  });

  it('[START-11] the first start says where the account of the owner is created; later ones do not', () => {
    const written: string[] = [];
    const stdout = { isTTY: true, write: (text: string) => void written.push(text) };
    const log = createJsonLogger('info', { destination: { write: () => undefined } });
    const processLog = createProcessLog({ stdout, stderr: { write: () => undefined }, log });
    processLog.ready({ url: 'https://board.example', signUpUrl: 'https://board.example/signup' });
    processLog.ready({ url: 'https://board.example', signUpUrl: null });
    expect(written).toEqual([
      'Community Board is at https://board.example\nIt has no owner yet. The first account owns it: https://board.example/signup\n',
      'Community Board is at https://board.example\n',
    ]);
  });

  it.each([
    ['npm start > log', { stdout: false, stderr: true }, 'stderr'],
    ['npm start 2> errors', { stdout: true, stderr: false }, 'stdout'],
  ] as const)('[LOG-5] with `%s` the person still reads all of it', (_command, terminals, terminal) => {
    const { log, ...texts } = written(terminals);
    for (const text of ['Downloading', 'Community Board is at', 'Port 80 is taken', 'internal error', 'unexpected'])
      expect(texts[terminal]).toContain(text);
    expect(texts[terminal === 'stdout' ? 'stderr' : 'stdout']).toBe('');
    expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(
      terminals.stdout ? [] : ['warning', ...said.map(([, msg]) => msg)],
    );
  });
});
