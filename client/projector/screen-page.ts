import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { findBoardByScreen } from '../api/screen-api.ts';
import { setPageTitle } from '../app/app-context.ts';
import { BoardStore } from '../store/board-store.ts';
import { Subscription } from '../ui/subscription.ts';
import { ScreenKey } from './screen-key.ts';
import type { SessionStore } from '../store/session-store.ts';
import { controls } from '../ui/styles/controls.ts';
import { projectorTokens } from './projector-tokens.ts';
import { stopAll } from '../ui/stop-all.ts';
import './projector-page.ts';

/**
 * The projector's page, opened by a screen's link, which the board's moderators can turn off.
 *
 * @property session who uses this browser; nobody has to be logged in
 * @property key the secret part of the link; another key gets another element
 * @property query the address's query: size, theme, pace
 */
@customElement('screen-page')
export class ScreenPage extends LitElement {
  static override styles = [
    controls,
    projectorTokens,
    css`
      :host {
        color-scheme: dark;
      }
      .words {
        display: grid;
        align-content: center;
        gap: 3vh;
        min-height: 100dvh;
        padding: 8vh;
        background: var(--paper);
        color: var(--ink);
        font-size: 4.5vh;
        line-height: 1.3;
      }
      h1 {
        font-size: 8vh;
        line-height: 1.1;
        outline: none;
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) key = '';
  @property({ attribute: false }) query = new URLSearchParams();
  #link!: ScreenKey;
  #store: BoardStore | null = null;

  constructor() {
    super();
    new Subscription(this, (redraw) => {
      this.#link = new ScreenKey({ key: this.key, find: findBoardByScreen });
      const stops = [this.#link.onChange(redraw), this.#link.start()];
      return stopAll(stops);
    });
    new Subscription(this, () => () => this.#leaveBoard());
  }

  protected override willUpdate(): void {
    const { state } = this.#link;
    const board = state.state === 'known' ? state.value : null;
    if (board === (this.#store?.slug ?? null)) return;
    this.#leaveBoard();
    if (board !== null) this.#openBoard(board);
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Screen');
  }

  #stopStore: () => void = () => undefined;

  #openBoard(slug: string): void {
    const store = new BoardStore(slug, this.session);
    // A change of the board can mean that the link was turned off.
    const stops = [store.onChange(() => void this.#link.check()), store.start()];
    this.#store = store;
    this.#stopStore = stopAll(stops);
  }

  #leaveBoard(): void {
    this.#stopStore();
    this.#store = null;
    this.#stopStore = () => undefined;
  }

  override render(): TemplateResult {
    if (this.#link.state.state !== 'known')
      return html`<div class="words"><p role="status">Loading the board…</p></div>`;
    if (this.#store === null)
      return html`<div class="words" role="alert">
        <h1 tabindex="-1">This screen is switched off</h1>
        <p>Its link no longer works. The board’s moderators find the current link in its settings.</p>
      </div>`;
    return html`<projector-page .store=${this.#store} .query=${this.query}></projector-page>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'screen-page': ScreenPage;
  }
}
