import { availableParallelism } from 'node:os';
import type { BoardBounds } from '../../shared/board-size.ts';
import { BoardCreation, Posting } from '../../shared/board.ts';
import { characterCount } from '../../shared/character-count.ts';
import { TimeZone } from '../../shared/event-time.ts';
import { text } from '../../shared/text.ts';
import { Settings, type Environment } from './settings.ts';
import { readTrustProxy } from './trust-proxy.ts';
import { completeMongoUri } from './mongo-uri.ts';
import { StartError } from '../base/start-error.ts';

/** How long a log-in lasts: until it has not been used for `idleMs`, and at most `maxMs`. */
export type SessionLifetimes = { idleMs: number; maxMs: number };

/** The settings, checked. `.env.example` explains each. */
export type Config = {
  production: boolean;
  /** Null: all addresses of this machine. */
  host: string | null;
  port: number;
  /** How many processes serve the port. */
  workers: number;
  dataDir: string;
  mongo: { /** Null: the board runs its own mongod. */ uri: string | null; database: string };
  /** Newest first. Empty: the server creates one and keeps it in `dataDir`. */
  sessionSecrets: string[];
  board: { title: string; timeZone: string; posting: Posting };
  publicUrl: string | null;
  trustProxy: boolean | number | string[];
  allowedOrigins: string[];
  /** Opens `/metrics` to a program on another machine; null: to nobody there. */
  metricsToken: string | null;
  logLevel: string;
  archiveAfterDays: number;
  boardCreation: BoardCreation;
  /** The owner's name; null: the first account is the owner's. */
  owner: string | null;
  bcryptCost: number;
  session: SessionLifetimes;
  limits: {
    personPerMinute: number;
    addressPerMinute: number;
    personDayBytes: number;
    addressDayBytes: number;
    socketsPerAddress: number;
  };
  pictures: { personBytes: number; boardBytes: number };
  /** The most that each board can hold. */
  boardBounds: BoardBounds;
  feed: { historyMs: number; bounds: { maxEntries: number; maxBytes: number; maxAgeMs: number } };
};

const minSecretLength = 32;
const minTokenLength = 16;
/** Each is a whole server, and reads the whole change stream. */
const maxWorkers = 256;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const postings = Posting.options;

/** Reads the settings from the environment. Throws one `StartError` that names every mistake. */
export function loadConfig(environment: Environment): Config {
  const settings = new Settings(environment);
  const production = settings.text('NODE_ENV') === 'production';
  const publicUrl = settings.text('PUBLIC_URL');
  const config: Config = {
    production,
    host: settings.text('HOST'),
    port: settings.wholeNumber('PORT', { fallback: 3000, min: 0, max: 65_535 }),
    workers: readWorkers(settings),
    dataDir: settings.text('DATA_DIR') ?? './data',
    mongo: { uri: readMongoUri(settings), database: readDatabaseName(settings) },
    sessionSecrets: readSessionSecrets(settings, production),
    board: {
      title: readTitle(settings),
      timeZone: readTimeZone(settings),
      posting: settings.choice('POSTING', postings, 'anyone'),
    },
    publicUrl: publicUrl === null ? null : settings.origin('PUBLIC_URL', publicUrl),
    trustProxy: readTrustProxy(settings),
    allowedOrigins: settings.list('ALLOWED_ORIGINS').map((value) => settings.origin('ALLOWED_ORIGINS', value)),
    metricsToken: readMetricsToken(settings),
    // On their own machine people should see the address, not a log.
    logLevel: settings.choice('LOG_LEVEL', logLevels, production ? 'info' : 'warn'),
    archiveAfterDays: settings.wholeNumber('ARCHIVE_AFTER_DAYS', { fallback: 30, min: 1, max: 36_500 }),
    boardCreation: settings.choice('BOARD_CREATION', BoardCreation.options, 'moderators'),
    owner: readOwner(settings),
    bcryptCost: settings.wholeNumber('BCRYPT_COST', { fallback: 12, min: 10, max: 15 }),
    session: {
      idleMs: settings.wholeNumber('SESSION_IDLE_MINUTES', { fallback: 7 * 24 * 60, min: 1, max: 525_600 }) * 60_000,
      maxMs: settings.wholeNumber('SESSION_MAX_DAYS', { fallback: 30, min: 1, max: 365 }) * 24 * 60 * 60_000,
    },
    limits: {
      personPerMinute: settings.wholeNumber('LIMIT_PER_PERSON', { fallback: 200, min: 1, max: 1_000_000 }),
      addressPerMinute: settings.wholeNumber('LIMIT_PER_ADDRESS', { fallback: 2_000, min: 1, max: 1_000_000 }),
      personDayBytes: readMegabytes(settings, 'DAY_MEGABYTES_PER_PERSON', 16),
      addressDayBytes: readMegabytes(settings, 'DAY_MEGABYTES_PER_ADDRESS', 64),
      socketsPerAddress: settings.wholeNumber('SOCKETS_PER_ADDRESS', { fallback: 5_000, min: 1, max: 1_000_000 }),
    },
    pictures: {
      personBytes: readMegabytes(settings, 'PICTURES_PER_PERSON_MEGABYTES', 50, 0),
      boardBytes: readMegabytes(settings, 'PICTURES_PER_BOARD_MEGABYTES', 300, 0),
    },
    boardBounds: {
      events: settings.wholeNumber('BOARD_EVENTS', { fallback: 100_000, min: 1, max: 10_000_000 }),
      bytes: readMegabytes(settings, 'BOARD_MEGABYTES', 256),
    },
    feed: {
      historyMs: settings.wholeNumber('FEED_HISTORY_SECONDS', { fallback: 300, min: 0, max: 86_400 }) * 1000,
      bounds: {
        maxEntries: settings.wholeNumber('FEED_LOG_ENTRIES', { fallback: 100_000, min: 100, max: 10_000_000 }),
        maxBytes: readMegabytes(settings, 'FEED_LOG_MEGABYTES', 64),
        maxAgeMs: settings.wholeNumber('FEED_LOG_MINUTES', { fallback: 60, min: 1, max: 10_000 }) * 60_000,
      },
    },
  };
  if (settings.mistakes.length > 0) {
    throw new StartError(
      [
        'Correct these settings, in the environment or in .env:',
        ...settings.mistakes.map((mistake) => `  - ${mistake}`),
      ].join('\n'),
    );
  }
  return config;
}

function readWorkers(settings: Settings): number {
  const value = settings.text('WORKERS');
  if (value === 'auto') return Math.min(availableParallelism(), maxWorkers);
  const number = /^\d+$/.test(value ?? '1') ? Number(value ?? '1') : NaN;
  if (number >= 1 && number <= maxWorkers) return number;
  settings.mistakes.push(`WORKERS must be auto or a whole number from 1 to ${maxWorkers}, not “${value}”.`);
  return 1;
}

function readMegabytes(settings: Settings, name: string, fallback: number, min = 1): number {
  return settings.wholeNumber(name, { fallback, min, max: 10_000 }) * 1024 * 1024;
}

function readMongoUri(settings: Settings): string | null {
  const uri = settings.text('MONGODB_URI', 'MONGO_URI');
  const username = settings.text('MONGO_USERNAME');
  const password = settings.secret('MONGO_PASSWORD');
  if (uri === null) {
    if (username !== null || password !== null)
      settings.mistakes.push('MONGO_USERNAME and MONGO_PASSWORD complete a MONGODB_URI, which is not set.');
    return null;
  }
  const completed = completeMongoUri(uri, { username, password });
  if ('uri' in completed) return completed.uri;
  settings.mistakes.push(completed.mistake);
  return uri;
}

function readDatabaseName(settings: Settings): string {
  const name = settings.text('MONGODB_DATABASE', 'MONGO_DBNAME') ?? 'community_board';
  // MongoDB's own rule, including the one for Windows, so that data can move.
  if (/[/\\. "$*<>:|?]/.test(name) || Buffer.byteLength(name) > 63) {
    settings.mistakes.push(
      `MONGODB_DATABASE: “${name}” cannot name a database. Use at most 63 bytes, without spaces and without /\\."$*<>:|?.`,
    );
  }
  return name;
}

function readSessionSecrets(settings: Settings, production: boolean): string[] {
  const secrets = settings.list('SESSION_SECRET');
  if (secrets.length === 0 && production) {
    settings.mistakes.push(
      `SESSION_SECRET must be set in production: ${minSecretLength} or more random characters, such as \`openssl rand -base64 32\` prints.`,
    );
  }
  if (secrets.some((secret) => secret.length < minSecretLength)) {
    settings.mistakes.push(
      `SESSION_SECRET is too short: each secret needs at least ${minSecretLength} characters, such as \`openssl rand -base64 32\` prints.`,
    );
  }
  return secrets;
}

function readMetricsToken(settings: Settings): string | null {
  const token = settings.text('METRICS_TOKEN');
  if (token !== null && token.length < minTokenLength)
    settings.mistakes.push(
      `METRICS_TOKEN is too short: it needs at least ${minTokenLength} characters, such as \`openssl rand -hex 16\` prints.`,
    );
  return token;
}

function readOwner(settings: Settings): string | null {
  const name = settings.text('OWNER');
  if (name !== null && characterCount(name) > 200) settings.mistakes.push('OWNER is longer than 200 characters.');
  return name;
}

function readTitle(settings: Settings): string {
  const title = text({ max: 80 }).safeParse(settings.text('BOARD_TITLE') ?? 'Community Board');
  if (title.success) return title.data;
  settings.mistakes.push(`BOARD_TITLE: ${title.error.issues[0]?.message ?? 'cannot be used.'}`);
  return 'Community Board';
}

function readTimeZone(settings: Settings): string {
  const value = settings.text('BOARD_TIME_ZONE') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!TimeZone.safeParse(value).success)
    settings.mistakes.push(`BOARD_TIME_ZONE: “${value}” is no IANA time zone such as Europe/Berlin.`);
  return value;
}
