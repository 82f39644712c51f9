import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FeedStatus } from '../feed/board-feed.ts';
import { formatClock, formatCount } from '../words/format.ts';

/**
 * The state of the feed: a dot and a word. It says “Live” only while the set of events is proven right.
 *
 * @property status the feed's status
 * @property viewers how many people have the board open
 */
@customElement('live-status')
export class LiveStatus extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 0.4rem;
      padding: 0.15rem 0.6rem;
      margin-inline-start: -0.6rem;
      border-radius: var(--round);
      /* It can lie over the band's pattern. */
      background: var(--band);
      font-size: var(--text-2);
      color: var(--on-band-quiet);
    }
    .state {
      display: inline-flex;
      align-items: baseline;
      gap: 0.45rem;
      font-weight: 600;
      line-height: 1.25;
    }
    /* What is not as it should be stands out. */
    .catching-up,
    .stale,
    .failed {
      /* No higher than the words alone: the page below stays where it is. */
      margin-block: -0.1rem;
      padding: 0.1rem 0.7rem;
      border-radius: var(--round);
      background: var(--new-soft);
      color: var(--new);
    }
    .state::before {
      content: '';
      flex: none;
      /* A ring, filled when the state is certain, so that colour is not the only difference. */
      width: 0.68rem;
      height: 0.68rem;
      border: 2px solid currentColor;
      border-radius: 50%;
      box-sizing: border-box;
    }
    /* Its border fills it too, as forced colours drop the background. */
    .live::before,
    .failed::before {
      background: currentColor;
      border-width: 0.34rem;
    }
    .live {
      color: var(--on-band);
    }
    .live::before {
      color: var(--on-band-live);
    }
    .failed {
      background: var(--danger-soft);
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
    // The number of viewers is outside the live region, so that screen readers do not announce every change of it.
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
