import type { BoardEvent } from '../../shared/event.ts';
import { patchEvent } from '../api/board-api.ts';
import { ApiError } from '../api/http.ts';
import { sameValues } from '../event-form/form-values.ts';
import { conflictOf } from '../ui/form-problem.ts';
import { Correction } from './correction.ts';
import type { Draft } from './draft.ts';
import { newObjectId } from './object-id.ts';
import { OtherTabs } from './other-tabs.ts';
import type { PostingOptions } from './posting-options.ts';
import { areAlike, isContentOf, readSent, type SentPost } from './sent-posts.ts';

/** Somebody may go on changing the event while we change it. */
const maxTries = 3;
const longestRetryMs = 60_000;
/** Codes of answers that a later call may not get. */
const passing: readonly string[] = ['too_many_requests', 'unavailable', 'client_too_new'];

/** The part of `Posting` that this needs. */
type FormWithDraft = { readonly draft: Draft; keep(draft: Draft): void };

/**
 * What to do where it is not clear what became of a post: its answer was lost, or its id has become another event. The
 * page loads this when somebody begins to write.
 */
export class UnclearPosts {
  readonly #options: PostingOptions;
  readonly #form: FormWithDraft;
  readonly #tabs = new OtherTabs();
  /** Resolves when it is known whether the stored draft is this tab's. */
  readonly #claimed: Promise<void>;
  /** The version of an event that the person was told of, because somebody else had changed it. */
  #told = '';

  constructor(options: PostingOptions, form: FormWithDraft) {
    this.#options = options;
    this.#form = form;
    this.#claimed = this.#claim();
  }

  /**
   * Posts the draft, whatever it takes. Where its id has become another event, a correction of what this form sent
   * changes that event; everything else becomes an event of its own, under a new id.
   */
  async submit(post: () => Promise<BoardEvent>): Promise<BoardEvent> {
    await this.#claimed;
    this.#tabs.claim(this.#form.draft.id);
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof ApiError) || (error.code !== 'id_taken' && error.code !== 'id_reused')) throw error;
      const event = conflictOf(error);
      const sent = readSent(this.#form.draft.sent);
      const correction = new Correction(sent, this.#options.timeZone?.());
      if (event !== null && !correction.isEmpty && this.#isFrom(event, sent)) return this.#correct(event, correction);
      this.#renewId();
      return post();
    }
  }

  /** Whether the event is what was sent last, and what is still in the form. */
  isOnBoard(event: BoardEvent): boolean {
    const { id, fields, sent } = this.#form.draft;
    const posts = readSent(sent);
    const last = posts.at(-1);
    return (
      event.id === id &&
      last !== undefined &&
      sameValues(last.fields, fields) &&
      posts.every((one) => areAlike(one, last)) &&
      isContentOf(event, last)
    );
  }

  /** When to send it again, which is safe because an id can become only one event. Undefined if the person should decide. */
  retryAfterOf(error: unknown): number | undefined {
    if (!(error instanceof ApiError) || !passing.includes(error.code)) return undefined;
    // Spread out, so that a class that was told to wait does not return all at once.
    return error.retryAfterMs === null || error.retryAfterMs > longestRetryMs
      ? undefined
      : error.retryAfterMs * (1 + Math.random());
  }

  /** Whether this form made the event, and has changed since only in what can be changed of an event. */
  #isFrom(event: BoardEvent, sent: readonly SentPost[]): boolean {
    const last = sent.at(-1)!;
    return (
      event.board === this.#options.board &&
      sent.every((one) => areAlike(one, last)) &&
      (event.version > 1 || sent.some((one) => isContentOf(event, one)))
    );
  }

  async #correct(event: BoardEvent, correction: Correction): Promise<BoardEvent> {
    for (let tries = 1; ; tries += 1) {
      const { patch, overOthers } = correction.patchOf(event);
      if (Object.keys(patch).length === 0) return event;
      if (overOthers) this.#tellFirst(event);
      try {
        return await patchEvent(event.id, event.version, patch, event.series === null ? 'this' : 'all');
      } catch (error) {
        const current = conflictOf(error);
        if (current === null || tries === maxTries) throw error;
        event = current;
      }
    }
  }

  /** Nothing is overwritten unseen. */
  #tellFirst({ id, version, name, start }: BoardEvent): void {
    const told = `${id} ${version}`;
    if (this.#told === told) return;
    this.#told = told;
    throw new ApiError(
      'version_conflict',
      `Somebody has changed this event since you posted it. It now says “${name}”, ${start.replace('T', ', ')}. Try again to replace that with yours.`,
    );
  }

  /** A tab that was duplicated has the draft of the other, with what that one sent: then this one takes an id of its own. */
  async #claim(): Promise<void> {
    const { id, sent } = this.#form.draft;
    if (sent.length > 0 && (await this.#tabs.have(id))) this.#renewId();
  }

  #renewId(): void {
    const id = newObjectId();
    this.#tabs.claim(id);
    this.#form.keep({ ...this.#form.draft, id, sent: [] });
  }
}
