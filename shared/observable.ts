/** Something that others can watch: each listener is called with every piece of news, in the order of subscription. */
export class Observable<News = void> {
  readonly #listeners = new Set<(news: News) => void>();

  /** Returns a function that ends the subscription. */
  subscribe(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  notify(news: News): void {
    for (const listener of this.#listeners) listener(news);
  }
}
