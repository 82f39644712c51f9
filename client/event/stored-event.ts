import type { BoardEvent } from '../../shared/event.ts';

const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/;

/**
 * Whether something from the browser's storage is an event. It was stored by a page of this board, perhaps of another
 * version; the schema itself is more code than a page loads for that.
 */
export function isStoredEvent(stored: unknown): stored is BoardEvent {
  const event = recordOf(stored);
  const isText = (name: keyof BoardEvent): boolean => typeof event[name] === 'string';
  const { series, author, end } = event;
  return (
    (['id', 'board', 'name', 'start', 'timeZone', 'status', 'createdAt', 'updatedAt'] as const).every(isText) &&
    (['end', 'place', 'link', 'details'] as const).every((name) => isText(name) || event[name] === null) &&
    [event.start, end ?? event.start].every((one) => time.test(String(one))) &&
    [event.startsAt, event.endsAt].every((one) => typeof one === 'string' && !Number.isNaN(Date.parse(one))) &&
    Number.isSafeInteger(event.version) &&
    typeof recordOf(author).name === 'string' &&
    (series === null || ['id', 'rule', 'occurrence'].every((name) => typeof recordOf(series)[name] === 'string'))
  );
}

export function recordOf(stored: unknown): Record<string, unknown> {
  return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
}
