import type { BoardEvent } from '../../shared/event.ts';
import type { FeedStatus } from '../feed/board-feed.ts';
import type { FeedNews } from '../feed/feed-news.ts';
import { AgendaBuilder, emptyAgenda, type Agenda } from './agenda.ts';
import { Announcer } from './announcer.ts';
import type { BoardStore } from '../store/board-store.ts';
import { onTick, todayIn } from '../ui/today.ts';
import { FreshEvents } from './fresh-events.ts';
import { Observable } from '../../shared/observable.ts';
import type { PendingPost } from '../feed/outbox.ts';
import { pendingEvent } from './pending-event.ts';
import { filterOf, seriesShownIn, withKnownCategory, type BoardSelection } from './selection.ts';
import { stopAll } from '../ui/stop-all.ts';
import { boardNow } from '../api/board-time.ts';

/** The parts of a store that this needs. */
export type BoardSource = Pick<BoardStore, 'slug' | 'feed' | 'outbox' | 'timeZone' | 'board' | 'onChange'>;

type BoardOnPageOptions = {
  source: BoardSource;
  /** The author of posts that are being sent. */
  author: () => BoardEvent['author'];
  announce: (sentence: string) => void;
  clock?: () => Date;
};

/**
 * A board as a page shows it: a selection of the live set plus this person's posts that are being sent, kept correct as
 * time passes.
 */
export class BoardOnPage {
  readonly #options: BoardOnPageOptions;
  readonly #clock: () => Date;
  readonly #builder = new AgendaBuilder({ pinnedFirst: true });
  readonly #changes = new Observable();
  readonly #fresh = new FreshEvents(() => this.#changes.notify());
  readonly #announcer: Announcer;
  #selection: BoardSelection = {};
  #sending: ReadonlySet<string> = new Set();
  /** This person's posts that the feed does not have yet, with the state in which they are drawn. */
  #pending: ReadonlyMap<string, PendingPost['state']> = new Map();
  /** New events that wait while somebody is writing, by id; null while new events are drawn at once. */
  #held: Map<string, BoardEvent> | null = null;
  #agenda: Agenda = emptyAgenda;
  /** Null until somebody asks: a narrow page never does. */
  #everyDate: Agenda | null = null;
  #status: FeedStatus = { state: 'loading' };
  #now: Date;
  #today: string;

  constructor(options: BoardOnPageOptions) {
    this.#options = options;
    this.#clock = options.clock ?? boardNow;
    this.#announcer = new Announcer({ say: options.announce, today: () => this.#today });
    this.#now = this.#clock();
    this.#today = todayIn(options.source.timeZone, this.#now);
  }

  get agenda(): Agenda {
    return this.#agenda;
  }

  /** The selected events on all of their days, also those that the list folds. */
  get everyDate(): Agenda {
    return (this.#everyDate ??= this.#builder.buildUnfolded());
  }

  /**
   * The feed's status when the agenda was last brought up to date. The feed's own status is ahead of its news: a page
   * that draws by it shows an empty board for a moment.
   */
  get status(): FeedStatus {
    return this.#status;
  }

  get fresh(): ReadonlySet<string> {
    return this.#fresh.ids;
  }

  /** Ids of this person's posts that are being sent. */
  get sending(): ReadonlySet<string> {
    return this.#sending;
  }

  /** How many new events wait to be drawn. */
  get heldCount(): number {
    return this.#held?.size ?? 0;
  }

  get now(): Date {
    return this.#now;
  }

  /** Today's date on the board. */
  get today(): string {
    return this.#today;
  }

  select(selection: BoardSelection): void {
    this.#selection = selection;
    this.#held?.clear();
    this.#rebuild();
  }

  /**
   * Makes new events wait, so that nothing moves while somebody is writing. Changed and removed events are still drawn
   * at once.
   */
  hold(on: boolean): void {
    if (on === (this.#held !== null)) return;
    const held = this.#held ?? [];
    this.#held = on ? new Map() : null;
    this.#show(held);
  }

  /** Shows all dates of a repeating event. */
  unfold(series: string): void {
    this.#builder.unfold(series);
    this.#rebuildPending();
  }

  /** Highlights an event as if it had just arrived. */
  highlight(id: string): void {
    this.#fresh.add([id]);
    this.#changes.notify();
  }

  /** Returns a function that stops it. */
  start(): () => void {
    const { source } = this.#options;
    const stops = [
      source.feed.onChange((news) => this.#takeNews(news)),
      source.outbox.onChange(() => this.#rebuildPending()),
      source.onChange(() => this.#rebuild()),
      onTick(() => this.#tick()),
      () => this.#fresh.stop(),
      () => this.#announcer.stop(),
    ];
    this.#rebuild();
    return stopAll(stops);
  }

  /** Called for every change of what is drawn, and of the feed's status. */
  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #takeNews({ changes, reset }: FeedNews): void {
    if (reset) return this.#rebuild();
    this.#status = this.#options.source.feed.status;
    if (changes.length > 0) this.#applyChanges(changes);
    this.#changes.notify();
  }

  #applyChanges(changes: FeedNews['changes']): void {
    const appeared = new Map<string, BoardEvent>();
    for (const change of changes) {
      const id = 'put' in change ? change.put.id : change.remove;
      const wasHeld = this.#held?.delete(id) === true;
      if ('put' in change && !this.#builder.has(id) && this.#builder.takes(change.put)) {
        if (!wasHeld) appeared.set(id, change.put);
        if (this.#held !== null) {
          this.#held.set(id, change.put);
          continue;
        }
      }
      this.#builder.apply([change]);
      if ('put' in change) continue;
      appeared.delete(id);
      this.#announcer.forget(id);
    }
    if (this.#held === null) this.#fresh.add([...appeared.keys()]);
    this.#announcer.add(appeared.values());
    this.#rebuildPending();
  }

  #show(held: Iterable<[string, BoardEvent]>): void {
    const events = [...held].map(([, event]) => event);
    this.#builder.apply(events.map((put) => ({ put })));
    this.#fresh.add(events.map(({ id }) => id));
    this.#rebuildPending();
  }

  #tick(): void {
    this.#now = this.#clock();
    if (todayIn(this.#options.source.timeZone, this.#now) !== this.#today) this.#rebuild();
    this.#changes.notify();
  }

  #rebuild(): void {
    const { source } = this.#options;
    this.#now = this.#clock();
    this.#today = todayIn(source.timeZone, this.#now);
    const { events, status } = source.feed;
    this.#status = status;
    const held = this.#held;
    for (const id of held?.keys() ?? []) {
      const event = events.get(id);
      if (event === undefined) held?.delete(id);
      else held?.set(id, event);
    }
    const drawn = held === null ? events.values() : [...events.values()].filter(({ id }) => !held.has(id));
    const selection = withKnownCategory(this.#selection, source.board?.categories);
    this.#builder.reset(drawn, this.#today, filterOf(selection), seriesShownIn(selection));
    this.#pending = new Map();
    this.#rebuildPending();
  }

  /** Adds the posts that are being sent to the agenda, and removes those that failed. */
  #rebuildPending(): void {
    const { source, author } = this.#options;
    const pending = source.outbox.pending.filter(({ post }) => source.feed.events.get(post.id) === undefined);
    const states = new Map(pending.map(({ post, state }) => [post.id, state]));
    for (const id of this.#pending.keys()) {
      if (states.has(id)) continue;
      if (source.feed.events.get(id) === undefined) this.#builder.apply([{ remove: id }]);
      else this.#fresh.add([id]);
    }
    for (const one of pending) {
      if (this.#pending.get(one.post.id) === one.state) continue;
      this.#builder.apply([
        { put: pendingEvent(one, { board: source.slug, timeZone: source.timeZone, author: author() }, this.#now) },
      ]);
    }
    this.#pending = states;
    this.#sending = new Set(pending.filter(({ state }) => state !== 'waiting').map(({ post }) => post.id));
    this.#everyDate = null;
    // A week or a month shows all of its events by day, whatever order or limit is selected.
    const { view } = this.#selection;
    const { sort = 'date', limit } = view === 'week' || view === 'month' ? {} : this.#selection;
    this.#agenda = sort === 'date' ? this.#builder.build(limit) : this.#builder.buildSorted(sort, limit);
    this.#changes.notify();
  }
}
