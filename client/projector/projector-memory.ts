import type { BoardEvent } from '../../shared/event.ts';
import { isStoredEvent, recordOf } from '../event/stored-event.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';

/** A board as a screen last showed it. */
export type RememberedBoard = { title: string; timeZone: string; events: readonly BoardEvent[]; asOf: Date };

type Stored = Omit<RememberedBoard, 'asOf'>;

/** The age is shown in minutes, so there is no need to write more often. */
const asOfStepMs = 30_000;

/**
 * Stores the last correct board in this browser, so that a screen that starts without the network has something to
 * show.
 */
export class ProjectorMemory {
  readonly #boardKey: string;
  readonly #asOfKey: string;
  #last: Omit<RememberedBoard, 'asOf'> | null = null;
  #lastAsOf = 0;

  constructor(slug: string) {
    this.#boardKey = `board.projector.${slug}`;
    this.#asOfKey = `${this.#boardKey}.as-of`;
  }

  /** Null if there is none that can be read. */
  read(): RememberedBoard | null {
    const [board, storedAsOf] = [readStored('localStorage', this.#boardKey), readStored('localStorage', this.#asOfKey)];
    if (board === null || storedAsOf === null) return null;
    try {
      const { title, timeZone, events } = recordOf(JSON.parse(board));
      const asOf = new Date(storedAsOf);
      if (typeof title !== 'string' || typeof timeZone !== 'string' || !Array.isArray(events)) return null;
      // Throws for a zone or a time that this browser cannot show.
      new Intl.DateTimeFormat('en', { timeZone }).format(asOf);
      return { title, timeZone, events: events.filter(isStoredEvent), asOf };
    } catch {
      return null;
    }
  }

  /** Stores the board as it was at `asOf`. The same array means the same events. Writes only changes. */
  write({ title, timeZone, events, asOf }: RememberedBoard): void {
    const last = this.#last;
    const isNew = last === null || last.events !== events || last.title !== title || last.timeZone !== timeZone;
    if (isNew) {
      // Does not store what the projector does not show.
      const stored: Stored = {
        title,
        timeZone,
        events: events.map((event) => ({ ...event, details: null, link: null })),
      };
      writeStored('localStorage', this.#boardKey, JSON.stringify(stored));
      this.#last = { title, timeZone, events };
    }
    // The clock can also have been set back.
    if (!isNew && Math.abs(asOf.getTime() - this.#lastAsOf) < asOfStepMs) return;
    writeStored('localStorage', this.#asOfKey, asOf.toISOString());
    this.#lastAsOf = asOf.getTime();
  }

  forget(): void {
    this.#last = null;
    writeStored('localStorage', this.#boardKey, null);
    writeStored('localStorage', this.#asOfKey, null);
  }
}
