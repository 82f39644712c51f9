import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { listMyEvents } from '../api/account-api.ts';
import { addressWithNext, newEventAddress, setPageTitle } from '../app/app-context.ts';
import { AgendaBuilder } from './agenda.ts';
import type { BoardStore } from '../store/board-store.ts';
import { todayIn } from '../ui/today.ts';
import { Subscription } from '../ui/subscription.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { MyEvents, type MyEventsList } from './my-events.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { stopAll } from '../ui/stop-all.ts';
import './event-list.ts';
import '../ui/loading-rows.ts';

/**
 * The member's own events, live.
 *
 * @property store the board
 * @property session who uses this browser
 */
@customElement('my-events-page')
export class MyEventsPage extends LitElement {
  static override styles = pageStyles;

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  #mine: MyEvents | null = null;
  #username: string | null = null;
  #stop: (() => void) | undefined;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => {
      const stop = this.session.onChange(() => {
        this.#openFor(this.session.session.user?.username ?? null);
        redraw();
      });
      this.#openFor(this.session.session.user?.username ?? null);
      return () => {
        stop();
        this.#openFor(null);
      };
    });
    new Subscription(this, () => this.store.feed.onChange((news) => this.#mine?.take(news)));
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'My events');
  }

  /** Starts over when somebody else is logged in. */
  #openFor(username: string | null): void {
    if (username === this.#username) return;
    this.#stop?.();
    this.#username = username;
    this.#mine = null;
    this.#stop = undefined;
    if (username === null) return;
    const mine = new MyEvents({ username, list: listMyEvents });
    const stops = [mine.onChange(() => this.requestUpdate()), mine.start()];
    this.#mine = mine;
    this.#stop = stopAll(stops);
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
      <p>Log in to see your events.</p>
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
          Events that you post with your account appear here.
          <a href=${newEventAddress(this.store.slug)}>Post an event</a>
        </p>
      </div>`;
    const now = new Date();
    const today = todayIn(this.store.timeZone, now);
    const builder = new AgendaBuilder();
    builder.reset(events, today);
    return html`
      <event-list .agenda=${builder.build()} .today=${today} .now=${now} .shown=${Infinity} open></event-list>
      ${hasMore ? html`<div class="actions"><button type="button" class="button" @click=${() => this.#mine?.more()}>Show more</button></div>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'my-events-page': MyEventsPage;
  }
}
