import { Counter, Gauge, type Registry } from 'prom-client';

export type FeedMetrics = ReturnType<typeof createFeedMetrics>;

/** Counters of the feed, in `/metrics`. */
export function createFeedMetrics(registry: Registry) {
  const registers = [registry];
  /** Called whenever the metrics are read. */
  const lag = { readSeconds: () => 0 };
  const counter = (name: string, help: string) => new Counter({ name: `board_feed_${name}`, help, registers });
  return {
    changes: counter('changes_total', 'Changes of events read from the change stream'),
    frames: counter('frames_total', 'Frames made of them, each sent to everyone who follows its board'),
    subscriptions: new Counter({
      name: 'board_feed_subscriptions_total',
      help: 'Subscriptions by their answer',
      labelNames: ['answer'] as const,
      registers,
    }),
    replayedChanges: counter('replayed_changes_total', 'Changes sent again to clients that came back'),
    snapshots: counter('snapshots_total', 'Snapshots served over HTTP'),
    databaseSnapshots: counter('database_snapshots_total', 'Boards read from the database'),
    resets: counter('resets_total', 'Times that all boards were read again because history was lost'),
    checksumMismatches: counter('checksum_mismatches_total', 'Clients whose set did not match the checksum'),
    skippedDocuments: counter('skipped_documents_total', 'Documents that could not be read as an event'),
    slowReaders: counter('slow_readers_total', 'Clients taken out of the live frames because they did not read'),
    streamRestarts: new Counter({
      name: 'board_feed_stream_restarts_total',
      help: 'Times the change stream was opened again',
      labelNames: ['reason'] as const,
      registers,
    }),
    lag,
    lagSeconds: new Gauge({
      name: 'board_feed_lag_seconds',
      help: 'For how many seconds the feed has not been known to be current',
      // Of several processes, the one that is furthest behind.
      aggregator: 'max',
      registers,
      collect() {
        this.set(lag.readSeconds());
      },
    }),
    httpAnswers: counter(
      'http_answers_total',
      'Requests of the HTTP feed that were answered; a cache before it answers the others',
    ),
    waiting: new Gauge({
      name: 'board_feed_waiting',
      help: 'Requests of the HTTP feed that wait for a change',
      registers,
    }),
    viewers: new Gauge({
      name: 'board_viewers',
      help: 'Sockets that follow a board here',
      labelNames: ['board'] as const,
      registers,
    }),
  };
}
