type Work<T> = { running: Promise<T>; next: Promise<T> | null };

/**
 * Gives the same answer to everybody who asks the same question at the same time. A question that comes while an answer is
 * being made waits for the next one, which starts later: so nobody gets an older state than if they had asked alone.
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
