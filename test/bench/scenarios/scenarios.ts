import { growth } from './growth.ts';
import { httpCalls } from './http-calls.ts';
import { httpFollowers } from './http-followers.ts';
import { burst, middle, quiet } from './live-changes.ts';
import { loginFlood } from './login-flood.ts';
import { memory } from './memory.ts';
import { page } from './page.ts';
import type { Scenario } from './scenario.ts';
import { slowReaders } from './slow-readers.ts';
import { snapshot } from './snapshot.ts';
import { startTime } from './start-time.ts';
import { rollingRestart } from './rolling-restart.ts';
import { storm } from './storm.ts';
import { workers } from './workers.ts';

/** In the order of the aims. */
export const scenarios: readonly Scenario[] = [
  burst,
  middle,
  quiet,
  memory,
  storm,
  slowReaders,
  snapshot,
  httpCalls,
  loginFlood,
  page,
  startTime,
  growth,
  httpFollowers,
  workers,
  rollingRestart,
];
