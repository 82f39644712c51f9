import { maxCategories, type Category } from '../../shared/category.ts';
import { fold } from '../../shared/fold.ts';
import { withWanted, type WantedCategory } from '../boards/board-categories.ts';
import type { CalendarContents, IncomingEvent, Skipped } from './incoming-event.ts';

/** A category that a file names and the board does not have, with the number of events that would get it. */
export type FoundCategory = WantedCategory & { events: number };

type Contents = Pick<CalendarContents, 'events' | 'categories'>;
type Here = { slug: string; categories: readonly Category[] };

/** What the file has and the board lacks, as far as the board has room: what most events have comes first. */
export function newCategoriesIn(
  contents: Contents,
  { slug, categories }: Here,
): { fit: FoundCategory[]; rest: FoundCategory[] } {
  const known = new KnownCategories(categories);
  const defined = new KnownCategories(contents.categories ?? []);
  const found = new Map<string, FoundCategory>();
  for (const event of contents.events) {
    if (known.of(event, slug) !== undefined) continue;
    const name = event.categories[0];
    if (name === undefined) continue;
    const key = known.folded(name);
    const before = found.get(key);
    if (before === undefined) found.set(key, { name, ...defined.named(name), events: 1 });
    else before.events += 1;
  }
  const all = [...found.values()].sort((a, b) => b.events - a.events);
  const room = Math.max(0, maxCategories - categories.length);
  return { fit: all.slice(0, room), rest: all.slice(room) };
}

/** The board's categories after an import that creates what it finds. */
export function withFound(categories: readonly Category[], found: readonly FoundCategory[]): Category[] {
  return withWanted(categories, found.map(wanted));
}

export function wanted({ events, ...category }: FoundCategory): WantedCategory {
  return category;
}

/** The events with the board's categories in place of the file's words. One without a word that the board knows gets none. */
export function withCategories(events: readonly IncomingEvent[], { slug, categories }: Here): IncomingEvent[] {
  const known = new KnownCategories(categories);
  return events.map((event) => {
    const { carried } = event;
    const found = known.of(event, slug)?.id ?? null;
    // An export of this board may have an event whose category was deleted: it is the same event all the same.
    const category = found ?? (carried?.board === slug ? carried.category : null);
    return { ...event, fields: { ...event.fields, category } };
  });
}

/** One line for each category that is not taken over. */
export function leftOut(found: readonly FoundCategory[], reason: string): Skipped[] {
  return found.map(({ name, events }) => ({
    what: `The category “${name}” of ${events} event${events === 1 ? '' : 's'}`,
    reason: `Left out: ${reason}.`,
  }));
}

/** Categories by id and by folded name. A file has the same few words in thousands of events. */
class KnownCategories {
  readonly #byId: ReadonlyMap<string, Category>;
  readonly #byName: ReadonlyMap<string, Category>;
  readonly #folded = new Map<string, string>();

  constructor(categories: readonly Category[]) {
    this.#byId = new Map(categories.map((category) => [category.id, category]));
    this.#byName = new Map(categories.map((category) => [fold(category.name), category]));
  }

  folded(name: string): string {
    let folded = this.#folded.get(name);
    if (folded === undefined) this.#folded.set(name, (folded = fold(name)));
    return folded;
  }

  named(name: string): Category | undefined {
    return this.#byName.get(this.folded(name));
  }

  /** The category of an event: in an export of this board the same one, else the first of its words that is known. */
  of({ carried, categories }: IncomingEvent, slug: string): Category | undefined {
    if (carried?.board === slug) {
      if (carried.category === null) return undefined;
      const same = this.#byId.get(carried.category);
      if (same !== undefined) return same;
    }
    for (const name of categories) {
      const found = this.named(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
