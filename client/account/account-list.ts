import type { Account } from '../../shared/account.ts';
import { Observable } from '../../shared/observable.ts';
import { LoadedValue, type LoadedState } from '../ui/loaded-value.ts';
import { Submission } from '../ui/submission.ts';

/** The accounts of the board, for its owner. */
export class AccountList {
  readonly #list: (signal: AbortSignal) => Promise<Account[]>;
  readonly #changes = new Observable();
  readonly #accounts = new LoadedValue<readonly Account[]>();
  readonly #submissions = new Map<string, Submission>();

  constructor(list: (signal: AbortSignal) => Promise<Account[]>) {
    this.#list = list;
    this.#accounts.onChange(() => this.#changes.notify());
  }

  get state(): LoadedState<readonly Account[]> {
    return this.#accounts.state;
  }

  /** The owner's last action on an account. */
  submissionOf(username: string): Submission {
    let submission = this.#submissions.get(username);
    if (submission === undefined) {
      submission = new Submission();
      submission.onChange(() => this.#changes.notify());
      this.#submissions.set(username, submission);
    }
    return submission;
  }

  /** Returns a function that stops it. */
  start(): () => void {
    void this.load();
    return () => this.#accounts.cancel();
  }

  load(): Promise<void> {
    return this.#accounts.load(this.#list);
  }

  /** Changes an account, then loads all of them again. */
  async act(username: string, work: () => Promise<void>): Promise<void> {
    if (await this.submissionOf(username).send([], work)) await this.load();
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }
}
