import type { Logger } from 'pino';
import type { Clock } from '../../shared/clock.ts';
import { StartError } from '../base/start-error.ts';
import { SummedMetrics } from './summed-metrics.ts';
import type { Serving, ToParent, ToWorker } from './worker-messages.ts';

export type Ended = { code: number | null; signal: string | null };

/** A worker process, as far as the parent sees it. */
export type WorkerProcess = {
  id: number;
  tell(message: ToWorker): void;
  onMessage(listener: (message: ToParent) => void): void;
  ended: Promise<Ended>;
};

type Options = { count: number; mongoUri: string; fork: () => WorkerProcess; clock: Clock; logger: Logger };

/** A worker that ends sooner than this after its start will not do better at once. */
const settledMs = 10_000;
const pauses = { firstMs: 1_000, longestMs: 30_000 };

/** The first worker ended before it served. */
export class FirstWorkerEnded extends StartError {
  /** With code 1, the worker has written why. Otherwise something ended it. */
  readonly hasSaidWhy: boolean;

  constructor({ code, signal }: Ended) {
    super(`The board could not start: its first worker process was ended (${signal ?? `code ${code}`}).`);
    this.hasSaidWhy = code === 1;
  }
}

/**
 * The processes that serve one port together; each is a whole server. One that ends is replaced: at once, or after a
 * growing pause where it did not live long.
 */
export class WorkerCrew {
  readonly #options: Options;
  readonly #metrics: SummedMetrics;
  readonly #working = new Map<number, WorkerProcess>();
  readonly #pauses = new Set<() => void>();
  #isStopping = false;

  constructor(options: Options) {
    this.#options = options;
    this.#metrics = new SummedMetrics(options.clock);
  }

  /**
   * Starts one worker, which sets the database up and finds out whether the board can start here, and then the others.
   * Resolves once the first serves. Throws `FirstWorkerEnded`.
   */
  async start(): Promise<Serving> {
    const first = this.#fork();
    const serving = await new Promise<Serving>((resolve, reject) => {
      first.onMessage((message) => {
        if (message.tell === 'serving') resolve(message.serving);
      });
      void first.ended.then((ended) => reject(new FirstWorkerEnded(ended)));
    });
    this.#keep(first);
    for (let n = 1; n < this.#options.count; n += 1) this.#keep(this.#fork());
    return serving;
  }

  /** Tells all workers to stop, and resolves once they have ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const cancel of this.#pauses) cancel();
    const working = [...this.#working.values()];
    for (const worker of working) worker.tell({ tell: 'stop' });
    await Promise.all(working.map(({ ended }) => ended));
  }

  #fork(): WorkerProcess {
    const worker = this.#options.fork();
    this.#working.set(worker.id, worker);
    this.#metrics.add(worker.id, { ask: (ask) => worker.tell({ tell: 'report-metrics', ask }) });
    worker.onMessage((message) => this.#hear(worker, message));
    void worker.ended.then(() => {
      this.#working.delete(worker.id);
      this.#metrics.remove(worker.id);
    });
    return worker;
  }

  #hear(worker: WorkerProcess, message: ToParent): void {
    switch (message.tell) {
      case 'up':
        return worker.tell(this.#isStopping ? { tell: 'stop' } : { tell: 'start', mongoUri: this.#options.mongoUri });
      case 'serving':
        return;
      case 'metrics':
        return this.#metrics.answered(worker.id, message.ask, message.values);
      case 'ask-all-metrics':
        return void this.#metrics.read().then((text) => worker.tell({ tell: 'all-metrics', ask: message.ask, text }));
      default:
        return message satisfies never;
    }
  }

  /** Replaces the worker when it ends, and its successor, and so on. */
  #keep(worker: WorkerProcess, failures = 0): void {
    const { clock, logger } = this.#options;
    const startedAt = clock.monotonic();
    void worker.ended.then(({ code, signal }) => {
      if (this.#isStopping) return;
      const hadSettled = clock.monotonic() - startedAt >= settledMs;
      const pauseMs = hadSettled ? 0 : Math.min(pauses.firstMs * 2 ** failures, pauses.longestMs);
      logger.error({ worker: worker.id, code, signal, pauseMs }, 'a worker has ended; another takes its place');
      const cancel = clock.after(pauseMs, () => {
        this.#pauses.delete(cancel);
        this.#keep(this.#fork(), hadSettled ? 0 : failures + 1);
      });
      this.#pauses.add(cancel);
    });
  }
}
