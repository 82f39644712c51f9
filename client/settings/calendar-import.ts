import type { ImportOutcome } from '../../shared/import.ts';
import { maxImportBytes } from '../../shared/import-rules.ts';
import { ApiError } from '../api/http.ts';
import { importCalendar } from '../api/moderation-api.ts';
import { problemOf } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';

export type ImportState =
  | { state: 'choosing' }
  | { state: 'checking'; name: string }
  /** Nothing is saved yet. */
  | { state: 'checked'; name: string; outcome: ImportOutcome }
  | { state: 'importing'; name: string; outcome: ImportOutcome }
  | { state: 'done'; name: string; outcome: ImportOutcome }
  | { state: 'failed'; name: string; detail: string };

const tooLarge = 'It is larger than 5 MB. Export fewer events, or import it on the server with “npm run import”.';
/** The connection may have failed halfway, or the board was full by then, or only the answer was lost. */
const perhapsPart = 'Choose the file again to import what is missing. No event is imported twice.';

/** Imports one calendar file: first a preview, then, if confirmed, the import. */
export class CalendarImport {
  readonly #changes = new Observable();
  #state: ImportState = { state: 'choosing' };
  #file: Blob | null = null;

  get state(): ImportState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Asks the server for a preview. A file that is chosen later replaces this one. */
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
      // A copy of the file as it is now, so that the import is the same as the preview.
      const file = new Blob([await chosen.arrayBuffer()], { type: 'text/calendar' });
      const outcome = await importCalendar(slug, file, { dryRun: true, createCategories: true });
      if (this.#state === checking) this.#file = file;
      settle({ state: 'checked', name, outcome });
    } catch (error) {
      settle({ state: 'failed', name, detail: detailOf(error) });
    }
  }

  /** Imports the file of the preview, with the categories that the board lacks or without. */
  async confirm(slug: string, createCategories: boolean): Promise<void> {
    if (this.#state.state !== 'checked' || this.#file === null) return;
    const { name, outcome } = this.#state;
    this.#set({ state: 'importing', name, outcome });
    try {
      const query = { dryRun: false, createCategories };
      this.#set({ state: 'done', name, outcome: await importCalendar(slug, this.#file, query) });
    } catch (error) {
      const isOpen =
        !(error instanceof ApiError) ||
        error.code === 'board_full' ||
        error.code === 'unreachable' ||
        error.code === 'unavailable' ||
        error.code === 'internal';
      this.#set({ state: 'failed', name, detail: isOpen ? `${detailOf(error)} ${perhapsPart}` : detailOf(error) });
    }
    this.#file = null;
  }

  #set(state: ImportState): ImportState {
    this.#state = state;
    this.#changes.notify();
    return state;
  }
}

function detailOf(error: unknown): string {
  if (error instanceof DOMException) return 'The file could not be read. Choose it again.';
  if (error instanceof ApiError && error.code === 'payload_too_large') return tooLarge;
  // The page says this already, beside the file's name.
  return problemOf(error).detail.replace(/^Nothing was imported\. /, '');
}
