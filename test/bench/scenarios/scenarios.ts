import { burst, middle, quiet } from './live-changes.ts';
import { memory } from './memory.ts';
import type { Scenario } from './scenario.ts';
import { snapshot } from './snapshot.ts';

/** In the order of the aims. */
export const scenarios: readonly Scenario[] = [burst, middle, quiet, memory, snapshot];
