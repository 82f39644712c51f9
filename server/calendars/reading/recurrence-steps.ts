import ICAL from 'ical.js';
import { BrokenFile } from './calendar-text.ts';

export const takesTooLong = 'Reading it takes too long. Split it, or leave out what is old.';

/** The parts of a rule, as the library reads them from a file. */
export type RuleParts = Parameters<typeof ICAL.Recur.fromData>[0];

/** Some microseconds each. Other parts of the work count as many of them as they take at most. */
const stepsOf = { date: 10, month: 30, year: 50, dayPassed: 1 / 16, listEntry: 1 / 8 };
/** A rule that needs more was not made by people, or never gives a date. A date of every day for a century takes less. */
const maxOfRule = 600_000;

/**
 * Counts the steps in which the rules of one file are followed. Throws `BrokenFile` when the file has taken more than `max`,
 * and another error for a rule that takes too many by itself.
 */
export class RecurrenceSteps {
  #left: number;

  constructor(max = Infinity) {
    this.#left = max;
  }

  /** The dates that a rule gives from a start on. */
  follow(parts: RuleParts, start: ICAL.Time): { next: () => ICAL.Time | null } {
    const rule = new CountedRule(parts, (steps) => this.#take(steps));
    const iterator = new CountedIterator({ rule, dtstart: start });
    return {
      next: () => {
        rule.spend(stepsOf.date);
        // The rule gives no more dates.
        return (iterator.next() as ICAL.Time | null | undefined) ?? null;
      },
    };
  }

  #take(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BrokenFile(takesTooLong);
  }
}

class CountedRule extends ICAL.Recur {
  readonly #take: (steps: number) => void;
  /** The library goes through the lists of a rule again and again. */
  readonly #weight: number;
  #left = maxOfRule;

  constructor(parts: RuleParts, take: (steps: number) => void) {
    super(parts);
    this.#take = take;
    const lists = Object.values(this.parts as Record<string, unknown[]>);
    this.#weight = 1 + lists.reduce((sum, list) => sum + list.length, 0) * stepsOf.listEntry;
  }

  spend(steps: number): void {
    const weighed = steps * this.#weight;
    this.#left -= weighed;
    if (this.#left < 0) throw new Error('The rule takes too many steps.');
    this.#take(weighed);
  }
}

/** Counts where the library goes on to another day, month or year. It does so many times for one date, or for none. */
class CountedIterator extends ICAL.RecurIterator {
  override check_contracting_rules(): boolean {
    spend(this.rule, 1);
    return super.check_contracting_rules();
  }

  override increment_monthday(days: number): void {
    spend(this.rule, days * stepsOf.dayPassed);
    super.increment_monthday(days);
  }

  override increment_month(): void {
    spend(this.rule, 1);
    super.increment_month();
  }

  override increment_year(years: number): void {
    spend(this.rule, 1);
    super.increment_year(years);
  }

  override next_month(): number {
    spend(this.rule, stepsOf.month);
    return super.next_month();
  }

  override expand_year_days(year: number): number {
    spend(this.rule, stepsOf.year);
    return super.expand_year_days(year);
  }
}

/** No method: the library takes the first steps before the iterator is made. */
function spend(rule: ICAL.Recur, steps: number): void {
  (rule as CountedRule).spend(steps);
}
