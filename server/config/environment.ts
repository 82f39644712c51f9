import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { StartError } from '../base/start-error.ts';
import type { Environment } from './settings.ts';

/** The environment. A variable that is not set there comes from the file `.env` in the working directory, if it exists. */
export function readEnvironment(): Environment {
  return { ...readFile('.env'), ...process.env };
}

function readFile(path: string): Environment {
  try {
    return parse(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new StartError(`The settings file ${path} cannot be read (${code}). Let this user read it, or remove it.`, {
      cause: error,
    });
  }
}
