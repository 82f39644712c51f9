import type { Account } from '../../shared/account.ts';
import { problemOf } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';
import { Submission } from '../ui/submission.ts';

export type AccountListState =
  { state: 'loading' } | { state: 'shown'; accounts: readonly Account[] } | { state: 'failed'; detail: string };

/** The accounts of the board, for its owner. */
export class AccountList {
  readonly #list: (signal: AbortSignal) => Promise<Account[]>;
  readonly #listeners = new Observable();
  readonly #submissions = new Map<string, Submission>();
  #state: AccountListState = { state: 'loading' };
  #abort = new AbortController();

  constructor(list: (signal: AbortSignal) => Promise<Account[]>) {
    this.#list = list;
  }

  get state(): AccountListState {
    return this.#state;
  }

  /** What is under way with an account. */
  submissionOf(username: string): Submission {
    let submission = this.#submissions.get(username);
    if (submission === undefined) {
      submission = new Submission();
      submission.onChange(() => this.#listeners.notify());
      this.#submissions.set(username, submission);
    }
    return submission;
  }

  /** Answers how to stop. */
  start(): () => void {
    this.#abort = new AbortController();
    void this.load();
    return () => this.#abort.abort();
  }

  async load(): Promise<void> {
    const { signal } = this.#abort;
    try {
      this.#state = { state: 'shown', accounts: await this.#list(signal) };
    } catch (error) {
      if (signal.aborted) return;
      this.#state = { state: 'failed', detail: problemOf(error).detail };
    }
    this.#listeners.notify();
  }

  /** Does something with an account, and looks at all of them again. */
  async act(username: string, work: () => Promise<void>): Promise<void> {
    if (await this.submissionOf(username).send([], work)) await this.load();
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }
}
