import type { BoardEvent } from '../../shared/event.ts';
import type { FieldError } from '../../shared/problem.ts';
import { ApiError } from '../api/http.ts';

/** Why something was not saved, as a form shows it. */
export type FormProblem = {
  detail: string;
  errors: readonly FieldError[];
  /** It will be sent again automatically. */
  retries?: boolean;
};

export function problemOf(error: unknown): FormProblem {
  if (!(error instanceof ApiError)) {
    // A fault of ours: the person learns only that something failed, the console learns what.
    console.error(error);
    return { detail: 'Something went wrong in this page. Please try again.', errors: [] };
  }
  // An error that names its field has a sentence of its own.
  const detail = error.errors.length > 0 ? undefined : pageTexts[error.code];
  return { detail: detail ?? error.message, errors: error.errors };
}

/** Sentences for pages where the API's sentence has to be the tutorial's. */
const pageTexts: Partial<Record<ApiError['code'], string>> = { invalid_credentials: 'Wrong name or password.' };

/** The current event, if a call failed because the page did not know what had become of it; else null. */
export function conflictOf(error: unknown): BoardEvent | null {
  return error instanceof ApiError ? (error.problem.event ?? null) : null;
}

/** Whether the server has answered that it did not do it, rather than not answering or failing in between. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && !['unreachable', 'unavailable', 'internal'].includes(error.code);
}

/** Whether the server said that what was asked for does not exist, or no longer. */
export function isNotThere(error: unknown): boolean {
  return error instanceof ApiError && error.code.endsWith('_not_found');
}

/** Whether the server said that there is no such event, rather than not answering. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'event_not_found' || error.code === 'invalid_id');
}
