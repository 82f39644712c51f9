import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FeedStatus } from '../feed/board-feed.ts';
import { formatClock, formatCount } from '../words/format.ts';

/**
 * What the page knows of itself: a dot and a word. It says “Live” only while the set is proven right.
 *
 * @property status the feed's status
 * @property viewers how many look at the board
 */
@customElement('live-status')
export class LiveStatus extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 0.4rem;
      font-size: var(--text-2);
      color: var(--ink-quiet);
    }
    .state {
      display: inline-flex;
      align-items: baseline;
      gap: 0.45rem;
      font-weight: 600;
      color: var(--behind);
    }
    .state::before {
      content: '';
      flex: none;
      /* A ring, and a dot when it is sure: the difference is not in the colour alone. */
      width: 0.68rem;
      height: 0.68rem;
      border: 2px solid currentColor;
      border-radius: 50%;
      box-sizing: border-box;
    }
    .live::before,
    .failed::before {
      background: currentColor;
    }
    .loading {
      color: var(--ink-quiet);
    }
    .live {
      color: var(--live);
    }
    .failed {
      color: var(--danger);
    }
    @media (max-width: 30rem) {
      .viewers {
        display: none;
      }
    }
  `;

  @property({ attribute: false }) status: FeedStatus = { state: 'loading' };
  @property({ attribute: false }) viewers = 0;

  override render(): TemplateResult {
    const { state } = this.status;
    // The viewers are no part of the announcement: who listens does not want to hear each coming and going.
    return html`
      <span class="state ${state}" role="status">${describe(this.status)}</span>
      ${state === 'live' && this.viewers > 0 ? html`<span class="viewers">· ${formatCount(this.viewers)} here</span>` : nothing}
    `;
  }
}

function describe(status: FeedStatus): string {
  switch (status.state) {
    case 'loading':
      return 'Loading';
    case 'live':
      return 'Live';
    case 'catching-up':
      return `As of ${formatClock(status.asOf)}, catching up`;
    case 'stale':
      return `As of ${formatClock(status.asOf)}, reconnecting`;
    case 'failed':
      return status.code === 'board_not_found' ? 'No such board' : 'Not connected';
    default:
      return status satisfies never;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-status': LiveStatus;
  }
}
