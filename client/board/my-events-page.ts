import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { listMyEvents } from '../api/account-api.ts';
import { addressWithNext, newEventAddress, setPageTitle } from '../app/app-context.ts';
import { AgendaBuilder } from './agenda.ts';
import type { BoardStore } from '../store/board-store.ts';
import { onTick, todayIn } from '../ui/today.ts';
import { reviewWords } from '../review/review-words.ts';
import { Subscription } from '../ui/subscription.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { MyEvents, type MyEventsList } from './my-events.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { Session } from '../../shared/session.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { stopAll } from '../ui/stop-all.ts';
import './event-list.ts';
import '../ui/loading-rows.ts';

/**
 * The person's own events, live, and what moderators decided about them.
 *
 * @property store the board
 * @property session who uses this browser
 */
@customElement('my-events-page')
export class MyEventsPage extends LitElement {
  static override styles = [
    pageStyles,
    css`
      section {
        display: grid;
        gap: var(--space-2);
        margin-bottom: var(--space-5);
      }
      h2 {
        font-size: var(--text-4);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: var(--space-3) var(--space-4);
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      li a {
        font-weight: 700;
      }
      li p {
        color: var(--ink-quiet);
        font-size: var(--text-2);
        white-space: pre-line;
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  #mine: MyEvents | null = null;
  #person = '';
  #stop: (() => void) | undefined;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => {
      const stop = this.session.onChange(() => {
        this.#open(this.session.session);
        redraw();
      });
      this.#open(this.session.session);
      return () => {
        stop();
        this.#open({ user: null, guest: null });
      };
    });
    new Subscription(this, () => this.store.ownNews.subscribe(() => void this.#mine?.load()));
    // News can be lost with a connection.
    new Subscription(this, () => onTick(() => void this.#mine?.load()));
    new Subscription(this, () => this.store.feed.onChange((news) => this.#mine?.take(news)));
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'My events');
  }

  /** Starts over when somebody else is logged in. */
  #open({ user, guest }: Session): void {
    const name = user?.username ?? guest?.name ?? '';
    const author = { name, member: user !== null };
    const person = name === '' ? '' : JSON.stringify(author);
    if (person === this.#person) return;
    this.#stop?.();
    this.#person = person;
    this.#mine = null;
    this.#stop = undefined;
    if (person === '') return;
    const mine = new MyEvents({ author, list: listMyEvents });
    const stops = [mine.onChange(() => this.requestUpdate()), mine.start()];
    this.#mine = mine;
    this.#stop = stopAll(stops);
  }

  #renderDecisions(events: readonly BoardEvent[]): TemplateResult | typeof nothing {
    const decisions = decisionsOn(events);
    if (decisions.length === 0) return nothing;
    return html`<section aria-labelledby="decisions">
      <h2 id="decisions">Waiting and decided</h2>
      <ul class="card">
        ${decisions.map(
          ({ event, words, dates }) =>
            html`<li>
              <a href="/events/${event.id}">${event.name}</a>${dates === 1 ? nothing : `, ${dates} dates`}
              <p>${words}</p>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  override render(): TemplateResult {
    return html`
      <a class="back" href="/">Back to the board</a>
      <h1 tabindex="-1">My events</h1>
      ${this.#mine !== null ? this.#renderEvents(this.#mine) : this.session.known ? this.#renderLogIn() : html`<loading-rows></loading-rows>`}
    `;
  }

  #renderLogIn(): TemplateResult {
    const next = '/events/myevents';
    return html`<div class="card sheet">
      <p>What you post in this browser appears here. To see the events of your account, log in.</p>
      <div class="actions">
        <a class="button primary" href=${addressWithNext('/login', next)}>Log in</a
        ><a class="button" href=${addressWithNext('/signup', next)}>Sign up</a>
      </div>
    </div>`;
  }

  #renderEvents(mine: MyEvents): TemplateResult {
    return loadedView(mine.state, { known: (list) => this.#renderList(list), retry: () => mine.load() });
  }

  #renderList({ events, hasMore }: MyEventsList): TemplateResult {
    if (events.length === 0)
      return html`<div class="card sheet">
        <p><strong>Nothing yet.</strong></p>
        <p>
          What you post appears here.
          <a href=${newEventAddress(this.store.slug)}>Post an event</a>
        </p>
      </div>`;
    const now = new Date();
    const today = todayIn(this.store.timeZone, now);
    const builder = new AgendaBuilder();
    builder.reset(events, today);
    return html`
      ${this.#renderDecisions(events)}
      <event-list .agenda=${builder.build()} .today=${today} .now=${now} .shown=${Infinity} open></event-list>
      ${hasMore ? html`<div class="actions"><button type="button" class="button" @click=${() => this.#mine?.more()}>Show more</button></div>` : nothing}
    `;
  }
}

/** One for all dates of a repeating event about which the same is to say. */
function decisionsOn(events: readonly BoardEvent[]): { event: BoardEvent; words: string; dates: number }[] {
  const groups = new Map<string, { event: BoardEvent; words: string; dates: number }>();
  for (const event of events) {
    const words = reviewWords(event);
    if (words === null) continue;
    const key = `${event.series?.id ?? event.id} ${words}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { event, words, dates: 1 });
    else group.dates += 1;
  }
  return [...groups.values()];
}

declare global {
  interface HTMLElementTagNameMap {
    'my-events-page': MyEventsPage;
  }
}
