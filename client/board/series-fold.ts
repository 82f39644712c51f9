import { daysBetween } from '../../shared/days.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { compareEvents } from '../../shared/event-filter.ts';
import { dayOf, timeOfDay } from '../../shared/local-time.ts';

/** Three dates show the rhythm, and ten clubs still fit on one screen. */
const shownOfSeries = 3;

/** The folded dates of a series; `last` is the event that they are folded behind. */
type Fold = { last: string; hidden: ReadonlySet<string> };

const nothingFolded: Fold = { last: '', hidden: new Set() };
const byDate = compareEvents('date');

/**
 * Decides which dates of repeating events are folded: those after the next few, if they look like the rest of their
 * series. It holds only upcoming dates. The cost of a change depends on the length of its series. A post can name the
 * series of somebody else, so the dates of each author are folded by themselves.
 */
export class SeriesFold {
  readonly #coming = new Map<string, Map<string, BoardEvent>>();
  readonly #folds = new Map<string, Fold>();
  readonly #changed = new Set<string>();
  readonly #unfolded = new Set<string>();

  /** Starts over. Unfolded series stay unfolded. */
  clear(): void {
    this.#coming.clear();
    this.#folds.clear();
    this.#changed.clear();
  }

  put(event: BoardEvent): void {
    const id = keyOf(event);
    if (id === '') return;
    this.#coming.set(id, (this.#coming.get(id) ?? new Map<string, BoardEvent>()).set(event.id, event));
    this.#changed.add(id);
  }

  remove(event: BoardEvent): void {
    const id = keyOf(event);
    if (this.#coming.get(id)?.delete(event.id) === true) this.#changed.add(id);
  }

  /** Shows all dates of a series from now on. */
  unfold(series: string): void {
    this.#unfolded.add(series);
    for (const id of this.#coming.keys()) if (id.startsWith(series)) this.#changed.add(id);
  }

  /** Applies the changes. Calls `touch` for each other event that has to be redrawn, shown or hidden. */
  settle(touch: (id: string) => void): void {
    for (const id of this.#changed) {
      const before = this.#folds.get(id) ?? nothingFolded;
      const after = this.#unfolded.has(id.slice(0, 24)) ? nothingFolded : foldOf(this.#coming.get(id)?.values() ?? []);
      this.#folds.set(id, after);
      for (const one of before.hidden) if (!after.hidden.has(one)) touch(one);
      for (const one of after.hidden) if (!before.hidden.has(one)) touch(one);
      if (before.last === after.last && before.hidden.size === after.hidden.size) continue;
      touch(before.last);
      touch(after.last);
    }
    this.#changed.clear();
  }

  hides(event: BoardEvent): boolean {
    return this.#folds.get(keyOf(event))?.hidden.has(event.id) === true;
  }

  /** How many dates are folded behind this event. */
  countAfter(event: BoardEvent): number {
    const fold = this.#folds.get(keyOf(event));
    return fold?.last === event.id ? fold.hidden.size : 0;
  }
}

/** The series and its author; empty for a single event. It begins with the id of the series, which has 24 characters. */
function keyOf({ series, author }: BoardEvent): string {
  return series === null ? '' : `${series.id}${author.member}${author.name}`;
}

function foldOf(events: Iterable<BoardEvent>): Fold {
  const coming = [...events].sort(byDate);
  const usual = usualLook(coming);
  const hidden = coming.slice(shownOfSeries).filter((event) => lookOf(event) === usual);
  // A line that says “1 more date” would take the place of that one.
  return hidden.length < 2
    ? nothingFolded
    : { last: coming[shownOfSeries - 1]!.id, hidden: new Set(hidden.map(({ id }) => id)) };
}

/** What makes a date different: cancelled, pinned, or moved from its place in the rule. */
function lookOf({ cancelled, pinned, start, series }: BoardEvent): string {
  const moved =
    series === null || start === series.occurrence
      ? ''
      : `${daysBetween(dayOf(series.occurrence), dayOf(start))} ${timeOfDay(start)}`;
  return `${cancelled} ${pinned} ${moved}`;
}

/** The most common look. If all of a series was cancelled or moved, that does not keep its dates unfolded. */
function usualLook(events: readonly BoardEvent[]): string {
  const counts = new Map<string, number>();
  for (const look of events.map(lookOf)) counts.set(look, (counts.get(look) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0];
}
