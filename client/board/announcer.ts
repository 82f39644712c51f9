import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';
import { formatShortDay, formatStart } from '../words/format.ts';

/** New events are announced at most this often: a screen reader has other things to read. */
export const announcePaceMs = 10_000;

type Announced = Pick<BoardEvent, 'id' | 'name' | 'start' | 'startsAt'>;

/** Paces a live region: one sentence for all events since the last one. */
export class Announcer {
  readonly #say: (sentence: string) => void;
  readonly #today: () => string;
  #waiting = new Map<string, Announced>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ say, today }: { say: (sentence: string) => void; today: () => string }) {
    this.#say = say;
    this.#today = today;
  }

  add(events: Iterable<Announced>): void {
    for (const event of events) this.#waiting.set(event.id, event);
    if (this.#timer === undefined) this.#speak();
  }

  /** An event that is gone before its announcement is not announced. */
  forget(id: string): void {
    this.#waiting.delete(id);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #speak(): void {
    const events = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#timer = events.length === 0 ? undefined : setTimeout(() => this.#speak(), announcePaceMs);
    if (events.length > 0) this.#say(summary(events, this.#today()));
  }
}

/** “New: Choir, at 2:00 PM”, “4 new, next at 2:00 PM”. */
export function summary(events: readonly Announced[], today: string): string {
  const ahead = events.filter(({ start }) => dayOf(start) >= today);
  const next = ahead.reduce<Announced | null>(
    (first, event) => (first === null || event.startsAt < first.startsAt ? event : first),
    null,
  );
  const what = events.length === 1 ? `New: ${events[0]!.name}` : `${events.length} new`;
  if (next === null) return what;
  return `${what}, ${events.length === 1 ? '' : 'next '}${when(next, today)}`;
}

function when({ start }: Announced, today: string): string {
  const time = isAllDay(start) ? null : `at ${formatStart({ start })}`;
  const day = dayOf(start) === today ? (time === null ? 'today' : null) : `on ${formatShortDay(start, today)}`;
  return [day, time].filter((part) => part !== null).join(' ');
}
