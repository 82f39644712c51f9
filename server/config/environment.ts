import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { StartError } from '../base/start-error.ts';
import type { Environment } from './settings.ts';

/** The environment over what the file `.env` in the working directory says, which need not be there. */
export function readEnvironment(): Environment {
  return { ...readFile('.env'), ...process.env };
}

function readFile(path: string): Environment {
  try {
    return parse(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new StartError(
      `The settings file ${path} cannot be read (${code}). Give this user the right to, or remove it.`,
      { cause: error },
    );
  }
}
