import type { Board } from '../../shared/board.ts';
import { ApiError } from '../api/http.ts';
import { Backoff } from '../feed/backoff.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { Observable } from '../../shared/observable.ts';
import { ProjectorMemory } from './projector-memory.ts';

export type ScreenState =
  | { state: 'looking' }
  /** By its slug. */
  | { state: 'shown'; board: string }
  | { state: 'off' };

type ScreenLinkOptions = { key: string; find: (key: string, signal: AbortSignal) => Promise<Pick<Board, 'slug'>> };

/** Whether the link still holds is asked at least this often. */
const askMs = 60_000;

/**
 * The link by which a screen shows a board. Which board that is it keeps in the browser, so that it starts without the network;
 * once the link is taken back, nothing of the board is left there.
 */
export class ScreenKey {
  readonly #options: ScreenLinkOptions;
  readonly #storageKey: string;
  readonly #listeners = new Observable();
  readonly #stop = new AbortController();
  #asking: Promise<void> | null = null;
  /** Whether something was heard since the server was last asked: its answer may be of before that. */
  #again = false;
  #state: ScreenState;

  constructor(options: ScreenLinkOptions) {
    this.#options = options;
    this.#storageKey = `board.screen.${options.key}`;
    const known = readStored('localStorage', this.#storageKey);
    this.#state = known === null ? { state: 'looking' } : { state: 'shown', board: known };
  }

  get state(): ScreenState {
    return this.#state;
  }

  /** Answers how to stop. */
  start(): () => void {
    void this.ask();
    const timer = setInterval(() => void this.ask(), askMs);
    return () => {
      clearInterval(timer);
      this.#stop.abort();
    };
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** Asks the server, until it has answered what was asked last; who asks meanwhile waits for that, too. */
  ask(): Promise<void> {
    this.#again = true;
    this.#asking ??= this.#askOn();
    return this.#asking;
  }

  async #askOn(): Promise<void> {
    const { signal } = this.#stop;
    const backoff = new Backoff();
    while (!signal.aborted) {
      this.#again = false;
      const isAnswered = await this.#askOnce(signal);
      if (!isAnswered) await backoff.pause(signal);
      else if (!this.#again) break;
    }
    // In the same turn: who asks from now on is another.
    this.#asking = null;
  }

  /** Answers whether the server did. */
  async #askOnce(signal: AbortSignal): Promise<boolean> {
    try {
      const { slug } = await this.#options.find(this.#options.key, signal);
      this.#show(slug);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'board_not_found') return false;
      this.#switchOff();
    }
    return true;
  }

  #show(board: string): void {
    if (this.#state.state === 'shown' && this.#state.board === board) return;
    writeStored('localStorage', this.#storageKey, board);
    this.#set({ state: 'shown', board });
  }

  #switchOff(): void {
    if (this.#state.state === 'off') return;
    const { state } = this;
    writeStored('localStorage', this.#storageKey, null);
    this.#set({ state: 'off' });
    if (state.state === 'shown') new ProjectorMemory(state.board).forget();
  }

  #set(state: ScreenState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}
