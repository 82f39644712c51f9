import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { patchEvent } from '../api/board-api.ts';
import { fieldsOf, patchOf, type EventFields } from './event-fields.ts';
import { fieldProblems, prepareToCheck } from './field-problems.ts';
import { conflictOf, problemOf, type FormProblem } from './form-problem.ts';
import { Listeners } from './listeners.ts';
import { rebased } from './versions.ts';

export type EditingState =
  | { state: 'writing' }
  | { state: 'saving' }
  | { state: 'failed'; problem: FormProblem }
  /** Somebody else saved first; what was typed is still in the fields, over `theirs`. */
  | { state: 'conflict'; theirs: BoardEvent }
  | { state: 'done'; event: BoardEvent };

/** The changing of one event, from the version that it was begun on. */
export class Editing {
  readonly #listeners = new Listeners();
  #base: BoardEvent;
  #fields: EventFields;
  #state: EditingState = { state: 'writing' };
  /** Which dates of a repeating event it is saved to. */
  which: WhichDates = 'this';

  constructor(base: BoardEvent) {
    this.#base = base;
    this.#fields = fieldsOf(base);
    prepareToCheck();
  }

  get state(): EditingState {
    return this.#state;
  }

  get fields(): EventFields {
    return this.#fields;
  }

  /** The event as it would be with what was typed. */
  get mine(): BoardEvent {
    const { place = this.#base.place, link = this.#base.link, details = this.#base.details, ...patch } = patchOf(this.#base, this.#fields);
    return { ...this.#base, ...patch, place: place || null, link: link || null, details: details || null } as BoardEvent;
  }

  write(fields: EventFields): void {
    this.#fields = fields;
  }

  async save(): Promise<void> {
    if (this.#state.state === 'saving') return;
    this.#set({ state: 'saving' });
    try {
      const errors = await fieldProblems(this.#fields, undefined, this.#base.timeZone);
      if (errors.length > 0) return this.#set({ state: 'failed', problem: { detail: '', errors } });
      const patch = patchOf(this.#base, this.#fields);
      if (Object.keys(patch).length === 0) return this.#set({ state: 'done', event: this.#base });
      this.#set({ state: 'done', event: await patchEvent(this.#base.id, this.#base.version, patch, this.which) });
    } catch (error) {
      const theirs = conflictOf(error);
      if (theirs === null) this.#set({ state: 'failed', problem: problemOf(error) });
      else this.#meet(theirs);
    }
  }

  /** Saves one's own over theirs; what only they changed stays as they have it. */
  async keepMine(): Promise<void> {
    if (this.#state.state === 'conflict') await this.save();
  }

  takeTheirs(): void {
    if (this.#state.state === 'conflict') this.#set({ state: 'done', event: this.#state.theirs });
  }

  /** Back to the form, which now continues their version. */
  goOn(): void {
    if (this.#state.state === 'conflict') this.#set({ state: 'writing' });
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #meet(theirs: BoardEvent): void {
    this.#fields = rebased(this.#fields, this.#base, theirs);
    this.#base = theirs;
    this.#set({ state: 'conflict', theirs });
  }

  #set(state: EditingState): void {
    this.#state = state;
    this.#listeners.tell();
  }
}
