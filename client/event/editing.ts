import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { patchEvent } from '../api/board-api.ts';
import { fieldsOf, patchOf, sameFields, type EventFields } from '../event-form/event-fields.ts';
import { fieldProblems, prepareToCheck } from '../event-form/field-problems.ts';
import { conflictOf, problemOf, type FormProblem } from '../ui/form-problem.ts';
import type { Edit } from './unsaved-edit.ts';
import { Observable } from '../../shared/observable.ts';
import { rebased } from './edit-conflict.ts';

export type EditingState =
  | { state: 'writing' }
  | { state: 'saving' }
  | { state: 'failed'; problem: FormProblem }
  /** Somebody else saved first; what was typed is still in the fields, over `theirs`. */
  | { state: 'conflict'; theirs: BoardEvent }
  | { state: 'done'; event: BoardEvent };

type EditingOptions = {
  /** Keeps what is typed, key by key; null where there is nothing (more) to keep. */
  keep?: (edit: Edit | null) => void;
  /** What was typed before the page was opened, and is put back. */
  kept?: Pick<Edit, 'fields' | 'which'>;
};

/** The changing of one event, from the version that it was begun on. */
export class Editing {
  readonly #listeners = new Observable();
  #keep: (edit: Edit | null) => void;
  #base: BoardEvent;
  #fields: EventFields;
  #which: WhichDates;
  #state: EditingState = { state: 'writing' };
  /** Whether it began with what was typed before. */
  readonly isPutBack: boolean;

  constructor(base: BoardEvent, { keep = () => undefined, kept }: EditingOptions = {}) {
    this.#keep = keep;
    this.#base = base;
    this.#fields = kept?.fields ?? fieldsOf(base);
    this.#which = kept?.which ?? 'this';
    this.isPutBack = kept !== undefined;
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
    const {
      place = this.#base.place,
      link = this.#base.link,
      details = this.#base.details,
      ...patch
    } = patchOf(this.#base, this.#fields);
    return {
      ...this.#base,
      ...patch,
      place: place || null,
      link: link || null,
      details: details || null,
    } as BoardEvent;
  }

  /** Which dates of a repeating event it is saved to. */
  get which(): WhichDates {
    return this.#which;
  }

  choose(which: WhichDates): void {
    this.#which = which;
    this.#keepTyped();
  }

  write(fields: EventFields): void {
    this.#fields = fields;
    this.#keepTyped();
  }

  /** Throws away what was typed. */
  cancel(): void {
    this.#forget();
  }

  async save(): Promise<void> {
    if (this.#state.state === 'saving') return;
    const sent = this.#fields;
    this.#set({ state: 'saving' });
    try {
      const errors = await fieldProblems(sent, undefined, this.#base.timeZone);
      if (errors.length > 0) return this.#set({ state: 'failed', problem: { detail: '', errors } });
      const patch = patchOf(this.#base, sent);
      const saved =
        Object.keys(patch).length === 0
          ? this.#base
          : await patchEvent(this.#base.id, this.#base.version, patch, this.#which);
      if (sameFields(this.#fields, sent)) return this.#set({ state: 'done', event: saved });
      // What was typed meanwhile is yet to be saved.
      this.#goOnFrom(saved);
      this.#keepTyped();
      this.#set({ state: 'writing' });
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
    return this.#listeners.subscribe(listener);
  }

  /** What is kept stays over the version that it was begun on: who opens the page anew before he has chosen is asked again. */
  #meet(theirs: BoardEvent): void {
    this.#goOnFrom(theirs);
    this.#set({ state: 'conflict', theirs });
  }

  #goOnFrom(current: BoardEvent): void {
    this.#fields = rebased(this.#fields, this.#base, current);
    this.#base = current;
  }

  #keepTyped(): void {
    const [base, fields] = [this.#base, this.#fields];
    this.#keep(sameFields(fields, fieldsOf(base)) ? null : { base, fields, which: this.#which });
  }

  /** For good: words for a date may be understood only after the form has gone. */
  #forget(): void {
    this.#keep(null);
    this.#keep = () => undefined;
  }

  #set(state: EditingState): void {
    this.#state = state;
    if (state.state === 'done') this.#forget();
    this.#listeners.notify();
  }
}
