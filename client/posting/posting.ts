import type { BoardEvent } from '../../shared/event.ts';
import { ApiError } from '../api/http.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { emptyFields, isEmpty, newEventOf, sameFields, type EventFields } from '../event-form/event-fields.ts';
import { fieldProblems, prepareToCheck } from '../event-form/field-problems.ts';
import { problemOf, type FormProblem } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';
import { newObjectId } from './object-id.ts';
import type { Post } from '../feed/outbox.ts';

export type PostingState =
  | { state: 'writing' }
  | { state: 'sending' }
  /** What was typed is still in the draft, under the same id: trying again makes the same event. */
  | { state: 'failed'; problem: FormProblem }
  | { state: 'posted'; event: BoardEvent };

type Draft = { id: string; fields: EventFields };

type PostingOptions = {
  /** The draft outlives a reload under this key. */
  storageKey: string;
  /** The board's, for what is left empty. Where it is not known yet, it is the server that checks times. */
  timeZone?: () => string | undefined;
  submit: (post: Post) => Promise<BoardEvent>;
  /** The event, if the feed has brought it. */
  find: (id: string) => BoardEvent | undefined;
  /** A guest's post has arrived under this name. */
  onGuest: (name: string) => void;
};

/** The writing and sending of one new event after another: what the form shows, wherever it stands. */
export class Posting {
  readonly #options: PostingOptions;
  readonly #listeners = new Observable();
  #draft: Draft;
  #state: PostingState = { state: 'writing' };
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PostingOptions) {
    this.#options = options;
    this.#draft = readDraft(options.storageKey) ?? newDraft();
  }

  get fields(): EventFields {
    return this.#draft.fields;
  }

  get state(): PostingState {
    return this.#state;
  }

  /** Keeps what is typed, key by key; what is there already changes nothing. */
  write(fields: EventFields): void {
    if (sameFields(fields, this.#draft.fields)) return;
    prepareToCheck();
    clearTimeout(this.#retry);
    this.#draft = { ...this.#draft, fields };
    writeStored('sessionStorage', this.#options.storageKey, isEmpty(fields) ? null : JSON.stringify(this.#draft));
    if (this.#state.state === 'posted') this.#set({ state: 'writing' });
  }

  /** Sends the draft; while it is being sent, this does nothing. `guestName` is absent for members. */
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

  /** If the feed has brought the post that seemed to have failed, only the answer was lost: it is posted. */
  settle(): void {
    const event = this.#state.state === 'failed' ? this.#options.find(this.#draft.id) : undefined;
    if (event !== undefined) this.#finish(event, this.#draft.fields);
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** What was typed while it was being sent is the next event's. */
  #finish(event: BoardEvent, sent: EventFields): void {
    const typedOn = this.#draft.fields !== sent;
    this.#draft = typedOn ? { ...newDraft(), fields: this.#draft.fields } : newDraft();
    writeStored('sessionStorage', this.#options.storageKey, typedOn ? JSON.stringify(this.#draft) : null);
    this.#set({ state: 'posted', event });
  }

  #set(state: PostingState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}

/** When to send it again: one id is one event, so that is safe. Null where somebody should decide it. */
function retryAfterOf(error: unknown): number | null {
  if (!(error instanceof ApiError) || (error.code !== 'too_many_requests' && error.code !== 'unavailable')) return null;
  // Spread out: a class that was told to wait does not come back in step.
  return error.retryAfterMs === null || error.retryAfterMs > longestRetryMs
    ? null
    : error.retryAfterMs * (1 + Math.random());
}

const longestRetryMs = 60_000;

function newDraft(): Draft {
  return { id: newObjectId(), fields: emptyFields };
}

function readDraft(key: string): Draft | null {
  try {
    const stored = JSON.parse(readStored('sessionStorage', key) ?? 'null') as Draft | null;
    return stored === null ? null : { id: stored.id, fields: { ...emptyFields, ...stored.fields } };
  } catch {
    return null;
  }
}
