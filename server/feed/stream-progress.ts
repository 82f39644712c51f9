/** Lets callers wait until the stream has delivered everything up to a point. Points are compared as text. */
export class StreamProgress {
  #reached = '';
  #waiting: { point: string; resolve: () => void }[] = [];

  get reached(): string {
    return this.#reached;
  }

  /** Resolves when the point has been passed, at once if it already was. Never rejects. */
  passed(point: string): Promise<void> {
    if (point <= this.#reached) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ point, resolve }));
  }

  reach(point: string): void {
    if (point <= this.#reached) return;
    this.#reached = point;
    if (this.#waiting.length === 0) return;
    const still = this.#waiting.filter((waiter) => waiter.point > point);
    const done = this.#waiting.filter((waiter) => waiter.point <= point);
    this.#waiting = still;
    for (const waiter of done) waiter.resolve();
  }
}
