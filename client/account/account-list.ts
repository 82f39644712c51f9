import type { Account } from '../../shared/account.ts';
import { Observable } from '../../shared/observable.ts';
import { loadPages } from '../ui/load-pages.ts';
import { LoadedValue, type LoadedState } from '../ui/loaded-value.ts';
import { Submission } from '../ui/submission.ts';

export type AccountPages = { accounts: readonly Account[]; hasMore: boolean };

type ListAccounts = (after: string | null, signal: AbortSignal) => Promise<{ users: Account[]; next: string | null }>;

/** The accounts of the board, for its owner. */
export class AccountList {
  readonly #list: ListAccounts;
  readonly #changes = new Observable();
  readonly #accounts = new LoadedValue<AccountPages>();
  #pages = 1;
  readonly #submissions = new Map<string, Submission>();

  constructor(list: ListAccounts) {
    this.#list = list;
    this.#accounts.onChange(() => this.#changes.notify());
  }

  get state(): LoadedState<AccountPages> {
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
    return this.#accounts.load(async (signal) => {
      const { pages, hasMore } = await loadPages(this.#pages, (after) => this.#list(after, signal));
      return { accounts: pages.flatMap(({ users }) => users), hasMore };
    });
  }

  more(): void {
    this.#pages += 1;
    void this.load();
  }

  /** Changes an account, then loads all of them again. */
  async act(username: string, work: () => Promise<void>): Promise<void> {
    if (await this.submissionOf(username).send([], work)) await this.load();
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }
}
