import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { listEvents } from '../api/board-api.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { compareEvents } from '../../shared/event-filter.ts';
import { AgendaBuilder, type Agenda } from '../state/agenda.ts';
import type { FeedNews } from '../state/board-feed.ts';
import type { BoardStore } from '../state/board-store.ts';
import { FreshEvents } from '../state/fresh-events.ts';
import { everyHalfMinute, todayIn } from '../state/now.ts';
import { pendingEvents } from '../state/pending-events.ts';
import { Posting } from '../state/posting.ts';
import { filterOf, selects, writeSelection, type BoardSelection } from '../state/selection.ts';
import type { SessionStore } from '../state/session-store.ts';
import { controls } from '../styles/controls.ts';
import '../components/event-filters/event-filters.ts';
import '../components/event-form/event-form.ts';
import type { EventForm } from '../components/event-form/event-form.ts';
import '../components/event-list/event-list.ts';

/**
 * The board: what is on, by day, live; search and filters; the form beside it on a wide screen.
 *
 * @property store the board
 * @property sessions who this browser is
 */
@customElement('board-page')
export class BoardPage extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 22.25rem;
        gap: var(--space-5) 2.6rem;
        max-width: 76rem;
        margin: 0 auto;
        padding: 1.65rem clamp(1rem, 4vw, 1.5rem) 6rem;
      }
      .board {
        display: grid;
        align-content: start;
        gap: 1.6rem;
        min-width: 0;
      }
      aside {
        position: sticky;
        top: 1.65rem;
        align-self: start;
        padding: 1.65rem;
      }
      aside h2 {
        margin-bottom: var(--space-4);
        font-size: 1.375rem;
        line-height: 1.3;
      }
      .notice {
        padding: var(--space-4);
      }
      .post {
        display: none;
      }
      @media (max-width: 62rem) {
        main {
          grid-template-columns: minmax(0, 1fr);
        }
        aside {
          display: none;
        }
      }
      @media (max-width: 44rem) {
        main {
          padding-top: var(--space-4);
        }
        .post {
          position: fixed;
          right: max(1rem, env(safe-area-inset-right));
          bottom: max(1.1rem, env(safe-area-inset-bottom));
          display: inline-flex;
          box-shadow: 0 4px 16px var(--shadow);
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) sessions!: SessionStore;
  @state() private selection: BoardSelection = {};
  @state() private agenda: Agenda = { upcoming: [], past: [] };
  @state() private now = new Date();
  @state() private found: BoardEvent[] | null = null;
  @query('event-form') private form!: EventForm | null;
  #builder!: AgendaBuilder;
  #today = '';
  readonly #fresh = new FreshEvents(() => this.requestUpdate());
  readonly #posting = new Posting(() => this.requestUpdate());
  #disposers: (() => void)[] = [];
  #search = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#builder = new AgendaBuilder('');
    this.#rebuild();
    this.#disposers = [
      this.store.feed.onChange((news) => this.#take(news)),
      this.store.outbox.onChange(() => this.requestUpdate()),
      this.store.onChange(() => this.#rebuild()),
      this.sessions.onChange(() => this.requestUpdate()),
      everyHalfMinute(() => this.#tick()),
    ];
    window.addEventListener('popstate', this.#addressChanged);
    if (location.search !== '') void this.#readAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const dispose of this.#disposers) dispose();
    this.#fresh.stop();
    this.#search.abort();
    window.removeEventListener('popstate', this.#addressChanged);
  }

  /** To the form, if it is beside the board; false on a narrow screen. */
  focusForm(): boolean {
    if (this.form === null || this.form.offsetParent === null) return false;
    this.form.focus();
    return true;
  }

  override render(): TemplateResult {
    const { status } = this.store;
    const { agenda, sending } = this.#shown();
    return html`
      <main id="main">
        <h1 class="visually-hidden">${this.store.title}</h1>
        <div class="board">
          <event-filters .selection=${this.selection} @selection-change=${this.#select}></event-filters>
          ${status.state === 'failed' ? this.#renderFailed(status.code, status.detail) : html`
            <event-list
              .agenda=${agenda} .today=${this.#today} .fresh=${this.#fresh.ids} .sending=${sending} .now=${this.now}
              ?loading=${status.state === 'loading'} ?filtered=${selects(this.selection)}
            ></event-list>`}
        </div>
        <aside class="card" aria-label="Post an event">
          <h2>Post an event</h2>
          ${this.#renderForm()}
        </aside>
      </main>
      <a class="button primary post" href="/events/new">Post an event</a>
      <p class="visually-hidden" role="log" aria-live="polite">${this.#fresh.summary}</p>
    `;
  }

  #renderForm(): TemplateResult {
    return html`<event-form
      .timeZone=${this.store.timeZone} .guestName=${this.sessions.name} ?member=${this.sessions.session.user !== null}
      ?busy=${this.#posting.busy} .problem=${this.#posting.problem} @event-submit=${this.#post}
    ></event-form>`;
  }

  #renderFailed(code: string, detail: string): TemplateResult {
    return code === 'board_not_found'
      ? html`<div class="card notice"><p><strong>There is no board of this name.</strong> <a href="/">Go to the main board.</a></p></div>`
      : html`<div class="card notice" role="alert"><p><strong>The board cannot be shown at the moment.</strong> ${detail} It is tried again all the time.</p></div>`;
  }

  /** The agenda with one's own posts that are on their way in it. */
  #shown(): { agenda: Agenda; sending: ReadonlySet<string> } {
    const pending = pendingEvents(this.store, this.sessions.name, this.now);
    const sending = new Set(pending.map(({ id }) => id));
    if (this.found !== null) return { agenda: { upcoming: [{ day: '', events: this.found }], past: [] }, sending };
    if (pending.length === 0 || selects(this.selection)) return { agenda: this.agenda, sending };
    const builder = new AgendaBuilder(this.#today);
    builder.apply(pending.map((put) => ({ put })));
    return { agenda: merge(this.agenda, builder.build()), sending };
  }

  #take({ changes, reset }: FeedNews): void {
    if (reset) this.#rebuild();
    else if (changes.length > 0) {
      this.#fresh.add(changes, this.store.feed.events);
      this.#builder.apply(changes);
      this.#showBuilt();
    }
    this.requestUpdate();
  }

  #rebuild(): void {
    this.#today = todayIn(this.store.timeZone, new Date());
    this.#builder.reset(this.store.feed.events, this.#today, filterOf(this.selection, this.#today));
    this.#showBuilt();
  }

  #showBuilt(): void {
    const { sort, limit, archived } = this.selection;
    if (archived !== undefined) return void this.#searchArchive();
    this.agenda = this.#builder.build();
    if (sort === undefined && limit === undefined) {
      this.found = null;
      return;
    }
    const all = [...this.agenda.past, ...this.agenda.upcoming].flatMap(({ events }) => events).sort(compareEvents(sort));
    this.found = all.slice(0, limit ?? all.length);
  }

  /** What is archived is not in the live set: the server finds it. */
  async #searchArchive(): Promise<void> {
    this.#search.abort();
    const search = new AbortController();
    this.#search = search;
    const { view, ...query } = this.selection;
    const page = await listEvents(this.store.slug, writeSelection({ ...query, ...filterOf(this.selection, this.#today) }), search.signal).catch(() => null);
    if (page !== null && !search.signal.aborted) this.found = page.events;
  }

  #tick(): void {
    this.now = new Date();
    if (todayIn(this.store.timeZone, this.now) !== this.#today) this.#rebuild();
  }

  #select = (event: CustomEvent<BoardSelection>): void => {
    this.selection = event.detail;
    const address = writeSelection(this.selection).toString();
    history.replaceState(null, '', address === '' ? location.pathname : `?${address}`);
    this.#rebuild();
  };

  #addressChanged = (): void => { void this.#readAddress(); };

  async #readAddress(): Promise<void> {
    const { readSelection } = await import('../state/read-selection.ts');
    this.selection = readSelection(new URLSearchParams(location.search));
    this.#rebuild();
  }

  #post = async (event: CustomEvent): Promise<void> => {
    if (await this.#posting.post(event.detail, this.store, this.sessions) !== null) this.form?.clear();
  };
}

/** Days of both; a day that both have holds the events of both. */
function merge(board: Agenda, pending: Agenda): Agenda {
  const mergeDays = (a: Agenda['upcoming'], b: Agenda['upcoming'], descending: boolean): Agenda['upcoming'] => {
    const days = new Map(a.map((day) => [day.day, day]));
    for (const { day, events } of b) {
      const known = days.get(day);
      days.set(day, known === undefined ? { day, events } : { day, events: [...known.events, ...events].sort(compareEvents('date')) });
    }
    return [...days.values()].sort((x, y) => (x.day < y.day ? -1 : 1) * (descending ? -1 : 1));
  };
  return { upcoming: mergeDays(board.upcoming, pending.upcoming, false), past: mergeDays(board.past, pending.past, true) };
}
