import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { AgendaBuilder, emptyAgenda } from '../board/agenda.ts';
import type { Theme } from '../../shared/theme.ts';
import type { FeedNews } from '../feed/feed-news.ts';
import type { BoardStore } from '../store/board-store.ts';
import { markOf } from '../../shared/board-mark.ts';
import { todayIn } from '../ui/today.ts';
import { Observable } from '../../shared/observable.ts';
import { DataAge } from './data-age.ts';
import { ProjectorMemory, type RememberedBoard } from './projector-memory.ts';
import type { ProjectorRotation } from './projector-rotation.ts';
import { chooseEvents, nextEvent, projectorRow, type ProjectorRow } from './projector-rows.ts';
import { stopAll } from '../ui/stop-all.ts';
import { boardNow } from '../api/board-time.ts';

/** What the screen can claim about its events. */
export type Truth =
  | { state: 'loading' }
  | { state: 'live' }
  /** `dimmed`: so old that nobody should take them for current. */
  | { state: 'behind'; asOf: Date; catchingUp: boolean; dimmed: boolean }
  | { state: 'missing' };

/** Older data is shown as outdated in any case. */
export const dimAfterMs = 30_000;
const tickMs = 1_000;

type ProjectorViewOptions = {
  source: Pick<BoardStore, 'slug' | 'feed' | 'board' | 'categories' | 'timeZone' | 'onChange'>;
  rotation: ProjectorRotation;
  clock?: () => Date;
};

/** A board as the projector shows it, kept correct as time passes and when the server cannot be reached. */
export class ProjectorView {
  readonly #options: ProjectorViewOptions;
  readonly #clock: () => Date;
  readonly #memory: ProjectorMemory;
  readonly #builder = new AgendaBuilder();
  readonly #changes = new Observable();
  readonly #remembered: RememberedBoard | null;
  #chosen: readonly BoardEvent[] = [];
  #rows: readonly ProjectorRow[] = [];
  #later = 0;
  readonly #age = new DataAge();
  #now: Date;
  #today = '';
  #drawn = '';

  constructor(options: ProjectorViewOptions) {
    this.#options = options;
    this.#clock = options.clock ?? boardNow;
    this.#now = this.#clock();
    this.#memory = new ProjectorMemory(options.source.slug);
    this.#remembered = this.#memory.read();
  }

  get rows(): readonly ProjectorRow[] {
    return this.#rows;
  }

  /** How many events are too far in the future to be shown. */
  get later(): number {
    return this.#later;
  }

  get title(): string {
    return this.#options.source.board?.title ?? this.#remembered?.title ?? '';
  }

  /** The board's mark; '' while the board is not known. */
  get mark(): string {
    const known = this.#options.source.board ?? this.#remembered;
    return known === null ? '' : markOf(known);
  }

  /** The board's colours; null while the board is not known. */
  get theme(): Theme | null {
    return (this.#options.source.board ?? this.#remembered)?.theme ?? null;
  }

  get timeZone(): string {
    return this.#options.source.board?.timeZone ?? this.#remembered?.timeZone ?? this.#options.source.timeZone;
  }

  get categories(): readonly Category[] {
    const { board, categories } = this.#options.source;
    return board === null ? (this.#remembered?.categories ?? []) : categories;
  }

  get archived(): boolean {
    return (this.#options.source.board ?? this.#remembered)?.archived ?? false;
  }

  get now(): Date {
    return this.#now;
  }

  /** Today's date on the board. */
  get today(): string {
    return this.#today;
  }

  get truth(): Truth {
    const { status } = this.#options.source.feed;
    switch (status.state) {
      case 'live':
        return { state: 'live' };
      case 'catching-up':
      case 'stale':
        return this.#behind(status.asOf, status.state === 'catching-up');
      case 'failed':
        if (status.code === 'board_not_found' || status.code === 'forbidden') return { state: 'missing' };
        return this.#remembered === null ? { state: 'loading' } : this.#behind(this.#remembered.asOf, false);
      case 'loading':
        return this.#remembered === null ? { state: 'loading' } : this.#behind(this.#remembered.asOf, false);
      default:
        return status satisfies never;
    }
  }

  /** Returns a function that stops it. */
  start(): () => void {
    const { source } = this.#options;
    const timer = setInterval(() => this.#tick(), tickMs);
    const stops = [
      source.feed.onChange((news) => this.#takeNews(news)),
      source.onChange(() => this.#rebuild()),
      () => clearInterval(timer),
    ];
    this.#rebuild();
    return stopAll(stops);
  }

  /** Called for every change of what is drawn. */
  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #takeNews({ changes, reset }: FeedNews): void {
    if (reset) return this.#rebuild();
    const { rotation } = this.#options;
    const appeared = new Set<string>();
    for (const change of changes) {
      const known = 'remove' in change || this.#builder.has(change.put.id);
      this.#builder.apply([change]);
      if (!known && this.#builder.has(change.put.id)) appeared.add(change.put.id);
      if ('remove' in change) {
        appeared.delete(change.remove);
        rotation.forget(change.remove);
      }
    }
    this.#choose();
    const shown = new Set(this.#rows.map(({ id }) => id));
    rotation.announce(
      [...appeared].filter((id) => shown.has(id)),
      performance.now(),
    );
    this.#tell();
  }

  #tick(): void {
    const { rotation, source } = this.#options;
    const moved = rotation.tick(performance.now());
    const now = this.#clock();
    const minuteIsNew = Math.floor(now.getTime() / 60_000) !== Math.floor(this.#now.getTime() / 60_000);
    this.#now = now;
    if (todayIn(this.timeZone, now) !== this.#today) return this.#rebuild();
    if (minuteIsNew) this.#choose();
    this.#remember();
    // This runs every second, so it must not redraw without a change.
    if (moved || minuteIsNew || JSON.stringify([this.truth, source.feed.viewers]) !== this.#drawn) this.#tell();
  }

  #rebuild(): void {
    this.#now = this.#clock();
    this.#today = todayIn(this.timeZone, this.#now);
    this.#builder.reset(this.#events(), this.#today, {}, 'next');
    this.#choose();
    this.#tell();
  }

  #events(): Iterable<BoardEvent> {
    const { feed } = this.#options.source;
    const { state } = this.truth;
    if (state === 'missing') return [];
    return feed.status.state === 'loading' || feed.status.state === 'failed'
      ? (this.#remembered?.events ?? [])
      : feed.events.values();
  }

  #choose(): void {
    const { upcoming } = this.truth.state === 'missing' ? emptyAgenda : this.#builder.build();
    const { events, later } = chooseEvents(upcoming, this.#now);
    const next = nextEvent(events, this.#now);
    this.#rows = events.map((event) =>
      projectorRow(event, {
        today: this.#today,
        now: this.#now,
        next,
        archived: this.archived,
        categories: this.categories,
      }),
    );
    this.#later = later;
    this.#chosen = events;
    this.#remember();
  }

  #remember(): void {
    const { board, feed } = this.#options.source;
    if (this.truth.state === 'missing') return this.#memory.forget();
    if (board === null || feed.status.state !== 'live') return;
    const { title, mark, theme, timeZone, archived } = board;
    const { categories } = this;
    this.#memory.write({ title, mark, theme, timeZone, archived, categories, events: this.#chosen, asOf: this.#now });
  }

  #behind(asOf: Date, catchingUp: boolean): Truth {
    return { state: 'behind', asOf, catchingUp, dimmed: this.#age.at(this.#now, asOf) > dimAfterMs };
  }

  #tell(): void {
    this.#drawn = JSON.stringify([this.truth, this.#options.source.feed.viewers]);
    this.#changes.notify();
  }
}
