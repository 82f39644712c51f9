import { cp } from 'node:fs/promises';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedMongod } from '../../../server/database/embedded/embedded-mongod.ts';
import { runCommandProcess, spawnCommand, type CommandExit } from '../../support/command-process.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { logIn, member, resetPassword, whoIs } from '../../support/board/people.ts';
import { startServerProcess, temporaryFolder, type ServerProcess } from '../../support/server-process.ts';

describe('npm run reset-password', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let board: ServerProcess;
  beforeAll(async () => {
    folder = await temporaryFolder();
    board = await start();
  });
  afterAll(async () => {
    await board.kill('SIGTERM');
    await folder.remove();
  });

  const start = (): Promise<ServerProcess> => startServerProcess({ env: { DATA_DIR: folder.path } });
  const reset = (...args: string[]): Promise<CommandExit> =>
    runCommandProcess('reset-password', args, { DATA_DIR: folder.path });
  const linkIn = ({ stdout }: CommandExit): { origin: string; secret: string } => {
    const [, origin, secret] = /^ {2}(\S+)\/reset#([\w-]{22})$/m.exec(stdout) ?? [];
    return { origin: origin ?? '', secret: secret ?? '' };
  };

  it(
    '[ACCOUNT-14] prints a link for the owner, beside a running board and without one',
    { timeout: 120_000 },
    async () => {
      await member(board.url, 'Ms.Okafor');
      const beside = await reset('ms.okafor');
      expect([beside.code, beside.stderr, linkIn(beside).origin]).toEqual([0, '', board.url]);
      expect(beside.stdout).toMatch(/^Ms\.Okafor can choose a new password here, once and until \d\d:\d\d:\n/);
      expect(beside.stdout).toContain('The account is now logged out everywhere.');
      const owner = new Visitor(board.url);
      expect((await resetPassword(owner, linkIn(beside).secret, 'nine brown herons')).status).toBe(200);
      expect(await whoIs(owner)).toEqual({ username: 'Ms.Okafor', displayName: null, role: 'owner' });

      await board.kill('SIGTERM');
      const alone = await reset('Ms.Okafor');
      expect([alone.code, linkIn(alone).origin]).toEqual([0, board.url]);
      expect(alone.stdout).toContain('The board is not running. Start it, then open the link.');
      expect(alone.stdout).toContain('If the board is at another address');
      // The command itself used the folder since then.
      const second = await reset('Ms.Okafor');
      expect(linkIn(second).origin).toBe(board.url);
      board = await start();
      const again = new Visitor(board.url);
      expect((await resetPassword(again, linkIn(second).secret, 'ten green herons')).status).toBe(200);
      expect((await logIn(new Visitor(board.url), 'Ms.Okafor', 'ten green herons')).status).toBe(200);
    },
  );

  it(
    '[ACCOUNT-14] waits for a board that is starting, and uses the address that it then has',
    { timeout: 120_000 },
    async () => {
      await board.kill('SIGTERM');
      const copy = await temporaryFolder();
      await cp(folder.path, copy.path, { recursive: true });
      board = await start();
      // As a board does until it takes requests.
      const starting = await startEmbeddedMongod({
        dataDir: copy.path,
        database: 'community_board',
        logger: pino({ level: 'silent' }),
        progress: () => {},
      });
      try {
        const run = spawnCommand('reset-password', ['Ms.Okafor'], { DATA_DIR: copy.path });
        await run.says(`Waiting for the board, process ${process.pid}, to start.`);
        await starting.noteAddress('http://127.0.0.1:65000');
        const done = await run.exit;
        expect([done.code, linkIn(done).origin]).toEqual([0, 'http://127.0.0.1:65000']);
        expect(done.stdout).not.toContain('not running');
      } finally {
        await starting.stop();
        await copy.remove();
      }
    },
  );

  it('[START-9] commands that run at the same moment without a board take turns', { timeout: 120_000 }, async () => {
    await board.kill('SIGTERM');
    const all = await Promise.all([reset('Ms.Okafor'), reset('Ms.Okafor'), reset('Ms.Okafor')]);
    expect(
      all.map(({ code, stderr }) => [
        code,
        stderr.replaceAll(/Waiting for another command, process \d+, to end\.\n/g, ''),
      ]),
    ).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    board = await start();
  });

  it('[ACCOUNT-14] says what is wrong, and whose account is the owner’s', { timeout: 60_000 }, async () => {
    const nobody = await reset('Nobody');
    expect([nobody.code, nobody.stdout]).toEqual([1, '']);
    expect(nobody.stderr).toMatch(/^There is no account “Nobody”\. (The owner’s account is “|Nobody is the owner yet)/);
    const none = await reset();
    expect([none.code, none.stderr]).toEqual([
      1,
      'Name one account.\nnpm run reset-password -- <name of the account>\n',
    ]);
  });
});
