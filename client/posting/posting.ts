import type { BoardEvent } from '../../shared/event.ts';
import { isEmpty, newEventOf, sameValues, type FormValues } from '../event-form/form-values.ts';
import { fieldProblems, prepareToCheck } from '../event-form/field-problems.ts';
import { problemOf, type FormProblem } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';
import { newDraft, readDraft, storeDraft, type Draft } from './draft.ts';
import type { PostingOptions } from './posting-options.ts';
import type { UnclearPosts } from './unclear-posts.ts';

export type PostingState =
  | { state: 'writing' }
  | { state: 'sending' }
  /** The draft keeps what was typed and its id, so that trying again creates the same event. */
  | { state: 'failed'; problem: FormProblem }
  | { state: 'posted'; event: BoardEvent };

/**
 * Writes and sends new events, one after another. It holds the state of the form on every page that has one. The form
 * is emptied only when the board has what it holds.
 */
export class Posting {
  readonly #options: PostingOptions;
  readonly #changes = new Observable();
  #draft: Draft;
  #state: PostingState = { state: 'writing' };
  #retry: ReturnType<typeof setTimeout> | undefined;
  #unclear: Promise<UnclearPosts | undefined> | undefined;

  constructor(options: PostingOptions) {
    this.#options = options;
    this.#draft = readDraft(options.storageKey);
    if (this.#draft.sent.length > 0) void this.#loadUnclear();
  }

  get draft(): Draft {
    return this.#draft;
  }

  get fields(): FormValues {
    return this.#draft.fields;
  }

  get state(): PostingState {
    return this.#state;
  }

  /** Saves the draft on every keystroke. Unchanged fields change nothing. */
  write(fields: FormValues): void {
    if (sameValues(fields, this.#draft.fields)) return;
    prepareToCheck();
    void this.#loadUnclear();
    clearTimeout(this.#retry);
    this.keep({ ...this.#draft, fields });
    if (this.#state.state === 'posted') this.#set({ state: 'writing' });
  }

  /** Sends the draft, unless it is being sent. `guestName` is absent for members. */
  async send(guestName: string | undefined): Promise<void> {
    if (this.#state.state === 'sending') return;
    clearTimeout(this.#retry);
    const { fields } = this.#draft;
    this.#set({ state: 'sending' });
    const unclear = await this.#loadUnclear();
    try {
      const errors = await fieldProblems(fields, guestName, this.#options.timeZone?.());
      if (errors.length > 0) return this.#set({ state: 'failed', problem: { detail: '', errors } });
      const submit = (): Promise<BoardEvent> => {
        const { id, sent } = this.#draft;
        this.keep({ ...this.#draft, sent: [...sent, { fields, guestName }] });
        return this.#options.submit({ id, ...newEventOf(fields), guestName });
      };
      const event = await (unclear?.submit(submit) ?? submit());
      if (guestName !== undefined) this.#options.onGuest(guestName.trim());
      this.#finish(event, fields);
    } catch (error) {
      const retryAfterMs = unclear?.retryAfterOf(error);
      this.#set({ state: 'failed', problem: { ...problemOf(error), retries: retryAfterMs !== undefined } });
      await this.settle();
      if (retryAfterMs === undefined || this.#state.state !== 'failed') return;
      this.#retry = setTimeout(() => void this.send(guestName), retryAfterMs);
    }
  }

  /** If the feed has exactly what was sent and is still in the form, only the answer was lost: the post succeeded. */
  async settle(): Promise<void> {
    const event = this.#options.find(this.#draft.id);
    if (event === undefined) return;
    const unclear = await this.#loadUnclear();
    if (this.#state.state !== 'sending' && unclear?.isOnBoard(event)) this.#finish(event, this.#draft.fields);
  }

  /** Takes the posted event as it is by now: a moderator may have decided about it. */
  take(event: BoardEvent): void {
    if (this.#state.state === 'posted' && this.#state.event.id === event.id) this.#set({ state: 'posted', event });
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Without it, nothing is lost either: a post that is refused stays in the form. */
  #loadUnclear(): Promise<UnclearPosts | undefined> {
    return (this.#unclear ??= import('./unclear-posts.ts').then(
      ({ UnclearPosts }) => new UnclearPosts(this.#options, this),
      () => (this.#unclear = undefined),
    ));
  }

  /** What was typed during sending belongs to the next event. */
  #finish(event: BoardEvent, sent: FormValues): void {
    const { fields } = this.#draft;
    this.keep(sameValues(fields, sent) ? newDraft() : newDraft(fields));
    this.#set({ state: 'posted', event });
  }

  keep(draft: Draft): void {
    this.#draft = draft;
    storeDraft(this.#options.storageKey, isEmpty(draft.fields) ? null : draft);
  }

  #set(state: PostingState): void {
    this.#state = state;
    this.#changes.notify();
  }
}
