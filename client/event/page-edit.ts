import type { BoardEvent } from '../../shared/event.ts';
import { beginEditing, readUnsavedEdit } from './begin-editing.ts';
import type { Editing } from './editing.ts';
import type { UnsavedEdit } from './unsaved-edit.ts';

type Options = {
  /** Where this person's edit is stored. */
  unsaved: () => UnsavedEdit;
  moderates: () => boolean;
  redraw: () => void;
  saved: (event: BoardEvent) => void;
  /** The form is gone: after it was saved or cancelled. */
  closed: () => void;
};

/** The edit on the page of an event; at most one. */
export class PageEdit {
  readonly #options: Options;
  #editing: Editing | null = null;
  #wasPutBack = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Null while the event is only shown. */
  get editing(): Editing | null {
    return this.#editing;
  }

  begin(event: BoardEvent): void {
    const { unsaved, moderates, redraw, saved } = this.#options;
    const editing = beginEditing(event, unsaved(), moderates());
    editing.onChange(() => {
      if (editing.state.state === 'done') {
        // Where nothing was changed, this is the event as its author wants it, not as everybody sees it.
        if (editing.state.event.version !== event.version) saved(editing.state.event);
        this.#close();
      }
      redraw();
    });
    this.#editing = editing;
    redraw();
  }

  /** Begins again with an edit that was neither saved nor cancelled, if there is one; only the first call does. */
  putBack(event: BoardEvent): boolean {
    if (this.#wasPutBack || this.#editing !== null) return false;
    this.#wasPutBack = true;
    const { unsaved, moderates } = this.#options;
    if (readUnsavedEdit(event, unsaved(), moderates()) === null) return false;
    this.begin(event);
    return true;
  }

  cancel(): void {
    this.#editing?.cancel();
    this.#close();
  }

  #close(): void {
    this.#editing = null;
    this.#options.redraw();
    this.#options.closed();
  }
}
