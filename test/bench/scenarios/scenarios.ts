import { burst, middle, quiet } from './live-changes.ts';
import type { Scenario } from './scenario.ts';

/** In the order of the aims. */
export const scenarios: readonly Scenario[] = [burst, middle, quiet];
