import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Db } from 'mongodb';
import { loadConfig, type Config } from '../config/config.ts';
import { readEnvironment } from '../config/environment.ts';
import type { ThisBoard } from '../boards/board-service.ts';
import { createBoardRepository } from '../boards/board-repository.ts';
import { createLogger } from '../config/logger.ts';
import { StartError } from '../base/start-error.ts';
import { openDatabase } from './open-database.ts';
import { printFailure } from './print-failure.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>>;

type Command<O extends Options> = {
  usage: string;
  options: O;
  /** What is wrong with the arguments, as far as it can be told without a database; null if nothing is. */
  check: (parsed: Parsed<O>) => string | null;
  run: (context: { config: Config; db: Db; parsed: Parsed<O> } & ThisBoard) => Promise<void>;
};

/** Runs a command of `npm run` on the configured database. A failure is one message and exit code 1. */
export async function runCommand<O extends Options>({ usage, options, check, run }: Command<O>): Promise<void> {
  try {
    const parsed = parse(usage, options);
    const mistake = check(parsed);
    if (mistake !== null) throw new StartError(`${mistake}\n${usage}`);
    const config = loadConfig(readEnvironment());
    const { db, close } = await openDatabase(config, await createLogger({ ...config, logLevel: 'error' }));
    try {
      const slug = String((parsed.values as { board?: unknown }).board ?? 'main');
      const found = await createBoardRepository(db).find(slug);
      if (found === null) throw new StartError(`There is no board “${slug}”. ${await boardsThere(db)}`);
      await run({ config, db, board: found.board, identity: found.identity, parsed });
    } finally {
      await close();
    }
  } catch (error) {
    printFailure(error);
  }
}

function parse<O extends Options>(usage: string, options: O): Parsed<O> {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

/** Nobody reads a longer list. */
const maxNamed = 500;

async function boardsThere(db: Db): Promise<string> {
  const { boards, next } = await createBoardRepository(db).list(null, maxNamed, null);
  return `The boards are: ${boards.map(({ board }) => board.slug).join(', ')}${next === null ? '' : ' …'}.`;
}
