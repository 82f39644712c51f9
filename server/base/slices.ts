import { systemClock, type Clock } from '../../shared/clock.ts';
import { addressGroup } from './address-group.ts';
import { RoundRobin } from './round-robin.ts';
import { currentSender } from './security-log.ts';

/** How long a piece of work holds up everybody else. A frame of a screen lasts 17 ms. */
const sliceMs = 8;

/** While calendars wait, screens and people's changes take so many turns in a row. */
const maxBeforeCalendar = 7;

/** The holder of what the server makes once for everybody, whoever asked for it first. */
export const forEverybody = 'everybody';

export type Work = {
  /** Holders take turns. Usually it is the address (IPv6: the network) of the request that is being served. */
  holder?: string;
  /** Calendars wait for everything else: programs ask for them, and nobody looks at a screen meanwhile. */
  isCalendar?: boolean;
  /**
   * Whether it goes before what its holder begins later: then few of many are under way at once. Otherwise the works of
   * one holder take turns, too.
   */
  inOrder?: boolean;
};

type Options = {
  clock: Pick<Clock, 'monotonic'>;
  /** Calls back in the next turn of the event loop, after what has arrived meanwhile. */
  nextTurn: (callback: () => void) => void;
};

type Turn = { pace: Pace; go: () => void };

/**
 * Lets long work share the event loop: it is done in slices, and in each turn of the loop only one slice of one work is
 * done, however many want to go on. So ten boards at once hold up the process no longer at a time than one. Addresses
 * take turns, so that one with a hundred works holds up another by one slice at a time.
 *
 *     const pace = await slices.begin();
 *     for (const event of events) {
 *       write(event);
 *       if (pace.isDue) await pace.rest();
 *     }
 */
export class Slices {
  readonly #options: Options;
  readonly #waiting = { screens: new RoundRobin<Turn>(), calendars: new RoundRobin<Turn>() };
  /** Turns in a row of others, while calendars waited. */
  #beforeCalendar = 0;
  #begunInOrder = 0;
  #isScheduled = false;
  /** The work whose slice is in this turn. */
  #current: Pace | null = null;

  constructor(options: Options = { clock: systemClock, nextTurn: (callback) => setImmediate(callback) }) {
    this.#options = options;
  }

  /** Resolves when the first slice may begin. */
  async begin({ holder = sendersGroup(), isCalendar = false, inOrder = false }: Work = {}): Promise<Pace> {
    const waiting = isCalendar ? this.#waiting.calendars : this.#waiting.screens;
    const rank = inOrder ? (this.#begunInOrder += 1) : 0;
    const pace: Pace = new Pace(this.#options.clock, {
      isOver: () => this.#current !== pace,
      next: () =>
        new Promise((go) => {
          waiting.add(holder, { pace, go }, rank);
          this.#schedule();
        }),
    });
    await pace.rest();
    return pace;
  }

  /** Makes something of each item, in slices. */
  async map<Item, Made>(items: readonly Item[], make: (item: Item, index: number) => Made): Promise<Made[]> {
    const made: Made[] = [];
    // One alone is no long work.
    if (items.length <= 1) return items.map(make);
    const pace = await this.begin();
    for (const [index, item] of items.entries()) {
      made.push(make(item, index));
      if (pace.isDue) await pace.rest();
    }
    return made;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#options.nextTurn(() => {
      this.#isScheduled = false;
      const next = this.#next();
      this.#current = next?.pace ?? null;
      // Once more when nobody waits: then the turn is over.
      if (next === null) return;
      this.#schedule();
      next.go();
    });
  }

  #next(): Turn | null {
    const { screens, calendars } = this.#waiting;
    const isCalendarDue = calendars.length > 0 && this.#beforeCalendar >= maxBeforeCalendar;
    const screen = isCalendarDue ? null : screens.next();
    this.#beforeCalendar = screen !== null && calendars.length > 0 ? this.#beforeCalendar + 1 : 0;
    return screen ?? calendars.next();
  }
}

function sendersGroup(): string {
  const { address } = currentSender();
  return address === null ? forEverybody : addressGroup(address);
}

/** One work in slices. */
export class Pace {
  readonly #clock: Options['clock'];
  readonly #turn: { isOver: () => boolean; next: () => Promise<void> };
  #begunMs = 0;
  #seenMs = 0;
  #busyMs = 0;

  constructor(clock: Options['clock'], turn: { isOver: () => boolean; next: () => Promise<void> }) {
    this.#clock = clock;
    this.#turn = turn;
  }

  /** Whether this slice is over, also because the work has waited for something else. Ask after each small step. */
  get isDue(): boolean {
    if (this.#turn.isOver()) return true;
    this.#seenMs = this.#clock.monotonic();
    return this.#seenMs - this.#begunMs >= sliceMs;
  }

  /** Lets the others go on. Resolves when the next slice may begin. */
  async rest(): Promise<void> {
    this.#busyMs += this.#seenMs - this.#begunMs;
    await this.#turn.next();
    this.#begunMs = this.#seenMs = this.#clock.monotonic();
  }

  /** How long the slices have taken together, up to the last rest. */
  get busyMs(): number {
    return this.#busyMs;
  }
}

/** Long enough that the parts of a stream cost little, short enough to be handled within a slice. */
const groupLength = 64 * 1024;

/** Takes the pieces of a long text in slices, and puts small ones together. */
export async function* inSlices(pieces: Iterable<string>, pace: Pace): AsyncGenerator<string> {
  let group = '';
  for (const piece of pieces) {
    group += piece;
    if (group.length >= groupLength) {
      yield group;
      group = '';
    }
    // Taking a group can take a while: then the next piece waits for a turn of its own.
    if (pace.isDue) await pace.rest();
  }
  if (group !== '') yield group;
}
