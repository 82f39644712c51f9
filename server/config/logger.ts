import pino, { type DestinationStream, type Logger } from 'pino';
import { hasErrorCode } from '../base/error-code.ts';
import type { Config } from './config.ts';

/** What is never written, wherever in a logged object it should turn up. */
const secrets = [
  'password',
  '*.password',
  'cookie',
  '*.cookie',
  '*.headers.cookie',
  '*.headers.authorization',
  'err.options',
  'err.config',
];

/** JSON lines on stdout; lines for people where one watches on a terminal. */
export async function createLogger({ logLevel, production }: Pick<Config, 'logLevel' | 'production'>): Promise<Logger> {
  const options = { level: logLevel, redact: secrets };
  const readable = process.stdout.isTTY && !production ? await readableLines() : null;
  return readable === null ? pino(options) : pino(options, readable);
}

/** Null where it is not installed: it is not needed to run the board. */
async function readableLines(): Promise<DestinationStream | null> {
  const pretty = await import('pino-pretty').catch(unlessMissing);
  return pretty?.default({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', sync: true }) ?? null;
}

function unlessMissing(error: unknown): null {
  if (!hasErrorCode(error, 'ERR_MODULE_NOT_FOUND')) throw error;
  return null;
}
