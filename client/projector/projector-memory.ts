import type { Board } from '../../shared/board.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { isTheme } from '../../shared/theme.ts';
import type { Category } from '../../shared/category.ts';
import { isStoredEvent, recordOf } from '../event/stored-event.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';

/** What a screen shows of a board beside its events. */
type Face = Pick<Board, 'title' | 'mark' | 'theme' | 'timeZone' | 'archived'> & { categories: readonly Category[] };

/** A board as a screen last showed it. */
export type RememberedBoard = Face & { events: readonly BoardEvent[]; asOf: Date };

/** `since`: when these events were first right. */
type Stored = Omit<RememberedBoard, 'asOf'> & { since: string };

const faceParts = [
  'title',
  'mark',
  'theme',
  'timeZone',
  'archived',
  'categories',
] as const satisfies readonly (keyof Face)[];

/** The age is shown in minutes, so there is no need to write more often. */
const asOfStepMs = 30_000;

/**
 * Stores the last correct board in this browser, so that a screen that starts without the network has something to
 * show. The time until which it was right is stored by itself, since it changes more often, and names the board that it
 * is of: where only one of the two could be written, they do not go together.
 */
export class ProjectorMemory {
  readonly #boardKey: string;
  readonly #asOfKey: string;
  #last: Omit<RememberedBoard, 'asOf'> | null = null;
  #lastAsOf = 0;
  /** Of the board that is stored; null if it could not be. */
  #since: string | null = null;

  constructor(slug: string) {
    this.#boardKey = `board.projector.${slug}`;
    this.#asOfKey = `${this.#boardKey}.as-of`;
  }

  /** Null if there is none that can be read. */
  read(): RememberedBoard | null {
    const [board, storedAsOf] = [readStored('localStorage', this.#boardKey), readStored('localStorage', this.#asOfKey)];
    if (board === null) return null;
    try {
      const { title, mark, theme, timeZone, archived, categories, events, since } = recordOf(JSON.parse(board));
      if (typeof since !== 'string') return null;
      const [of, until = since] = storedAsOf?.split(' ') ?? [];
      const asOf = new Date(of === since ? until : since);
      if (typeof title !== 'string' || typeof timeZone !== 'string' || !Array.isArray(events)) return null;
      // Throws for a zone or a time that this browser cannot show.
      new Intl.DateTimeFormat('en', { timeZone }).format(asOf);
      return {
        title,
        mark: typeof mark === 'string' ? mark : null,
        theme: isTheme(theme) ? theme : 'harbour',
        timeZone,
        archived: archived === true,
        categories: Array.isArray(categories) ? categories.filter(isStoredCategory) : [],
        events: events.filter(isStoredEvent),
        asOf,
      };
    } catch {
      return null;
    }
  }

  /** Stores the board as it was at `asOf`. The same array means the same events. Writes only changes. */
  write({ events, asOf, ...face }: RememberedBoard): void {
    const last = this.#last;
    const isNew = last === null || last.events !== events || faceParts.some((part) => last[part] !== face[part]);
    // The clock can also have been set back.
    if (!isNew && Math.abs(asOf.getTime() - this.#lastAsOf) < asOfStepMs) return;
    if (isNew || this.#since === null) {
      const since = asOf.toISOString();
      // Does not store what the projector does not show.
      const shown = events.map((event) => ({ ...event, details: null, link: null }));
      this.#since = this.#store({ ...face, events: shown, since }) ? since : null;
      this.#last = { ...face, events };
    } else writeStored('localStorage', this.#asOfKey, `${this.#since} ${asOf.toISOString()}`);
    this.#lastAsOf = asOf.getTime();
  }

  /** Where there is no room for the board beside the one before, that goes first: it is out of date. */
  #store(board: Stored): boolean {
    const text = JSON.stringify(board);
    if (writeStored('localStorage', this.#boardKey, text)) return true;
    writeStored('localStorage', this.#boardKey, null);
    return writeStored('localStorage', this.#boardKey, text);
  }

  forget(): void {
    this.#last = null;
    this.#since = null;
    writeStored('localStorage', this.#boardKey, null);
    writeStored('localStorage', this.#asOfKey, null);
  }
}

function isStoredCategory(stored: unknown): stored is Category {
  const category = recordOf(stored);
  return (['id', 'name', 'color', 'icon'] as const).every((name) => typeof category[name] === 'string');
}
