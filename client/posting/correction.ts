import type { BoardEvent, EventPatch } from '../../shared/event.ts';
import { normal } from '../event-form/edited-values.ts';
import { writtenOf } from '../event-form/form-values.ts';
import type { SentPost } from './sent-posts.ts';

const fieldNames = ['name', 'start', 'end', 'timeZone', 'place', 'category', 'link', 'details', 'picture'] as const;
type FieldName = (typeof fieldNames)[number];

/** What was sent under one id, the last with what its author means now. */
export class Correction {
  readonly #sent: Partial<ReturnType<typeof writtenOf>>[];

  /** `timeZone` is the board's, if it is known. */
  constructor(sent: readonly SentPost[], timeZone: string | undefined) {
    this.#sent = sent.map(({ fields }) => ({
      ...(timeZone === undefined ? {} : { timeZone }),
      ...writtenOf(fields),
    }));
  }

  get isEmpty(): boolean {
    return !fieldNames.some((name) => this.#isTouched(name));
  }

  /**
   * What to change of the event as it is now: the fields that were corrected. A field that somebody else has changed
   * stays, unless it was corrected, too; then `overOthers` is true.
   */
  patchOf(event: BoardEvent): { patch: EventPatch; overOthers: boolean } {
    const isMine = (name: FieldName): boolean => this.#sent.some((one) => normal(one[name]) === normal(event[name]));
    const mine = this.#sent.at(-1) ?? {};
    const changed = fieldNames.filter(
      (name) => normal(mine[name]) !== normal(event[name]) && (isMine(name) || this.#isTouched(name)),
    );
    return {
      patch: Object.fromEntries(changed.map((name) => [name, mine[name]])) as EventPatch,
      overOthers: !changed.every(isMine),
    };
  }

  /** Whether it was not always sent as it was sent last. */
  #isTouched(name: FieldName): boolean {
    return new Set(this.#sent.map((one) => normal(one[name]))).size > 1;
  }
}
