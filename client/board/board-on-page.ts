import type { BoardEvent } from '../../shared/event.ts';
import type { FeedNews } from '../feed/feed-news.ts';
import { AgendaBuilder, emptyAgenda, type Agenda } from './agenda.ts';
import { Announcer } from './announcer.ts';
import type { BoardStore } from '../store/board-store.ts';
import { onTick, todayIn } from '../ui/clock.ts';
import { FreshEvents } from './fresh-events.ts';
import { Observable } from '../../shared/observable.ts';
import type { PendingPost } from '../feed/outbox.ts';
import { pendingEvent } from './pending-event.ts';
import { onPreferences } from '../words/preferences.ts';
import { filterOf, seriesShownIn, type BoardSelection } from './selection.ts';

/** What of a store the view of it needs. */
export type BoardSource = Pick<BoardStore, 'slug' | 'feed' | 'outbox' | 'timeZone' | 'onChange'>;

type BoardViewOptions = {
  source: BoardSource;
  /** Who a post under way is from. */
  author: () => BoardEvent['author'];
  announce: (sentence: string) => void;
  clock?: () => Date;
};

/** A board as a page shows it: a selection of the live set, with one's own posts under way, kept true as time goes by. */
export class BoardOnPage {
  readonly #options: BoardViewOptions;
  readonly #clock: () => Date;
  readonly #builder = new AgendaBuilder();
  readonly #listeners = new Observable();
  readonly #fresh = new FreshEvents(() => this.#listeners.notify());
  readonly #announcer: Announcer;
  #selection: BoardSelection = {};
  #sending: ReadonlySet<string> = new Set();
  /** One's own posts that the feed has not brought, as they are drawn. */
  #pending: ReadonlyMap<string, PendingPost['state']> = new Map();
  /** What has come while somebody writes, by id; null while everything is drawn as it comes. */
  #held: Map<string, BoardEvent> | null = null;
  #agenda: Agenda = emptyAgenda;
  #now: Date;
  #today: string;

  constructor(options: BoardViewOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#announcer = new Announcer({ say: options.announce, today: () => this.#today });
    this.#now = this.#clock();
    this.#today = todayIn(options.source.timeZone, this.#now);
  }

  get agenda(): Agenda {
    return this.#agenda;
  }

  get fresh(): ReadonlySet<string> {
    return this.#fresh.ids;
  }

  /** Ids of one's own posts that are on their way. */
  get sending(): ReadonlySet<string> {
    return this.#sending;
  }

  /** How many new events are there and not drawn yet. */
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

  /** Whether new events wait, so that nothing moves under somebody who writes. What is changed or gone is drawn at once all the same. */
  hold(on: boolean): void {
    if (on === (this.#held !== null)) return;
    const held = this.#held ?? [];
    this.#held = on ? new Map() : null;
    this.#show(held);
  }

  /** Shows all dates of a repeating event where it stands. */
  unfold(series: string): void {
    this.#builder.unfold(series);
    this.#rebuildPending();
  }

  /** Points an event out like one that has just come. */
  highlight(id: string): void {
    this.#fresh.add([id]);
    this.#listeners.notify();
  }

  /** Answers how to stop. */
  start(): () => void {
    const { source } = this.#options;
    const stops = [
      source.feed.onChange((news) => this.#takeNews(news)),
      source.outbox.onChange(() => this.#rebuildPending()),
      source.onChange(() => this.#rebuild()),
      onTick(() => this.#tick()),
      // Where the week begins, “this week” ends.
      onPreferences(() => this.#rebuild()),
      () => this.#fresh.stop(),
      () => this.#announcer.stop(),
    ];
    this.#rebuild();
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Tells of all that changes what is to be drawn, the feed's status included. */
  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  #takeNews({ changes, reset }: FeedNews): void {
    if (reset) return this.#rebuild();
    if (changes.length > 0) this.#applyChanges(changes);
    this.#listeners.notify();
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
    this.#listeners.notify();
  }

  #rebuild(): void {
    const { source } = this.#options;
    this.#now = this.#clock();
    this.#today = todayIn(source.timeZone, this.#now);
    const { events } = source.feed;
    const held = this.#held;
    for (const id of held?.keys() ?? []) {
      const event = events.get(id);
      if (event === undefined) held?.delete(id);
      else held?.set(id, event);
    }
    const drawn = held === null ? events.values() : [...events.values()].filter(({ id }) => !held.has(id));
    this.#builder.reset(drawn, this.#today, filterOf(this.#selection, this.#today), seriesShownIn(this.#selection));
    this.#pending = new Map();
    this.#rebuildPending();
  }

  /** Posts under way stand in the agenda like events; when one fails it goes again. */
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
    // A month is all that is in it, in the order of its days.
    const { sort = 'date', limit } = this.#selection.view === 'month' ? {} : this.#selection;
    this.#agenda = sort === 'date' ? this.#builder.build(limit) : this.#builder.buildSorted(sort, limit);
    this.#listeners.notify();
  }
}
