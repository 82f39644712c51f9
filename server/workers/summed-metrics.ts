import { AggregatorRegistry, type MetricObject } from 'prom-client';
import { pause, type Clock } from '../../shared/clock.ts';
import type { MetricValues } from './worker-messages.ts';

/** A worker that takes longer is busy or ending. Whoever reads the metrics does not wait for it. */
const answerMs = 2_000;

type Asked = { ask: (ask: number) => void };

/**
 * The metrics of all workers, added up. The counters of workers that have ended, or do not answer in time, count as they
 * were last read: a counter that falls would look like a restart to Prometheus.
 */
export class SummedMetrics {
  readonly #clock: Clock;
  readonly #workers = new Map<number, Asked & { counters: MetricValues }>();
  readonly #pending = new Map<string, (values: MetricValues) => void>();
  /** The counters of workers that have ended. */
  #former = Promise.resolve<MetricValues>([]);
  #asks = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(workerId: number, worker: Asked): void {
    this.#workers.set(workerId, { ...worker, counters: [] });
  }

  remove(workerId: number): void {
    const counters = this.#workers.get(workerId)?.counters ?? [];
    this.#workers.delete(workerId);
    if (counters.length > 0)
      this.#former = this.#former.then((former) => AggregatorRegistry.aggregate([former, counters]).getMetricsAsJSON());
  }

  answered(workerId: number, ask: number, values: MetricValues): void {
    this.#pending.get(`${ask}/${workerId}`)?.(values);
  }

  /** In the format of Prometheus. */
  async read(): Promise<string> {
    const ask = (this.#asks += 1);
    const workers = [...this.#workers.keys()].map((workerId) => this.#ask(workerId, ask));
    // Of the same moment as the workers: one that ends meanwhile is counted once.
    const former = this.#former;
    return AggregatorRegistry.aggregate([await former, ...(await Promise.all(workers))]).metrics();
  }

  async #ask(workerId: number, ask: number): Promise<MetricValues> {
    const worker = this.#workers.get(workerId)!;
    const abort = new AbortController();
    const key = `${ask}/${workerId}`;
    const answer = new Promise<MetricValues>((resolve) => this.#pending.set(key, resolve));
    worker.ask(ask);
    const values = await Promise.race([answer, pause(this.#clock, answerMs, abort.signal)]);
    abort.abort();
    this.#pending.delete(key);
    if (values === undefined) return worker.counters;
    worker.counters = values.filter(isCounter);
    return values;
  }
}

function isCounter({ type }: MetricObject): boolean {
  return String(type) === 'counter';
}
