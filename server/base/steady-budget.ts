import type { Clock } from '../../shared/clock.ts';

export type BudgetRule = {
  /** How many at once, after a quiet time. */
  burst: number;
  /** How many a second after that. */
  perSecond: number;
};

/** A token bucket for one sender or one kind of message. For many, by key, see `http/visitor/token-bucket.ts`. */
export class SteadyBudget {
  readonly #rule: BudgetRule;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #left: number;
  #atMs: number;

  constructor(rule: BudgetRule, clock: Pick<Clock, 'monotonic'>) {
    this.#rule = rule;
    this.#clock = clock;
    this.#left = rule.burst;
    this.#atMs = clock.monotonic();
  }

  /** Takes one. False when nothing is left. */
  spend(): boolean {
    const { burst, perSecond } = this.#rule;
    const nowMs = this.#clock.monotonic();
    this.#left = Math.min(burst, this.#left + ((nowMs - this.#atMs) / 1000) * perSecond);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
