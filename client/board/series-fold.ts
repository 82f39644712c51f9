import { daysBetween } from '../../shared/days.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { compareEvents } from '../../shared/event-filter.ts';
import { dayOf, timeOfDay } from '../../shared/local-time.ts';

/** This time, the next and the one after: from three one sees the rhythm, and ten clubs still fit into a glance. */
export const shownOfSeries = 3;

/** What of a series stands back; `last` is the event behind which it would stand. */
type Fold = { last: string; hidden: ReadonlySet<string> };

const nothingFolded: Fold = { last: '', hidden: new Set() };
const byDate = compareEvents('date');

/**
 * Which dates of repeating events stand back on the board: those after the next few that are like the rest of their series.
 * It holds only what is to come; a change costs as much as its series is long.
 */
export class SeriesFold {
  readonly #coming = new Map<string, Map<string, BoardEvent>>();
  readonly #folds = new Map<string, Fold>();
  readonly #changed = new Set<string>();
  readonly #unfolded = new Set<string>();

  /** Begins anew; what was unfolded stays so. */
  clear(): void {
    this.#coming.clear();
    this.#folds.clear();
    this.#changed.clear();
  }

  put(event: BoardEvent): void {
    if (event.series === null) return;
    const { id } = event.series;
    this.#coming.set(id, (this.#coming.get(id) ?? new Map<string, BoardEvent>()).set(event.id, event));
    this.#changed.add(id);
  }

  remove({ id, series }: BoardEvent): void {
    if (series !== null && this.#coming.get(series.id)?.delete(id) === true) this.#changed.add(series.id);
  }

  /** Shows all dates of a series from now on. */
  unfold(series: string): void {
    this.#unfolded.add(series);
    this.#changed.add(series);
  }

  /** Takes in what has changed; `touch` is told of each other event that is to be drawn anew, or no longer. */
  settle(touch: (id: string) => void): void {
    for (const id of this.#changed) {
      const before = this.#folds.get(id) ?? nothingFolded;
      const after = this.#unfolded.has(id) ? nothingFolded : foldOf(this.#coming.get(id)?.values() ?? []);
      this.#folds.set(id, after);
      for (const one of before.hidden) if (!after.hidden.has(one)) touch(one);
      for (const one of after.hidden) if (!before.hidden.has(one)) touch(one);
      if (before.last === after.last && before.hidden.size === after.hidden.size) continue;
      touch(before.last);
      touch(after.last);
    }
    this.#changed.clear();
  }

  hides({ id, series }: BoardEvent): boolean {
    return series !== null && this.#folds.get(series.id)?.hidden.has(id) === true;
  }

  /** How many dates stand back behind this event. */
  countAfter({ id, series }: BoardEvent): number {
    const fold = series === null ? undefined : this.#folds.get(series.id);
    return fold?.last === id ? fold.hidden.size : 0;
  }
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

/** What people have to see of a date: that it is cancelled, pinned, or not when its rule has it. */
function lookOf({ cancelled, pinned, start, series }: BoardEvent): string {
  const moved =
    series === null || start === series.occurrence
      ? ''
      : `${daysBetween(dayOf(series.occurrence), dayOf(start))} ${timeOfDay(start)}`;
  return `${cancelled} ${pinned} ${moved}`;
}

/** Where all of a series was cancelled or moved, that is no longer something to point out two hundred times. */
function usualLook(events: readonly BoardEvent[]): string {
  const counts = new Map<string, number>();
  for (const look of events.map(lookOf)) counts.set(look, (counts.get(look) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0];
}
