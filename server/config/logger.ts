import pino, { type DestinationStream, type Logger } from 'pino';
import { hasErrorCode } from '../base/error-code.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { boundedLog } from './bounded-log.ts';
import type { Config } from './config.ts';

/** Paths that are never logged. */
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

type Options = { destination?: DestinationStream | undefined; clock?: Pick<Clock, 'monotonic'> };

/** Logs JSON lines on stdout, or to the destination. */
export function createJsonLogger(level: string, { destination, clock = systemClock }: Options = {}): Logger {
  const options = { level, redact: secrets, ...boundedLog(clock) };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** The same. On a terminal, outside of production, the lines are for people. */
export async function createLogger({ logLevel, production }: Pick<Config, 'logLevel' | 'production'>): Promise<Logger> {
  const destination = process.stdout.isTTY && !production ? await readableLines() : undefined;
  return createJsonLogger(logLevel, { destination });
}

/** Undefined if pino-pretty is not installed: it is a development dependency. */
async function readableLines(): Promise<DestinationStream | undefined> {
  const pretty = await import('pino-pretty').catch(unlessMissing);
  return pretty?.default({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', sync: true });
}

function unlessMissing(error: unknown): undefined {
  if (!hasErrorCode(error, 'ERR_MODULE_NOT_FOUND')) throw error;
  return undefined;
}
