import type { Registry } from 'prom-client';

/** The metrics of one process, as `AggregatorRegistry` adds them up. */
export type MetricValues = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** What a worker knows once it serves. */
export type Serving = { url: string; signUpUrl: string | null };

export type ToWorker =
  | { tell: 'start'; mongoUri: string }
  | { tell: 'stop' }
  | { tell: 'report-metrics'; ask: number }
  | { tell: 'all-metrics'; ask: number; text: string };

export type ToParent =
  /** It listens from now on: Node drops what is told to a worker before that. */
  | { tell: 'up' }
  | { tell: 'serving'; serving: Serving }
  | { tell: 'metrics'; ask: number; values: MetricValues }
  | { tell: 'ask-all-metrics'; ask: number };
