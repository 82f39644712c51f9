import { Observable } from '../../shared/observable.ts';
import { isNotThere, problemOf } from './form-problem.ts';

export type LoadedState<Value> =
  | { state: 'loading' }
  | { state: 'known'; value: Value }
  /** `detail` is a sentence for the page. `final`: there is no such thing, so asking again is no use. */
  | { state: 'failed'; detail: string; final: boolean };

/**
 * A value that a page loads from the server. The newest request wins, and the page's own change wins over the answer to
 * an older request. While it is loading, a page must not claim that there is no such value.
 */
export class LoadedValue<Value> {
  readonly #changes = new Observable();
  #state: LoadedState<Value> = { state: 'loading' };
  #request = new AbortController();

  get state(): LoadedState<Value> {
    return this.#state;
  }

  /** Null until it is known. */
  get value(): Value | null {
    return this.#state.state === 'known' ? this.#state.value : null;
  }

  /** A known value stays until the answer is here. Never rejects. */
  async load(fetch: (signal: AbortSignal) => Promise<Value>): Promise<void> {
    this.cancel();
    const { signal } = (this.#request = new AbortController());
    if (this.#state.state === 'failed') this.clear();
    let state: LoadedState<Value>;
    try {
      state = { state: 'known', value: await fetch(signal) };
    } catch (error) {
      state = { state: 'failed', detail: problemOf(error).detail, final: isNotThere(error) };
    }
    if (!signal.aborted) this.#set(state);
  }

  /** The page's own call has just made it this. */
  take(value: Value): void {
    this.cancel();
    this.#set({ state: 'known', value });
  }

  /** Forgets the value: it is loading. */
  clear(): void {
    this.#set({ state: 'loading' });
  }

  /** Ends the request that is under way. */
  cancel(): void {
    this.#request.abort();
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #set(state: LoadedState<Value>): void {
    this.#state = state;
    this.#changes.notify();
  }
}
