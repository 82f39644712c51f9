import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { boardAddress, setPageTitle } from '../app/app-context.ts';
import { navigate } from '../app/router.ts';
import type { BoardStore } from '../store/board-store.ts';
import { Subscription } from '../ui/subscription.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { movedTo, whenIn } from './begin-at.ts';
import './post-panel.ts';

/**
 * A page for posting an event, with an address that can be shared. On the board the same form opens in a dialog.
 *
 * @property store the board to post on
 * @property session who uses this browser
 * @property query the address's query, which can name a day: `?day=2026-12-12&time=15:00`
 */
@customElement('new-event-page')
export class NewEventPage extends LitElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        max-width: 34rem;
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) query = new URLSearchParams();

  constructor() {
    super();
    new Subscription(this, () => this.store.posting.onChange(() => this.#leaveWhenPosted()));
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Post an event');
    const when = whenIn(this.query);
    const { posting } = this.store;
    if (when === null) return;
    posting.write(movedTo(posting.fields, when));
    this.requestUpdate();
  }

  #leaveWhenPosted(): void {
    const { state } = this.store.posting;
    if (state.state !== 'posted') return;
    this.store.revealLater(state.event.id);
    navigate(boardAddress(this.store.slug));
  }

  override render(): TemplateResult {
    const { store, session } = this;
    return html`
      <a class="back" href=${boardAddress(store.slug)}>Back to the board</a>
      <div class="card sheet">
        <h1 tabindex="-1">Post an event</h1>
        <post-panel .store=${store} .session=${session}></post-panel>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'new-event-page': NewEventPage;
  }
}
