import { Posting } from '../shared/board.ts';
import { TimeZone } from '../shared/event-time.ts';
import { completeMongoUri } from './database/mongo-uri.ts';
import { StartError } from './start-error.ts';

/** The settings, checked. */
export type Config = {
  production: boolean;
  /** Null: all addresses of this machine. */
  host: string | null;
  port: number;
  dataDir: string;
  mongo: { /** Null: the board runs its own mongod. */ uri: string | null; database: string };
  /** Newest first. Empty: one is made and kept in `dataDir`. */
  sessionSecrets: string[];
  board: { title: string; timeZone: string; posting: Posting };
  publicUrl: string | null;
  trustProxy: boolean | number | string;
  allowedOrigins: string[];
  logLevel: string;
  archiveAfterDays: number;
  feed: { historyMs: number; logMaxEntries: number; logMaxBytes: number; logMaxAgeMs: number };
};

type Environment = Readonly<Record<string, string | undefined>>;

const minSecretLength = 32;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads the settings from the environment. Throws one `StartError` that names every mistake. */
export function loadConfig(environment: Environment): Config {
  const mistakes: string[] = [];

  /** The first of these names that is set; an empty one counts as not set, as `.env` files have them. */
  function setting(...names: string[]): string | null {
    for (const name of names) {
      const value = environment[name]?.trim();
      if (value !== undefined && value !== '') return value;
    }
    return null;
  }

  function number(name: string, fallback: number, min: number, max: number): number {
    const value = setting(name);
    if (value === null) return fallback;
    const parsed = Number(value);
    if (Number.isInteger(parsed) && parsed >= min && parsed <= max) return parsed;
    mistakes.push(`${name} must be a whole number from ${min} to ${max}, not “${value}”.`);
    return fallback;
  }

  function list(name: string): string[] {
    return (setting(name) ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
  }

  const production = setting('NODE_ENV') === 'production';

  function sessionSecrets(): string[] {
    const secrets = list('SESSION_SECRET');
    if (secrets.length === 0 && production) mistakes.push('SESSION_SECRET must be set in production: 32 or more random characters, such as `openssl rand -base64 32` prints.');
    if (secrets.some((secret) => secret.length < minSecretLength)) mistakes.push(`SESSION_SECRET: each secret needs at least ${minSecretLength} characters.`);
    return secrets;
  }

  function mongoUri(): string | null {
    const uri = setting('MONGODB_URI', 'MONGO_URI');
    if (uri === null) {
      if (setting('MONGO_USERNAME', 'MONGO_PASSWORD') !== null) mistakes.push('MONGO_USERNAME and MONGO_PASSWORD need a MONGODB_URI to go into.');
      return null;
    }
    if (!/^mongodb(\+srv)?:\/\/\S+$/.test(uri)) mistakes.push('MONGODB_URI must begin with mongodb:// or mongodb+srv://.');
    return completeMongoUri(uri, setting('MONGO_USERNAME'), setting('MONGO_PASSWORD'));
  }

  function origin(name: string, value: string): string {
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
      mistakes.push(`${name}: “${value}” is no web address such as https://board.example.`);
      return value;
    }
    return new URL(value).origin;
  }

  function timeZone(): string {
    const value = setting('BOARD_TIME_ZONE') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!TimeZone.safeParse(value).success) mistakes.push(`BOARD_TIME_ZONE: “${value}” is no IANA time zone such as Europe/Berlin.`);
    return value;
  }

  function posting(): Posting {
    const value = Posting.safeParse(setting('POSTING') ?? 'anyone');
    if (!value.success) mistakes.push(`POSTING must be one of ${Posting.options.join(', ')}.`);
    return value.success ? value.data : 'anyone';
  }

  function trustProxy(): boolean | number | string {
    const value = setting('TRUST_PROXY') ?? 'false';
    if (value === 'true' || value === 'false') return value === 'true';
    return /^\d+$/.test(value) ? Number(value) : value;
  }

  function logLevel(): string {
    const value = setting('LOG_LEVEL') ?? (production ? 'info' : 'warn');
    if (!logLevels.includes(value)) mistakes.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}.`);
    return value;
  }

  const publicUrl = setting('PUBLIC_URL');
  const config: Config = {
    production,
    host: setting('HOST'),
    port: number('PORT', 3000, 0, 65_535),
    dataDir: setting('DATA_DIR') ?? './data',
    mongo: { uri: mongoUri(), database: setting('MONGODB_DATABASE', 'MONGO_DBNAME') ?? 'community_board' },
    sessionSecrets: sessionSecrets(),
    board: { title: setting('BOARD_TITLE') ?? 'Community Board', timeZone: timeZone(), posting: posting() },
    publicUrl: publicUrl === null ? null : origin('PUBLIC_URL', publicUrl),
    trustProxy: trustProxy(),
    allowedOrigins: list('ALLOWED_ORIGINS').map((value) => origin('ALLOWED_ORIGINS', value)),
    logLevel: logLevel(),
    archiveAfterDays: number('ARCHIVE_AFTER_DAYS', 30, 1, 36_500),
    feed: {
      historyMs: number('FEED_HISTORY_SECONDS', 300, 0, 86_400) * 1000,
      logMaxEntries: number('FEED_LOG_ENTRIES', 100_000, 100, 10_000_000),
      logMaxBytes: number('FEED_LOG_MEGABYTES', 64, 1, 10_000) * 1024 * 1024,
      logMaxAgeMs: number('FEED_LOG_MINUTES', 60, 1, 10_000) * 60_000,
    },
  };
  if (mistakes.length > 0) {
    throw new StartError(['The settings need a correction (environment or .env):', ...mistakes.map((mistake) => `  - ${mistake}`)].join('\n'));
  }
  return config;
}
