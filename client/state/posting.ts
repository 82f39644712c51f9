import { ApiError } from '../api/http.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { EventFormInput, FormProblem } from '../components/event-form/event-form.ts';
import type { BoardStore } from './board-store.ts';
import { newObjectId } from './object-id.ts';
import type { SessionStore } from './session-store.ts';

/**
 * One event from the form to the board. Its id is chosen at the first try and kept until it has arrived: however often
 * it is sent, it is one event.
 */
export class Posting {
  #id = newObjectId();
  #busy = false;
  #problem: FormProblem | null = null;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get problem(): FormProblem | null {
    return this.#problem;
  }

  /** Null when it failed, or is being sent already. */
  async post(input: EventFormInput, store: BoardStore, sessions: SessionStore): Promise<BoardEvent | null> {
    if (this.#busy) return null;
    this.#busy = true;
    this.#changed();
    try {
      const { checkEvent } = await import('./check-event.ts');
      const errors = checkEvent(input, true);
      if (errors.length > 0) throw new ApiError('invalid_request', '', { errors });
      const event = await store.outbox.submit({ ...input, id: this.#id });
      this.#id = newObjectId();
      this.#problem = null;
      if (input.guestName !== undefined) sessions.rememberGuest(event.author.name);
      return event;
    } catch (error) {
      this.#problem = problemOf(error);
      return null;
    } finally {
      this.#busy = false;
      this.#changed();
    }
  }
}

/** What a form shows of a failed call. */
export function problemOf(error: unknown): FormProblem {
  if (!(error instanceof ApiError)) throw error;
  if (error.code === 'invalid_request' && error.errors.length > 0) {
    return { detail: error.errors.length === 1 ? 'One thing needs a correction.' : 'Some things need a correction.', errors: error.errors };
  }
  return { detail: `${error.message} What you typed is kept.`, errors: [] };
}
