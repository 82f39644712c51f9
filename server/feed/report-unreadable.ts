import type { Document } from 'mongodb';
import type { Logger } from 'pino';
import type { FeedMetrics } from './feed-metrics.ts';

/** A document of `events` that is no event: not shown, counted, and logged by its `_id` alone; it stops nothing. */
export function reportUnreadable(
  document: Document,
  { metrics, logger }: { metrics: Pick<FeedMetrics, 'skippedDocuments'>; logger: Logger },
): void {
  metrics.skippedDocuments.inc();
  logger.warn({ _id: String(document._id) }, 'a document of `events` cannot be read as an event and is not shown');
}
