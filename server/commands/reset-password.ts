import { foldName } from '../accounts/names/name-skeleton.ts';
import { createResetLinkRepository } from '../accounts/reset-links/reset-link-repository.ts';
import { createResetLinks } from '../accounts/reset-links/reset-links.ts';
import { createUserRepository, type UserRepository } from '../accounts/user-repository.ts';
import { StartError } from '../base/start-error.ts';
import type { Config } from '../config/config.ts';
import { placeOfFolder } from '../database/embedded/running-mongod.ts';
import { runCommand } from './run-command.ts';

/** `npm run reset-password -- NAME`: prints a reset link for any account, also the owner's, whom nobody else can help. */
await runCommand({
  usage: 'npm run reset-password -- <name of the account>',
  options: {},
  check: ({ positionals }) => (positionals.length === 1 ? null : 'Name one account.'),
  async run({ config, db, parsed: { positionals } }) {
    const name = positionals[0]!;
    const users = createUserRepository(db);
    const account = await users.findByName(name, foldName(name));
    if (account === null || account.closed)
      throw new StartError(`There is no account “${name}”. ${await ownersName(users)}`);
    const resetLinks = createResetLinks({ links: createResetLinkRepository(db), users });
    const { secret, expiresAt } = await resetLinks.create(account, 'command');
    const { address, note } = await placeOfBoard(config);
    const until = clockTime(expiresAt);
    process.stdout.write(
      `${account.username} can choose a new password here, once and until ${until}:\n\n  ${address}/reset#${secret}\n\nThe account is now logged out everywhere. Its old password works until there is a new one.\n${note}`,
    );
  },
});

async function ownersName(users: UserRepository): Promise<string> {
  const owner = await users.findOwner();
  return owner === null ? 'Nobody is the owner yet.' : `The owner’s account is “${owner.username}”.`;
}

/** Where people open the board, and what to say about it. */
async function placeOfBoard({ publicUrl, mongo, dataDir, port }: Config): Promise<{ address: string; note: string }> {
  const own = mongo.uri === null ? await placeOfFolder(dataDir) : null;
  const address = publicUrl ?? own?.address ?? `http://localhost:${port}`;
  const notes = [];
  if (own?.state === 'off') notes.push('The board is not running. Start it, then open the link.\n');
  if (own?.state === 'starting') notes.push('The board is still starting. Open the link once it runs.\n');
  if (publicUrl === null && own?.state !== 'running')
    notes.push('If the board is at another address, put that in place of what is before /reset.\n');
  return { address, note: notes.join('') };
}

/** By this machine's clock. */
function clockTime(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
