import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isClockWrong } from '../api/board-time.ts';
import { formatCount } from '../words/format.ts';
import { zoneClock } from './projector-clock.ts';
import type { Truth } from './projector-view.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * The foot of the projector: whether the screen is current, and which page it shows.
 *
 * @property truth what the screen can claim
 * @property viewers how many people have the board open
 * @property timeZone the board's zone
 * @property now the current time
 * @property page the page on the screen, from 1; 0 for none
 * @property pages the number of pages
 * @property later how many events are left out
 * @property waiting how many new posts have not been on the screen
 * @attribute paused whether the pages are paused
 */
@customElement('projector-status')
export class ProjectorStatus extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 calc(3 * var(--u));
        font-size: var(--chrome);
        line-height: 1.3;
        color: var(--ink-quiet);
      }
      .state {
        display: inline-flex;
        align-items: baseline;
        gap: calc(1.4 * var(--u));
        font-weight: 700;
        color: var(--behind);
      }
      .state::before {
        content: '';
        flex: none;
        width: 0.56em;
        height: 0.56em;
        border: 0.12em solid currentColor;
        border-radius: 50%;
      }
      .live {
        color: var(--live);
      }
      /* Filled by its border, which forced colours keep. */
      .live::before {
        border-width: 0.28em;
      }
      .loading {
        color: var(--ink-quiet);
      }
      .part {
        margin-inline-start: calc(2 * var(--u));
      }
      .pages {
        margin-inline-start: auto;
      }
      .held {
        color: var(--ink);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) truth: Truth = { state: 'loading' };
  @property({ attribute: false }) viewers = 0;
  @property({ attribute: false }) timeZone = 'UTC';
  @property({ attribute: false }) now = new Date();
  @property({ attribute: false }) page = 0;
  @property({ attribute: false }) pages = 0;
  @property({ attribute: false }) later = 0;
  @property({ attribute: false }) waiting = 0;
  @property({ type: Boolean }) paused = false;

  #describe(truth: Truth): string {
    switch (truth.state) {
      case 'loading':
        return 'Connecting';
      case 'live':
        return 'Live';
      case 'behind':
        return `As of ${zoneClock(this.timeZone).asOf(truth.asOf, this.now)}, ${truth.catchingUp ? 'catching up' : 'reconnecting'}`;
      case 'missing':
        return 'No such board';
      default:
        return truth satisfies never;
    }
  }

  override render(): TemplateResult {
    const { truth, viewers } = this;
    return html`
      <div>
        <span class="state ${truth.state}" role="status">${this.#describe(truth)}</span>
        ${isClockWrong() ? html`<span class="part">This device’s clock is wrong; the board goes by its own</span>` : nothing}
        ${truth.state === 'live' && viewers > 0 ? html`<span class="part">${formatCount(viewers)} here</span>` : nothing}
      </div>
      <div class="pages">
        ${this.waiting > 0 ? html`<span class="part held">${formatCount(this.waiting)} new</span>` : nothing}
        ${this.paused ? html`<span class="part held">Paused</span>` : nothing}
        ${this.later > 0 ? html`<span class="part">${formatCount(this.later)} more later</span>` : nothing}
        ${this.pages > 1 ? html`<span class="part">${formatCount(this.page)} of ${formatCount(this.pages)}</span>` : nothing}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-status': ProjectorStatus;
  }
}
