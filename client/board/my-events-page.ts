import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { listMyEvents } from '../api/account-api.ts';
import { getBoard } from '../api/board-api.ts';
import { addressWithNext, boardAddress, newEventAddress, setPageTitle } from '../app/app-context.ts';
import type { BoardStore } from '../store/board-store.ts';
import { onTick, todayIn } from '../ui/today.ts';
import { Subscription } from '../ui/subscription.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { BoardTitles } from './board-titles.ts';
import { MyEvents, type MyEventsList } from './my-events.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { Session } from '../../shared/session.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { stopAll } from '../ui/stop-all.ts';
import './my-posts.ts';
import '../ui/loading-rows.ts';
import { boardNow } from '../api/board-time.ts';

/**
 * The person's own events, live, and what moderators decided about them: those of the current board first.
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
      }
      h2 {
        font-size: var(--text-4);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  readonly #titles = new BoardTitles(getBoard);
  #mine: MyEvents | null = null;
  #person = '';
  #stop: (() => void) | undefined;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => this.#titles.onChange(redraw));
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

  override render(): TemplateResult {
    const { slug, board } = this.store;
    return html`
      <a class="back" href=${boardAddress(slug)}>Back to ${board?.title ?? 'the board'}</a>
      <h1 tabindex="-1">My events</h1>
      ${this.#mine !== null ? this.#renderEvents(this.#mine) : this.session.known ? this.#renderNobody() : html`<loading-rows></loading-rows>`}
    `;
  }

  #renderNobody(): TemplateResult {
    const next = location.pathname;
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
    const { slug, board } = this.store;
    const here = events.filter((event) => event.board === slug);
    const elsewhere = [...new Set(events.map((event) => event.board))].filter((other) => other !== slug);
    return html`
      <section aria-labelledby="here">
        <h2 id="here">${board?.title ?? slug}</h2>
        ${
          here.length > 0
            ? this.#renderPosts(here)
            : html`<div class="card sheet">
                <p><strong>Nothing yet.</strong></p>
                <p>What you post on this board appears here. <a href=${newEventAddress(slug)}>Post an event</a></p>
              </div>`
        }
      </section>
      ${elsewhere.map(
        (other) =>
          html`<section aria-labelledby="on-${other}">
            <h2 id="on-${other}"><a href=${boardAddress(other)}>${this.#titles.of(other)}</a></h2>
            ${this.#renderPosts(events.filter((event) => event.board === other))}
          </section>`,
      )}
      ${hasMore ? html`<div class="actions"><button type="button" class="button" @click=${() => this.#mine?.more()}>Show more</button></div>` : nothing}
    `;
  }

  #renderPosts(events: readonly BoardEvent[]): TemplateResult {
    const now = boardNow();
    return html`<my-posts .events=${events} .today=${todayIn(this.store.timeZone, now)} .now=${now}></my-posts>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'my-events-page': MyEventsPage;
  }
}
