type Work<T> = { running: Promise<T>; next: Promise<T> | null };

/**
 * Makes one answer for all who ask the same at the same time. Who comes while one is being made shares the next, which
 * begins after all who share it have asked: so nobody is told of an older state than if he had been alone.
 */
export class SharedAnswers<T> {
  readonly #underWay = new Map<string, Work<T>>();

  ask(question: string, make: () => Promise<T>): Promise<T> {
    const work = this.#underWay.get(question);
    if (work === undefined) return this.#begin(question, make);
    work.next ??= work.running
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => this.#begin(question, make));
    return work.next;
  }

  #begin(question: string, make: () => Promise<T>): Promise<T> {
    const running = make();
    const work: Work<T> = { running, next: null };
    this.#underWay.set(question, work);
    const end = (): void => {
      if (work.next === null) this.#underWay.delete(question);
    };
    running.then(end, end);
    return running;
  }
}
