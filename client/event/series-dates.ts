import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BoardEvent } from '../../shared/event.ts';
import { timeOfDay } from '../../shared/local-time.ts';
import { formatCount, formatShortDay, formatStart } from '../words/format.ts';
import { controls } from '../ui/styles/controls.ts';

/** How many dates are shown at first. */
const shownAtFirst = 12;

/**
 * The other dates of a repeating event.
 *
 * @property dates their events, in order
 * @property event the current date: differences from it are shown
 * @property today today's date on the board
 */
@customElement('series-dates')
export class SeriesDates extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }
      h2 {
        font-size: var(--text-2);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8.75rem, 1fr));
        gap: 0 var(--space-3);
        margin: var(--space-1) 0 0;
        padding: 0;
        list-style: none;
      }
      a {
        display: flex;
        flex-wrap: wrap;
        align-content: center;
        column-gap: var(--space-2);
        min-height: var(--target);
        font-size: var(--text-2);
        line-height: 1.3;
        text-decoration: none;
        white-space: nowrap;
      }
      .date {
        text-decoration: underline;
        text-underline-offset: 0.18em;
      }
      .cancelled {
        color: var(--ink-quiet);
        text-decoration: line-through;
      }
      .time {
        color: var(--ink-quiet);
      }
      .text-button {
        min-height: var(--target);
        font-size: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) dates: readonly BoardEvent[] = [];
  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) today = '';
  @state() private all = false;

  protected override updated(changed: PropertyValues): void {
    // The first new date is where the button was.
    if (changed.has('all') && this.all) this.renderRoot.querySelectorAll('a')[shownAtFirst]?.focus();
  }

  override render(): TemplateResult {
    const shown = this.all ? this.dates : this.dates.slice(0, shownAtFirst);
    const left = this.dates.length - shown.length;
    return html`
      <h2>More dates</h2>
      <ul>
        ${shown.map((date) => html`<li>${this.#renderDate(date)}</li>`)}
      </ul>
      ${
        left === 0
          ? nothing
          : html`<button
              type="button"
              class="text-button"
              @click=${() => {
                this.all = true;
              }}
            >
              and ${formatCount(left)} more
            </button>`
      }
    `;
  }

  #renderDate(date: BoardEvent): TemplateResult {
    const otherTime = timeOfDay(date.start) !== timeOfDay(this.event.start);
    return html`<a href="/events/${date.id}">
      <span class="date ${date.cancelled ? 'cancelled' : ''}">${formatShortDay(date.start, this.today)}</span>
      ${otherTime ? html`<span class="time">${formatStart(date)}</span>` : nothing}
      ${date.cancelled ? html`<span class="visually-hidden">cancelled</span>` : nothing}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'series-dates': SeriesDates;
  }
}
