import { Observable } from '../../shared/observable.ts';

export type LoadedState<Value> = { state: 'coming' } | { state: 'known'; value: Value } | { state: 'failed' };

/** What a page asks the server for and changes by its own calls. Until it is known, nobody can say that there is none. */
export class LoadedValue<Value> {
  readonly #listeners = new Observable();
  #state: LoadedState<Value> = { state: 'coming' };
  /** Counts what was asked and taken: an answer that is not the latest's is older than what is known. */
  #latest = 0;

  get state(): LoadedState<Value> {
    return this.#state;
  }

  /** Asks as often as this is called. */
  async ask(load: () => Promise<Value>): Promise<void> {
    const asked = (this.#latest += 1);
    if (this.#state.state === 'failed') this.#set({ state: 'coming' });
    const answer = await load().then(
      (value) => ({ state: 'known', value }) as const,
      () => ({ state: 'failed' }) as const,
    );
    if (asked === this.#latest) this.#set(answer);
  }

  /** As a call of the page's own has just made it. */
  take(value: Value): void {
    this.#latest += 1;
    this.#set({ state: 'known', value });
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  #set(state: LoadedState<Value>): void {
    this.#state = state;
    this.#listeners.notify();
  }
}
