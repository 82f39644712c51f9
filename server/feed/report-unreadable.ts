import type { Document } from 'mongodb';
import type { Logger } from 'pino';
import type { FeedMetrics } from './feed-metrics.ts';

/**
 * Returns a function that reports a document of `events` that cannot be read as an event: it counts it and logs its
 * `_id`, but none of its content. The document is not shown, and everything else goes on.
 */
export function unreadableReporter({
  metrics,
  logger,
}: {
  metrics: Pick<FeedMetrics, 'skippedDocuments'>;
  logger: Logger;
}): (document: Document) => void {
  return ({ _id }) => {
    metrics.skippedDocuments.inc();
    logger.warn({ _id: String(_id) }, 'a document of `events` cannot be read as an event and is not shown');
  };
}
