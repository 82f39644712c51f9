import type { ImportOutcome } from '../../shared/import.ts';
import { maxImportBytes } from '../../shared/import-rules.ts';
import { ApiError } from '../api/http.ts';
import { importCalendar } from '../api/moderation-api.ts';
import { problemOf } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';

export type ImportState =
  | { state: 'choosing' }
  | { state: 'checking'; name: string }
  /** Nothing is written yet. */
  | { state: 'checked'; name: string; outcome: ImportOutcome }
  | { state: 'importing'; name: string; outcome: ImportOutcome }
  | { state: 'done'; name: string; outcome: ImportOutcome }
  | { state: 'failed'; name: string; detail: string };

const tooLarge = 'It is larger than 5 MB. Export fewer events, or import it on the server with “npm run import”.';
/** The connection may have broken off in the middle, or only the answer to it. */
const perhapsPart = 'Choose the file again to import what is missing. No event is imported twice.';

/** The bringing in of one calendar file: what it would do first, then, if one wants that, it is done. */
export class CalendarImport {
  readonly #listeners = new Observable();
  #state: ImportState = { state: 'choosing' };
  #file: Blob | null = null;

  get state(): ImportState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** Asks the server what the file would do to the board. A file that is chosen meanwhile takes its place. */
  async choose(slug: string, chosen: File): Promise<void> {
    if (this.#state.state === 'importing') return;
    const { name } = chosen;
    const checking = this.#set({ state: 'checking', name });
    const settle = (state: ImportState): void => {
      if (this.#state === checking) this.#set(state);
    };
    const mistake = chosen.size > maxImportBytes ? tooLarge : chosen.size === 0 ? 'It is empty.' : null;
    if (mistake !== null) return settle({ state: 'failed', name, detail: mistake });
    try {
      // Kept as it is now: what is imported is what was looked at.
      const file = new Blob([await chosen.arrayBuffer()], { type: 'text/calendar' });
      const outcome = await importCalendar(slug, file, true);
      if (this.#state === checking) this.#file = file;
      settle({ state: 'checked', name, outcome });
    } catch (error) {
      settle({ state: 'failed', name, detail: detailOf(error) });
    }
  }

  /** Does what was said. */
  async confirm(slug: string): Promise<void> {
    if (this.#state.state !== 'checked' || this.#file === null) return;
    const { name, outcome } = this.#state;
    this.#set({ state: 'importing', name, outcome });
    try {
      this.#set({ state: 'done', name, outcome: await importCalendar(slug, this.#file, false) });
    } catch (error) {
      const isOpen =
        !(error instanceof ApiError) ||
        error.code === 'unreachable' ||
        error.code === 'unavailable' ||
        error.code === 'internal';
      this.#set({ state: 'failed', name, detail: isOpen ? `${detailOf(error)} ${perhapsPart}` : detailOf(error) });
    }
    this.#file = null;
  }

  #set(state: ImportState): ImportState {
    this.#state = state;
    this.#listeners.notify();
    return state;
  }
}

function detailOf(error: unknown): string {
  if (error instanceof DOMException) return 'The file could not be read. Choose it again.';
  if (error instanceof ApiError && error.code === 'payload_too_large') return tooLarge;
  // That is said beside the file's name already.
  return problemOf(error).detail.replace(/^Nothing was imported\. /, '');
}
