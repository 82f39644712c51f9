import type { BoardEvent } from '../../shared/event.ts';
import type { FieldError } from '../../shared/problem.ts';
import { ApiError } from '../api/http.ts';

/** Why something was not saved, as a form shows it. */
export type FormProblem = {
  detail: string;
  errors: readonly FieldError[];
  /** It is sent again by itself. */ retries?: boolean;
};

export function problemOf(error: unknown): FormProblem {
  if (!(error instanceof ApiError)) {
    // A fault of ours: the person learns only that something failed, the console learns what.
    console.error(error);
    return { detail: 'Something went wrong in this page. Please try again.', errors: [] };
  }
  return { detail: error.message, errors: error.errors };
}

/** The event as it is now, where a call failed because the event is no longer what the page had; else null. */
export function conflictOf(error: unknown): BoardEvent | null {
  if (!(error instanceof ApiError) || error.code !== 'version_conflict') return null;
  return (error.problem as { event?: BoardEvent }).event ?? null;
}

/** Whether the server said that there is no such thing (any more), rather than nothing. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'event_not_found' || error.code === 'invalid_id');
}
