import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { hourMs, RepeatedWork } from '../../base/repeated-work.ts';
import type { AuthorRepository } from './author-repository.ts';

/** An account as far as its name is concerned. */
type Named = { id: string; displayName: string | null };

type Options<Account extends Named> = {
  authors: AuthorRepository;
  accounts: {
    find: (id: string) => Promise<Account | null>;
    listRenaming: () => Promise<Account[]>;
    endRenaming: (account: Account) => Promise<void>;
  };
  logger: Logger;
};

/** Few enough that their listings are made within a slice, and their writes do not crowd out others. */
const batchSize = 200;
/** Somebody may change an event at the same moment. Then the events are looked through again. */
const maxPasses = 5;
/** How long the person waits for it: well below the 20 s that a page waits for an answer. */
const patienceMs = 10_000;
/** By then every server knows of the new name, and what it was writing is written. */
const knownEverywhereMs = 1_000;

/**
 * Writes a member's display name into the events that they have posted. An event with another name is a change like any
 * other: each screen, calendar and list hears of it by the same feed, as a later version.
 *
 * The server that takes the new name does it at once. The account is marked until it is done, so that any server finishes
 * after a crash: each looks at its start and every hour.
 */
export class AuthorRenamer<Account extends Named> {
  readonly #options: Options<Account>;
  readonly #abort = new AbortController();
  readonly #hourly: RepeatedWork;
  #later: Promise<void> = Promise.resolve();

  constructor(options: Options<Account>) {
    this.#options = options;
    this.#hourly = new RepeatedWork({
      intervalMs: hourMs,
      work: () => this.#finishAll(),
      onFailure: (error) => this.#warn(error),
    });
  }

  start(): void {
    this.#hourly.start();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.all([this.#hourly.stop(), this.#later]);
  }

  /** Resolves when all events have the name; if that takes long, it goes on by itself. */
  async rename({ id }: Named): Promise<void> {
    const work = this.#rename(id);
    // What another server was posting under the old name.
    const again = work.then(() => this.#rest(knownEverywhereMs)).then(() => this.#finish(id));
    this.#later = Promise.all([this.#later, again.catch((error: unknown) => this.#warn(error))]).then(() => undefined);
    const waited = new AbortController();
    await Promise.race([work.finally(() => waited.abort()), this.#rest(patienceMs, waited.signal)]);
  }

  async #finishAll(): Promise<void> {
    for (const { id } of await this.#options.accounts.listRenaming()) await this.#finish(id);
  }

  async #finish(id: string): Promise<void> {
    const done = await this.#rename(id);
    if (done !== null) await this.#options.accounts.endRenaming(done);
  }

  /** Returns the account whose name all events have; null if some could not be written, or if it is gone. */
  async #rename(id: string): Promise<Account | null> {
    const { accounts, authors } = this.#options;
    const account = await accounts.find(id);
    if (account === null) return null;
    for (let passes = 0; passes < maxPasses; passes += 1) {
      if (!(await this.#pass(account))) continue;
      await authors.renameDeleted(`user:${id}`, account.displayName);
      return this.#abort.signal.aborted ? null : account;
    }
    return null;
  }

  /** Returns whether all events that it found have the name. */
  async #pass({ id, displayName }: Account): Promise<boolean> {
    const { authors } = this.#options;
    let left = 0;
    let batch: Parameters<AuthorRepository['rename']>[0] = [];
    const write = async (): Promise<void> => {
      left += batch.length - (await authors.rename(batch, displayName));
      batch = [];
    };
    for await (const found of authors.find(`user:${id}`, displayName)) {
      if (this.#abort.signal.aborted) return true;
      batch.push(found);
      if (batch.length === batchSize) await write();
    }
    await write();
    return left === 0;
  }

  #warn(error: unknown): void {
    this.#options.logger.warn(
      { err: error },
      'a display name could not be written into events; the next hour tries again',
    );
  }

  /** A signal for each: many people may change their names at one time. */
  #rest(ms: number, ...ends: AbortSignal[]): Promise<void> {
    const signal = AbortSignal.any([this.#abort.signal, ...ends]);
    return delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
