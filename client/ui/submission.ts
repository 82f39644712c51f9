import type { FieldError } from '../../shared/problem.ts';
import { problemOf, type FormProblem } from './form-problem.ts';
import { Observable } from '../../shared/observable.ts';

export type SubmissionState =
  { state: 'writing' } | { state: 'sending' } | { state: 'failed'; problem: FormProblem } | { state: 'done' };

/** Sends a form, one request at a time, and holds the outcome. */
export class Submission {
  readonly #changes = new Observable();
  #state: SubmissionState = { state: 'writing' };

  get state(): SubmissionState {
    return this.#state;
  }

  get busy(): boolean {
    return this.#state.state === 'sending';
  }

  get problem(): FormProblem | null {
    return this.#state.state === 'failed' ? this.#state.problem : null;
  }

  /**
   * Does nothing while a request is under way. With `errors` it fails without a request. Resolves with whether it
   * succeeded.
   */
  async send(errors: readonly FieldError[], work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    if (errors.length > 0) {
      this.#set({ state: 'failed', problem: { detail: '', errors } });
      return false;
    }
    this.#set({ state: 'sending' });
    try {
      await work();
      this.#set({ state: 'done' });
      return true;
    } catch (error) {
      this.#set({ state: 'failed', problem: problemOf(error) });
      return false;
    }
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #set(state: SubmissionState): void {
    this.#state = state;
    this.#changes.notify();
  }
}

/** The error of the form as a whole; '' if the errors of its fields say it all. */
export function errorBeside(problem: FormProblem | null, fields: readonly string[]): string {
  if (problem === null) return '';
  return problem.errors.length > 0 && problem.errors.every(({ path }) => fields.includes(path)) ? '' : problem.detail;
}
