import type { BoardEvent } from '../../shared/event.ts';
import { authorsVersion, rejectedEdit } from '../review/authors-version.ts';
import { Editing } from './editing.ts';
import type { UnsavedEdit } from './unsaved-edit.ts';

/** Continues the stored edit of an event, or the change of it that was not accepted; else begins a new one. */
export function beginEditing(event: BoardEvent, place: UnsavedEdit, moderates: boolean): Editing {
  const store = place.write.bind(place);
  if (moderates) {
    const earlier = place.readUnsaved(event);
    return new Editing(earlier?.base ?? event, { store, ...(earlier === null ? {} : { earlier }) });
  }
  const unsaved = place.readUnsaved(authorsVersion(event));
  const earlier = unsaved ?? rejectedEdit(event);
  return new Editing(unsaved?.base ?? event, {
    store,
    read: authorsVersion,
    ...(earlier === null ? {} : { earlier }),
  });
}
