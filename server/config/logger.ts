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

/** Logs JSON lines on stdout. On a terminal, outside of production, the lines are for people. */
export async function createLogger(
  { logLevel, production }: Pick<Config, 'logLevel' | 'production'>,
  { destination, clock = systemClock }: { destination?: DestinationStream; clock?: Pick<Clock, 'monotonic'> } = {},
): Promise<Logger> {
  const options = { level: logLevel, redact: secrets, ...boundedLog(clock) };
  if (destination !== undefined) return pino(options, destination);
  const readable = process.stdout.isTTY && !production ? await readableLines() : null;
  return readable === null ? pino(options) : pino(options, readable);
}

/** Null if pino-pretty is not installed: it is a development dependency. */
async function readableLines(): Promise<DestinationStream | null> {
  const pretty = await import('pino-pretty').catch(unlessMissing);
  return pretty?.default({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', sync: true }) ?? null;
}

function unlessMissing(error: unknown): null {
  if (!hasErrorCode(error, 'ERR_MODULE_NOT_FOUND')) throw error;
  return null;
}
