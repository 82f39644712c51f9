import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf } from '../../shared/local-time.ts';
import {
  formatAuthor,
  formatCount,
  formatEnd,
  formatShortDay,
  formatStart,
  formatStatus,
  formatViewerTime,
} from '../words/format.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * One event in a list: when, what, where and by whom.
 *
 * @property event the event
 * @property day the day it is listed under, `2026-11-23`; '' if the list is not by day, so that the row shows its date
 * @property today today's date on the board
 * @property moreDates how many dates of its series are folded behind it
 * @property note the text at the end of the row: “in 40 min”, “New”, “Sending…”; '' for none
 * @attribute fresh whether it has just appeared
 * @attribute sending whether it is a post that is being sent: it has no page yet
 * @attribute over whether it has ended
 * @fires series-unfold with the series' id, to show its folded dates
 */
@customElement('event-row')
export class EventRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: grid;
        grid-template-columns: 5.75rem minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: baseline;
        padding: 1rem var(--space-5) 1.05rem var(--space-4);
        transition: background-color 0.6s ease-out;
      }
      :host(:hover) {
        background: color-mix(in oklab, var(--card), var(--accent) 5%);
      }
      :host([fresh]),
      :host([fresh]:hover) {
        background: var(--new-soft);
      }
      .when {
        font-size: var(--text-3);
        color: var(--ink-quiet);
      }
      .date {
        display: block;
        color: var(--ink);
        font-weight: 600;
        font-size: var(--text-2);
      }
      .name {
        font-size: var(--text-4);
        font-weight: 700;
        line-height: 1.25;
        overflow-wrap: anywhere;
        text-wrap: balance;
      }
      .name a {
        color: inherit;
        text-decoration: none;
      }
      .name a::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      .name a:focus-visible {
        outline: none;
      }
      .name a:focus-visible::after {
        outline: 3px solid var(--accent-ink);
        outline-offset: -3px;
        border-radius: var(--radius);
      }
      .about {
        margin-top: 0.1rem;
        font-size: var(--text-2);
        color: var(--ink-quiet);
        overflow-wrap: anywhere;
      }
      .cancelled,
      .cancelled a {
        text-decoration: line-through;
        color: var(--ink-quiet);
      }
      :host([over]) .name,
      :host([sending]) .name {
        color: var(--ink-quiet);
      }
      .badge {
        display: inline-block;
        margin-left: var(--space-2);
        padding: 0 0.55rem;
        border: 1.5px solid currentColor;
        border-radius: var(--round);
        vertical-align: 0.14em;
        font-size: var(--text-1);
        font-weight: 600;
        line-height: 1.45;
        color: var(--pinned);
      }
      .note {
        font-size: var(--text-2);
        font-weight: 700;
        color: var(--accent-ink);
        white-space: nowrap;
      }
      @media (max-width: 44rem) {
        :host {
          grid-template-columns: minmax(0, 1fr) auto;
          padding: 0.85rem 1.05rem 0.9rem;
        }
        .main {
          grid-row: 2;
          grid-column: 1 / -1;
        }
        .when,
        .date {
          display: inline;
          font-size: var(--text-2);
        }
        .date::after {
          content: ', ';
        }
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) day = '';
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) note = '';
  @property({ attribute: false }) moreDates = 0;
  @property({ type: Boolean, reflect: true }) fresh = false;
  @property({ type: Boolean, reflect: true }) sending = false;
  @property({ type: Boolean, reflect: true }) over = false;

  /** Listed under a later day, it shows the day on which it began. */
  #startText(): string {
    const { start } = this.event;
    return this.day === '' || dayOf(start) === this.day
      ? formatStart(this.event)
      : `Since ${formatShortDay(start, this.today)}`;
  }

  /** “Main hall · until 8:00 PM · guest Lena”. */
  #aboutText(): string {
    const { event } = this;
    const who = formatAuthor(event.author);
    const parts = [
      event.place,
      formatEnd(event, this.today),
      this.sending ? null : formatViewerTime(event),
      who,
      event.cancelled ? 'cancelled' : null,
      event.status === 'live' ? null : formatStatus(event.status).toLowerCase(),
      event.series === null ? null : 'repeats',
    ];
    return parts.filter((part) => part !== null).join(' · ');
  }

  /** The button goes away, so the focus moves to its event. */
  #unfold = (): void => {
    this.renderRoot.querySelector('a')?.focus();
    this.dispatchEvent(
      new CustomEvent('series-unfold', { detail: this.event.series?.id, bubbles: true, composed: true }),
    );
  };

  override render(): TemplateResult {
    const { event } = this;
    const cancelled = event.cancelled ? 'cancelled' : '';
    return html`
      <div class="when">${this.#renderDate()}<span class=${cancelled}>${this.#startText()}</span></div>
      <div class="main">
        <h3 class="name">
          <span class=${cancelled}
            >${this.sending ? event.name : html`<a href="/events/${event.id}">${event.name}</a>`}</span
          >${event.pinned ? html`<span class="badge">Pinned</span>` : nothing}
        </h3>
        <p class="about">${this.#aboutText()}${this.#renderMoreDates()}</p>
      </div>
      ${this.note === '' ? nothing : html`<div class="note">${this.note}</div>`}
    `;
  }

  #renderMoreDates(): TemplateResult | typeof nothing {
    const { moreDates } = this;
    if (moreDates === 0) return nothing;
    return html` ·
      <button type="button" class="text-button" @click=${this.#unfold}>${formatCount(moreDates)} more dates</button>`;
  }

  #renderDate(): TemplateResult | typeof nothing {
    return this.day === '' ? html`<span class="date">${formatShortDay(this.event.start, this.today)}</span>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'event-row': EventRow;
  }
}
