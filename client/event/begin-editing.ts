import type { BoardEvent } from '../../shared/event.ts';
import { authorsVersion, rejectedEdit } from '../review/authors-version.ts';
import { Editing } from './editing.ts';
import type { Edit, UnsavedEdit } from './unsaved-edit.ts';

const asItIs = (event: BoardEvent): BoardEvent => event;

/** The stored edit to continue with. Moderators edit the event as everybody sees it, its author on top of what waits. */
export function readUnsavedEdit(event: BoardEvent, place: UnsavedEdit, moderates: boolean): Edit | null {
  return place.readUnsaved(moderates ? event : authorsVersion(event));
}

/** Continues the stored edit of an event, or the change of it that was not accepted; else begins a new one. */
export function beginEditing(event: BoardEvent, place: UnsavedEdit, moderates: boolean): Editing {
  const unsaved = readUnsavedEdit(event, place, moderates);
  const earlier = unsaved ?? (moderates ? null : rejectedEdit(event));
  return new Editing(unsaved?.base ?? event, {
    store: place.write.bind(place),
    read: moderates ? asItIs : authorsVersion,
    ...(earlier === null ? {} : { earlier }),
  });
}
