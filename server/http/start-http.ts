import type { Logger } from 'pino';
import type { Sessions } from '../accounts/sessions.ts';
import { BoardTexts } from '../calendars/board-texts.ts';
import type { Config } from '../config/config.ts';
import { EncodedSnapshots } from '../feed/encoded-snapshots.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import { createHttpApp } from './http-app.ts';
import type { HttpServer } from './http-server.ts';
import type { KeptAssets } from './pages/kept-assets.ts';
import { createPageAnswers } from './pages/page-answers.ts';
import { allRoutes, type RoutedServices } from './routes/all-routes.ts';
import { RateLimits } from './visitor/rate-limits.ts';
import type { Visitors } from './visitor/visitors.ts';

type Options = Omit<RoutedServices, 'limits' | 'publicUrl' | 'snapshots' | 'texts'> & {
  http: HttpServer;
  config: Pick<Config, 'limits' | 'publicUrl' | 'metricsToken'>;
  logger: Logger;
  metrics: FeedMetrics;
  readMetrics: () => Promise<string>;
  sessions: Sessions;
  visitors: Visitors;
  ready: () => Promise<boolean>;
  pagesFolder: string | null;
  keptAssets: Pick<KeptAssets, 'find'>;
};

/** From this call on the server answers requests: the API, the pages, and what monitors ask. */
export function startHttp({ http, config, visitors, ...options }: Options): void {
  const { publicUrl, metricsToken } = config;
  const limits = new RateLimits(config.limits, options.log);
  const texts = new BoardTexts(options);
  const snapshots = new EncodedSnapshots(options.feed, options.metrics, options.slices);
  http.serve(
    createHttpApp({
      ...options,
      ...visitors,
      limits,
      metricsToken,
      routes: allRoutes({ ...options, limits, snapshots, texts, publicUrl }),
      pageAnswer: createPageAnswers({ ...options, publicUrl }),
    }),
  );
}
