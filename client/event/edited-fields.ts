import type { BoardEvent, EventPatch } from '../../shared/event.ts';
import { formValuesOf, normal, patchOf } from '../event-form/edited-values.ts';
import { writtenOf, type FormValues } from '../event-form/form-values.ts';

/**
 * What an edit changes. `unsure` was sent before without an answer: a field that it changed belongs to the edit even if it
 * has its old value again, since the board may have the other one by now.
 */
export function editOf(base: BoardEvent, fields: FormValues, unsure: readonly FormValues[]): EventPatch {
  const names = new Set([...unsure, fields].flatMap((values) => Object.keys(patchOf(base, values))));
  return Object.fromEntries(Object.entries(writtenOf(fields)).filter(([name]) => names.has(name))) as EventPatch;
}

/** Whether the event has these values. */
export function has(event: BoardEvent, patch: EventPatch): boolean {
  return differing(event, patch).length === 0;
}

/**
 * Whether the event was last changed by what was sent without an answer, as far as `patch` is concerned: then nothing of
 * somebody else is overwritten by it.
 */
export function isFromUnsure(base: BoardEvent, event: BoardEvent, sent: FormValues, patch: EventPatch): boolean {
  const written: Partial<ReturnType<typeof writtenOf>> = writtenOf(sent);
  return (
    has(event, editOf(base, sent, [])) &&
    differing(event, patch).every((name) => normal(written[name]) === normal(event[name]))
  );
}

type FieldName = Exclude<keyof EventPatch, 'cancelled' | 'pinned' | 'status'>;

function differing(event: BoardEvent, patch: EventPatch): FieldName[] {
  const written = Object.keys(writtenOf(formValuesOf(event))) as FieldName[];
  return written.filter((name) => name in patch && normal(patch[name]) !== normal(event[name]));
}
