import type { BoardEvent } from '../../shared/event.ts';
import { ApiError } from '../api/http.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { emptyValues, isEmpty, newEventOf, sameValues, type FormValues } from '../event-form/form-values.ts';
import { fieldProblems, prepareToCheck } from '../event-form/field-problems.ts';
import { problemOf, type FormProblem } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';
import { newObjectId } from './object-id.ts';
import type { Post } from '../feed/outbox.ts';

export type PostingState =
  | { state: 'writing' }
  | { state: 'sending' }
  /** The draft keeps what was typed and its id, so that trying again creates the same event. */
  | { state: 'failed'; problem: FormProblem }
  | { state: 'posted'; event: BoardEvent };

type Draft = { id: string; fields: FormValues };

type PostingOptions = {
  /** The key under which the draft survives a reload. */
  storageKey: string;
  /** The board's time zone. Until it is known, only the server checks times. */
  timeZone?: () => string | undefined;
  submit: (post: Post) => Promise<BoardEvent>;
  /** Returns the event if the feed has it. */
  find: (id: string) => BoardEvent | undefined;
  /** Called when a guest's post was accepted under this name. */
  onGuest: (name: string) => void;
};

/** Writes and sends new events, one after another. It holds the state of the form on every page that has one. */
export class Posting {
  readonly #options: PostingOptions;
  readonly #changes = new Observable();
  #draft: Draft;
  #state: PostingState = { state: 'writing' };
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PostingOptions) {
    this.#options = options;
    this.#draft = readDraft(options.storageKey) ?? newDraft();
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
    clearTimeout(this.#retry);
    this.#draft = { ...this.#draft, fields };
    writeStored('sessionStorage', this.#options.storageKey, isEmpty(fields) ? null : JSON.stringify(this.#draft));
    if (this.#state.state === 'posted') this.#set({ state: 'writing' });
  }

  /** Sends the draft, unless it is being sent. `guestName` is absent for members. */
  async send(guestName: string | undefined): Promise<void> {
    if (this.#state.state === 'sending') return;
    clearTimeout(this.#retry);
    const { id, fields } = this.#draft;
    this.#set({ state: 'sending' });
    try {
      const errors = await fieldProblems(fields, guestName, this.#options.timeZone?.());
      if (errors.length > 0) return this.#set({ state: 'failed', problem: { detail: '', errors } });
      const event = await this.#options.submit({
        id,
        ...newEventOf(fields),
        ...(guestName === undefined ? {} : { guestName }),
      });
      if (guestName !== undefined) this.#options.onGuest(guestName.trim());
      this.#finish(event, fields);
    } catch (error) {
      const retryAfterMs = retryAfterOf(error);
      this.#set({ state: 'failed', problem: { ...problemOf(error), retries: retryAfterMs !== null } });
      this.settle();
      if (retryAfterMs === null || this.#state.state !== 'failed') return;
      this.#retry = setTimeout(() => void this.send(guestName), retryAfterMs);
    }
  }

  /** If the feed has the post that seemed to fail, only the answer was lost: the post succeeded. */
  settle(): void {
    const event = this.#state.state === 'failed' ? this.#options.find(this.#draft.id) : undefined;
    if (event !== undefined) this.#finish(event, this.#draft.fields);
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** What was typed during sending belongs to the next event. */
  #finish(event: BoardEvent, sent: FormValues): void {
    const typedOn = this.#draft.fields !== sent;
    this.#draft = typedOn ? { ...newDraft(), fields: this.#draft.fields } : newDraft();
    writeStored('sessionStorage', this.#options.storageKey, typedOn ? JSON.stringify(this.#draft) : null);
    this.#set({ state: 'posted', event });
  }

  #set(state: PostingState): void {
    this.#state = state;
    this.#changes.notify();
  }
}

/** When to send it again, which is safe because an id can become only one event. Null if the person should decide. */
function retryAfterOf(error: unknown): number | null {
  if (!(error instanceof ApiError) || (error.code !== 'too_many_requests' && error.code !== 'unavailable')) return null;
  // Spread out, so that a class that was told to wait does not return all at once.
  return error.retryAfterMs === null || error.retryAfterMs > longestRetryMs
    ? null
    : error.retryAfterMs * (1 + Math.random());
}

const longestRetryMs = 60_000;

function newDraft(): Draft {
  return { id: newObjectId(), fields: emptyValues };
}

function readDraft(key: string): Draft | null {
  try {
    const stored = JSON.parse(readStored('sessionStorage', key) ?? 'null') as Draft | null;
    return stored === null ? null : { id: stored.id, fields: { ...emptyValues, ...stored.fields } };
  } catch {
    return null;
  }
}
