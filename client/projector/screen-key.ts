import type { Board } from '../../shared/board.ts';
import { ApiError } from '../api/http.ts';
import { reloadWhenServed } from '../app/reload.ts';
import { systemClock } from '../../shared/clock.ts';
import { RetryPause } from '../feed/retry-pause.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { LoadedValue, type LoadedState } from '../ui/loaded-value.ts';
import { ProjectorMemory } from './projector-memory.ts';

type ScreenKeyOptions = { key: string; find: (key: string, signal: AbortSignal) => Promise<Pick<Board, 'slug'>> };

/** The link is checked at least this often. */
const checkMs = 60_000;

/**
 * The link by which a screen shows a board. The browser keeps which board that is, so that the screen starts without
 * the network; once the link is taken back, nothing of the board stays in the browser.
 */
export class ScreenKey {
  readonly #options: ScreenKeyOptions;
  readonly #storageKey: string;
  readonly #board = new LoadedValue<string | null>();
  readonly #stop = new AbortController();
  #checking: Promise<void> | null = null;
  /** Whether a check was asked for during the one under way, whose answer may be older than the reason to check. */
  #again = false;

  constructor(options: ScreenKeyOptions) {
    this.#options = options;
    this.#storageKey = `board.screen.${options.key}`;
    const known = readStored('localStorage', this.#storageKey);
    if (known !== null) this.#board.take(known);
  }

  /** The slug of the board that it shows; null once the link is taken back. It never fails, because it keeps trying. */
  get state(): LoadedState<string | null> {
    return this.#board.state;
  }

  /** Returns a function that stops it. */
  start(): () => void {
    void this.check();
    const timer = setInterval(() => void this.check(), checkMs);
    return () => {
      clearInterval(timer);
      this.#stop.abort();
    };
  }

  onChange(listener: () => void): () => void {
    return this.#board.onChange(listener);
  }

  /** Resolves once the server has answered a request that was sent after this call. */
  check(): Promise<void> {
    this.#again = true;
    this.#checking ??= this.#checkUntilAnswered();
    return this.#checking;
  }

  async #checkUntilAnswered(): Promise<void> {
    const { signal } = this.#stop;
    const retry = new RetryPause(systemClock);
    while (!signal.aborted) {
      this.#again = false;
      const isAnswered = await this.#checkOnce(signal);
      if (!isAnswered) await retry.pause(signal);
      else if (!this.#again) break;
    }
    // In the same turn, so that a later call starts a check of its own.
    this.#checking = null;
  }

  /** Returns whether the server has answered. */
  async #checkOnce(signal: AbortSignal): Promise<boolean> {
    try {
      const { slug } = await this.#options.find(this.#options.key, signal);
      this.#show(slug);
    } catch (error) {
      // Nobody is there to reload a screen that the server no longer serves.
      if (error instanceof ApiError && error.code === 'client_too_old') void reloadWhenServed();
      if (!(error instanceof ApiError) || error.code !== 'board_not_found') return false;
      this.#switchOff();
    }
    return true;
  }

  #show(board: string): void {
    if (this.#board.value === board) return;
    writeStored('localStorage', this.#storageKey, board);
    this.#board.take(board);
  }

  #switchOff(): void {
    if (this.state.state === 'known' && this.#board.value === null) return;
    const board = this.#board.value;
    writeStored('localStorage', this.#storageKey, null);
    this.#board.take(null);
    if (board !== null) new ProjectorMemory(board).forget();
  }
}
