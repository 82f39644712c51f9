import type { BoardBounds, BoardSize } from '../../../shared/board-size.ts';
import { nearBound } from '../../../shared/nearly-full.ts';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import { systemClock, type Clock } from '../../../shared/clock.ts';
import { boardFull } from '../../base/problem.ts';
import type { Counting } from '../event-access.ts';
import type { Amount } from './amount.ts';

/** Throws `board_full` where this does not fit; else it counts from now on. */
export type Admit = (board: string, added: Amount) => Promise<void>;

type Figure = {
  /** Null until it was counted once. */
  held: Amount | null;
  /** What was written since the count that is under way began: that count may have seen it or not. */
  meanwhile: Amount;
  countedAtMs: number;
  tookMs: number;
  counting: Promise<void> | null;
  isReported: boolean;
};

type Options = {
  /** Counts what is stored of a board. */
  measure: (board: string) => Promise<Amount>;
  bounds: BoardBounds;
  /** Called once when a board has reached four fifths of a bound. */
  onNearlyFull?: (board: string, size: BoardSize) => void;
  clock?: Pick<Clock, 'monotonic'>;
};

const maxKnown = 1_000;
/**
 * A count is good for this long, and for so many times the time that it took: of a board that is posted to all the time, counting
 * takes a twentieth. Before something is refused the board is counted again sooner: somebody may have made room, also on
 * another server.
 */
const toAdmit = { ms: 10_000, timesAsLong: 20 };
const toRefuse = { ms: 1_000, timesAsLong: 10 };

/**
 * How much each board holds, and whether more fits. Each server counts what is stored from time to time, and in between
 * what it writes itself. So several servers can exceed a bound together, by what the others write in some seconds.
 */
export class BoardRoom {
  readonly #options: Required<Options>;
  readonly #figures = new BoundedMap<string, Figure>(maxKnown);

  constructor({ onNearlyFull = () => {}, clock = systemClock, ...options }: Options) {
    this.#options = { ...options, onNearlyFull, clock };
  }

  /**
   * For one call, whose write may be tried again: then only what is more than before counts. Its bytes count for the sender
   * first. What is not written after all counts on the board until it is counted again.
   */
  admission({ bytes }: Pick<Counting, 'bytes'>): Admit {
    const admitted = { events: 0, bytes: 0 };
    return async (board, { events, bytes: size }) => {
      const more = { events: Math.max(0, events - admitted.events), bytes: Math.max(0, size - admitted.bytes) };
      if (more.events === 0 && more.bytes === 0) return;
      bytes(size);
      await this.#ask(board, more, () => this.note(board, more));
      add(admitted, more);
    };
  }

  /** Throws `board_full` where this does not fit now. */
  require(board: string, more: Amount): Promise<void> {
    return this.#ask(board, more, () => {});
  }

  /** Calls back in the same turn in which it finds that this fits: others ask at the same moment. */
  async #ask(board: string, more: Amount, ifFits: () => void): Promise<void> {
    const figure = this.#figureOf(board);
    if (figure.held === null) await this.#count(board, figure);
    // Nobody waits for this one: it is for those who come next.
    else if (!this.#isRecent(figure, toAdmit)) void this.#count(board, figure).catch(() => {});
    if (this.#lacking(figure, more) !== null && !this.#isRecent(figure, toRefuse)) await this.#count(board, figure);
    const bound = this.#lacking(figure, more);
    if (bound !== null) throw boardFull(this.#sizeOf(figure), bound);
    ifFits();
  }

  /** Counts what is written, or deleted, whether it fits or not. */
  note(board: string, { events, bytes }: Amount): void {
    const figure = this.#figureOf(board);
    add(figure.meanwhile, { events, bytes });
    if (figure.held === null) return;
    add(figure.held, { events, bytes });
    this.#report(board, figure);
  }

  async size(board: string): Promise<BoardSize> {
    const figure = this.#figureOf(board);
    if (!this.#isRecent(figure, toAdmit)) await this.#count(board, figure);
    return this.#sizeOf(figure);
  }

  #figureOf(board: string): Figure {
    const known = this.#figures.get(board);
    if (known !== undefined) return known;
    const figure: Figure = {
      held: null,
      meanwhile: { events: 0, bytes: 0 },
      countedAtMs: 0,
      tookMs: 0,
      counting: null,
      isReported: false,
    };
    this.#figures.set(board, figure);
    return figure;
  }

  #isRecent({ held, countedAtMs, tookMs }: Figure, { ms, timesAsLong }: typeof toAdmit): boolean {
    return held !== null && this.#options.clock.monotonic() - countedAtMs < Math.max(ms, timesAsLong * tookMs);
  }

  /** The bound that this would exceed. */
  #lacking({ held }: Figure, more: Amount): 'events' | 'bytes' | null {
    const exceeds = (unit: 'events' | 'bytes'): boolean =>
      more[unit] > 0 && held![unit] + more[unit] > this.#options.bounds[unit];
    return exceeds('events') ? 'events' : exceeds('bytes') ? 'bytes' : null;
  }

  #sizeOf({ held }: Figure): BoardSize {
    const { events, bytes } = held!;
    return { events: Math.max(0, events), bytes: Math.max(0, bytes), most: this.#options.bounds };
  }

  /** All who need a count at the same moment wait for the same one. */
  #count(board: string, figure: Figure): Promise<void> {
    figure.counting ??= this.#countNow(board, figure).finally(() => (figure.counting = null));
    return figure.counting;
  }

  async #countNow(board: string, figure: Figure): Promise<void> {
    const { measure, clock } = this.#options;
    const beganAtMs = clock.monotonic();
    figure.meanwhile = { events: 0, bytes: 0 };
    const stored = await measure(board);
    const { events, bytes } = figure.meanwhile;
    // What was deleted meanwhile may be counted still; what was written counts in any case.
    figure.held = { events: stored.events + Math.max(0, events), bytes: stored.bytes + Math.max(0, bytes) };
    figure.countedAtMs = clock.monotonic();
    figure.tookMs = figure.countedAtMs - beganAtMs;
    this.#report(board, figure);
  }

  #report(board: string, figure: Figure): void {
    const isNear = nearBound(this.#sizeOf(figure)) !== null;
    if (isNear && !figure.isReported) this.#options.onNearlyFull(board, this.#sizeOf(figure));
    figure.isReported = isNear;
  }
}

function add(to: Amount, { events, bytes }: Amount): void {
  to.events += events;
  to.bytes += bytes;
}
