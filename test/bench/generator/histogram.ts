/** Each bucket is 2 % wider than the one before: from 10 µs to beyond an hour in about a thousand. */
const growth = 1.02;
const smallestMs = 0.01;
const buckets = 1_200;
const perLog = 1 / Math.log(growth);

/** A histogram as it is sent between processes: counts by bucket. */
export type HistogramData = { counts: number[] };

/** Counts durations, to about one per cent. */
export class Histogram {
  readonly #counts = new Float64Array(buckets);
  #total = 0;

  static from({ counts }: HistogramData): Histogram {
    const histogram = new Histogram();
    for (const [index, count] of counts.entries()) {
      histogram.#counts[index] = count;
      histogram.#total += count;
    }
    return histogram;
  }

  static sum(histograms: readonly Histogram[]): Histogram {
    return Histogram.from({
      counts: Array.from({ length: buckets }, (_, index) =>
        histograms.reduce((sum, of) => sum + of.#counts[index]!, 0),
      ),
    });
  }

  get total(): number {
    return this.#total;
  }

  add(ms: number): void {
    const index = ms <= smallestMs ? 0 : Math.min(buckets - 1, Math.floor(Math.log(ms / smallestMs) * perLog));
    this.#counts[index]! += 1;
    this.#total += 1;
  }

  /** Returns the duration in ms that this share of the values stays below; NaN without values. */
  quantile(share: number): number {
    if (this.#total === 0) return Number.NaN;
    let left = share * this.#total;
    for (const [index, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0 && count > 0) return middleOf(index);
    }
    return middleOf(buckets - 1);
  }

  /** The distribution as points of a plot: a duration in ms, and the share of the values up to it. */
  distribution(): [number, number][] {
    const points: [number, number][] = [];
    let sum = 0;
    for (const [index, count] of this.#counts.entries()) {
      if (count === 0) continue;
      sum += count;
      points.push([middleOf(index), sum / this.#total]);
    }
    return points;
  }

  get data(): HistogramData {
    return { counts: [...this.#counts] };
  }
}

function middleOf(index: number): number {
  return smallestMs * growth ** (index + 0.5);
}
