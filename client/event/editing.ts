import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { patchEvent } from '../api/board-api.ts';
import { formValuesOf, patchOf } from '../event-form/edited-values.ts';
import { sameValues, type FormValues } from '../event-form/form-values.ts';
import { fieldProblems, prepareToCheck } from '../event-form/field-problems.ts';
import { conflictOf, isRefusal, problemOf, type FormProblem } from '../ui/form-problem.ts';
import type { Edit, SentEdit } from './unsaved-edit.ts';
import { Observable } from '../../shared/observable.ts';
import { rebased } from '../event-form/edit-conflict.ts';
import { editOf, isFromUnsure } from './edited-fields.ts';

export type EditingState =
  | { state: 'writing' }
  | { state: 'saving' }
  | { state: 'failed'; problem: FormProblem }
  /** Somebody else saved first. The fields hold what was typed, over `theirs`. */
  | { state: 'conflict'; theirs: BoardEvent }
  | { state: 'done'; event: BoardEvent };

type EditingOptions = {
  /** Called on every change with the edit to store; null to forget it. */
  store?: (edit: Edit | null) => void;
  /** The event as this person edits it: its author goes on from a change that waits. */
  read?: (event: BoardEvent) => BoardEvent;
  /** An earlier edit to continue with. */
  earlier?: Pick<Edit, 'fields' | 'which' | 'unsure'>;
};

/** Edits one event, based on the version with which it began. */
export class Editing {
  readonly #changes = new Observable();
  #store: (edit: Edit | null) => void;
  readonly #read: (event: BoardEvent) => BoardEvent;
  #base: BoardEvent;
  #fields: FormValues;
  #which: WhichDates;
  /** What was sent since without an answer: the board may have it. */
  #unsure: readonly SentEdit[];
  #state: EditingState = { state: 'writing' };
  /** Whether it continues an earlier edit. */
  readonly isPutBack: boolean;

  constructor(event: BoardEvent, { store = () => undefined, read = (same) => same, earlier }: EditingOptions = {}) {
    this.#store = store;
    this.#read = read;
    this.#base = read(event);
    this.#fields = earlier?.fields ?? formValuesOf(this.#base);
    this.#which = earlier?.which ?? 'this';
    this.#unsure = earlier?.unsure ?? [];
    this.isPutBack = earlier !== undefined;
    prepareToCheck();
  }

  get state(): EditingState {
    return this.#state;
  }

  get fields(): FormValues {
    return this.#fields;
  }

  /** The event with what was typed. */
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

  /** Which dates of a repeating event will change. */
  get which(): WhichDates {
    return this.#which;
  }

  choose(which: WhichDates): void {
    this.#which = which;
    this.#storeTyped();
  }

  write(fields: FormValues): void {
    this.#fields = fields;
    this.#storeTyped();
  }

  /** Discards what was typed. */
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
      const saved = await this.#send(sent);
      if (sameValues(this.#fields, sent)) return this.#set({ state: 'done', event: saved });
      // What was typed during saving is not saved yet.
      this.#goOnFrom(saved, sent);
      this.#storeTyped();
      this.#set({ state: 'writing' });
    } catch (error) {
      const theirs = conflictOf(error);
      if (theirs === null) this.#set({ state: 'failed', problem: problemOf(error) });
      else if (this.#takeOwn(theirs) || this.#takeSame(theirs)) await this.#saveAgain();
      else this.#meet(theirs);
    }
  }

  /** Sends what was edited. Until there is an answer, the board may have it or not. */
  async #send(fields: FormValues): Promise<BoardEvent> {
    const patch = editOf(this.#base, fields, fieldsOf(this.#unsure));
    if (Object.keys(patch).length === 0) return this.#base;
    const before = this.#unsure;
    this.#unsure = [...before, { fields, which: this.#which }];
    this.#storeTyped();
    try {
      return await patchEvent(this.#base.id, this.#base.version, patch, this.#which);
    } catch (error) {
      if (isRefusal(error)) {
        this.#unsure = before;
        this.#storeTyped();
      }
      throw error;
    }
  }

  async #saveAgain(): Promise<void> {
    this.#set({ state: 'writing' });
    await this.save();
  }

  /** Goes on from the current version if it is what was sent without an answer, and nothing of somebody else is in the way. */
  #takeOwn(current: BoardEvent): boolean {
    const patch = editOf(this.#base, this.#fields, fieldsOf(this.#unsure));
    const own = this.#unsure.find(
      ({ fields, which }) => which === this.#which && isFromUnsure(this.#base, this.#read(current), fields, patch),
    );
    if (own === undefined) return false;
    this.#goOnFrom(current, own.fields);
    return true;
  }

  /** Goes on from a version that has only been decided about, pinned or hidden: nothing that was written is in the way. */
  #takeSame(current: BoardEvent): boolean {
    const before = formValuesOf(this.#base);
    if (current.cancelled !== this.#base.cancelled || !sameValues(formValuesOf(this.#read(current)), before))
      return false;
    this.#goOnFrom(current, before);
    return true;
  }

  /** Saves one's own version. Fields that only they changed keep their values. */
  async keepMine(): Promise<void> {
    if (this.#state.state === 'conflict') await this.save();
  }

  takeTheirs(): void {
    if (this.#state.state === 'conflict') this.#set({ state: 'done', event: this.#state.theirs });
  }

  /** Returns to the form, now based on their version. */
  goOn(): void {
    if (this.#state.state === 'conflict') this.#set({ state: 'writing' });
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** The stored edit keeps its old base: if the page is reloaded before the choice, it asks again. */
  #meet(theirs: BoardEvent): void {
    this.#goOnFrom(theirs, formValuesOf(this.#base));
    this.#set({ state: 'conflict', theirs });
  }

  /** `before`: the fields with which the current version was made, or from which the form began. */
  #goOnFrom(current: BoardEvent, before: FormValues): void {
    const base = this.#read(current);
    this.#fields = rebased(this.#fields, before, base);
    this.#base = base;
    this.#unsure = [];
  }

  #storeTyped(): void {
    const [base, fields, unsure] = [this.#base, this.#fields, this.#unsure];
    const isUnchanged = unsure.length === 0 && sameValues(fields, formValuesOf(base));
    this.#store(isUnchanged ? null : { base, fields, which: this.#which, ...(unsure.length > 0 ? { unsure } : {}) });
  }

  /** For good: a date in words may be understood after the form has gone, and must not store the edit again. */
  #forget(): void {
    this.#store(null);
    this.#store = () => undefined;
  }

  #set(state: EditingState): void {
    this.#state = state;
    if (state.state === 'done') this.#forget();
    this.#changes.notify();
  }
}

function fieldsOf(sent: readonly SentEdit[]): FormValues[] {
  return sent.map(({ fields }) => fields);
}
