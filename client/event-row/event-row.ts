import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf } from '../../shared/local-time.ts';
import { categoryLabel } from '../ui/category-label.ts';
import { pictureSources } from '../../shared/picture-address.ts';
import { pill, pills } from '../ui/pill.ts';
import { categories } from '../ui/styles/categories.ts';
import { eventTile, tileStyles } from './event-tile.ts';
import { controls } from '../ui/styles/controls.ts';
import {
  formatAuthor,
  formatCount,
  formatEndTime,
  formatShortDay,
  formatSoon,
  formatStart,
  formatStatus,
  formatViewerTime,
  isOver,
  isRunning,
} from '../words/format.ts';

/**
 * One event in a list: when, what, where and by whom.
 *
 * @property event the event; one without an id is a preview and has no page
 * @property category its category; undefined if it has none
 * @property day the day it is listed under, `2026-11-23`; '' if the list is not by day, so that the row shows its date
 * @property today today's date on the board
 * @property moreDates how many dates of its series are folded behind it
 * @property now the current time, for “in 40 min”; null for a row that does not depend on it
 * @attribute fresh whether it has just appeared
 * @attribute sending whether it is a post that is being sent: it has no page yet
 * @attribute lead whether it runs now or comes next, and weighs most
 * @attribute tiled whether it has a tile: the rows of a day all have one, or none has
 * @fires series-unfold with the series' id, to show its folded dates
 */
@customElement('event-row')
export class EventRow extends LitElement {
  static override styles = [
    controls,
    pills,
    categories,
    tileStyles,
    css`
      :host {
        position: relative;
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        gap: 0 var(--space-4);
        align-items: center;
        padding: var(--space-4) 1.125rem;
        transition: background-color 0.6s ease-out;
      }
      :host(:hover) {
        background: color-mix(in oklab, var(--card), var(--accent) 5%);
      }
      :host([fresh]),
      :host([fresh]:hover) {
        background: color-mix(in oklab, var(--card), var(--new-soft) 45%);
      }
      :host([waiting]) {
        background: repeating-linear-gradient(
          -45deg,
          transparent 0 9px,
          color-mix(in oklab, transparent, var(--ink) 3.5%) 9px 18px
        );
      }
      :host([tiled]) {
        grid-template-columns: 5.5rem 3.5rem minmax(0, 1fr);
      }
      .tile {
        width: 3.5rem;
        aspect-ratio: 1;
      }
      :host([over]) .tile,
      .tile.cancelled {
        filter: grayscale(1);
        opacity: 0.65;
      }
      .when {
        align-self: start;
        color: var(--ink-quiet);
        font-size: var(--text-2);
        line-height: 1.3;
      }
      .start {
        display: block;
        color: var(--ink);
        font-size: 1.125rem;
        font-weight: 700;
        line-height: 1.25;
      }
      .date {
        display: block;
        color: var(--ink);
        font-size: var(--text-1);
        font-weight: 600;
        white-space: nowrap;
      }
      .name {
        font-size: 1.1875rem;
        font-weight: 650;
        line-height: 1.22;
        letter-spacing: -0.01em;
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
        text-decoration-thickness: 2px;
        color: var(--ink-quiet);
      }
      :host([over]) .name,
      :host([over]) .start,
      :host([sending]) .name {
        color: var(--ink-quiet);
      }
      .details {
        display: none;
      }
      progress {
        display: none;
      }
      /* What runs now, or comes next, weighs most. */
      :host([lead]) {
        padding-block: var(--space-5);
      }
      :host([lead]) .when {
        padding-top: 0.3rem;
      }
      :host([lead]) .name {
        font-size: clamp(1.5rem, 1.1rem + 1.2vw, 2.125rem);
        font-weight: 750;
        letter-spacing: -0.024em;
        line-height: 1.08;
      }
      :host([lead]) .about {
        margin-top: var(--space-1);
        font-size: var(--text-3);
      }
      :host([lead]) .details {
        display: -webkit-box;
        max-width: 60ch;
        margin-top: var(--space-2);
        overflow: hidden;
        color: var(--ink-quiet);
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }
      :host([lead]) progress {
        display: block;
        width: 100%;
        height: 5px;
        margin-top: var(--space-3);
        border: 0;
        border-radius: var(--round);
        background: var(--sunk);
        accent-color: var(--live);
        appearance: none;
      }
      progress::-webkit-progress-bar {
        border-radius: var(--round);
        background: var(--sunk);
      }
      progress::-webkit-progress-value {
        border-radius: var(--round);
        background: var(--live);
      }
      progress::-moz-progress-bar {
        border-radius: var(--round);
        background: var(--live);
      }
      /* Its poster fills the end of the card. */
      :host([lead][pictured]) {
        grid-template-columns: 5.5rem minmax(0, 1fr) 36%;
        min-height: 13rem;
        align-items: start;
      }
      :host([lead][pictured]) .tile {
        position: absolute;
        inset-block: 0;
        inset-inline-end: 0;
        width: 36%;
        aspect-ratio: auto;
        border-radius: 0;
      }
      @media (max-width: 44rem) {
        :host([lead]) .when {
          padding: 0;
        }
        :host([tiled]) {
          grid-template-columns: 3.25rem minmax(0, 1fr);
        }
        .tile {
          grid-row: 1 / span 2;
          align-self: start;
          width: 3.25rem;
        }
        :host([lead][pictured]) {
          grid-template: auto 1fr / minmax(0, 1fr) 34%;
          min-height: 10rem;
        }
        :host([lead]) :is(.when, .main) {
          grid-column: 1;
        }
        :host,
        :host([lead]) {
          padding: var(--space-3) var(--space-4);
        }
        :host(:not([tiled], [pictured])) {
          grid-template-columns: minmax(0, 1fr);
        }
        .when {
          display: flex;
          flex-wrap: wrap;
          gap: 0 0.35em;
        }
        .start {
          font-size: inherit;
        }
        .end::before {
          content: '– ';
        }
        .date::after {
          content: ', ';
        }
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) category: Category | undefined = undefined;
  @property({ attribute: false }) day = '';
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) now: Date | null = null;
  @property({ attribute: false }) moreDates = 0;
  @property({ type: Boolean, reflect: true }) fresh = false;
  @property({ type: Boolean, reflect: true }) sending = false;
  @property({ type: Boolean, reflect: true }) lead = false;
  @property({ type: Boolean, reflect: true }) tiled = false;

  protected override willUpdate(): void {
    const { event, now } = this;
    this.toggleAttribute('over', now !== null && !this.sending && this.day <= this.today && isOver(event, now));
    this.toggleAttribute('pictured', event.picture !== null);
    this.toggleAttribute('waiting', this.sending || event.status === 'pending');
  }

  /** Listed under a later day, it shows the day on which it began. */
  #startText(): string {
    const { start } = this.event;
    return this.day === '' || dayOf(start) === this.day
      ? formatStart(this.event)
      : `Since ${formatShortDay(start, this.today)}`;
  }

  /** “Main hall · guest Lena”. */
  #aboutText(): string {
    const { event } = this;
    const parts = [
      event.place,
      this.sending ? null : formatViewerTime(event),
      formatAuthor(event.author),
      event.series === null ? null : 'repeats',
    ];
    return parts.filter((part) => part !== null).join(' · ');
  }

  /** The states of the event, each in a word. */
  #pills(): unknown[] {
    const { event, now } = this;
    const counts = now !== null && !event.cancelled && !this.sending;
    const soon = counts ? formatSoon(event, now) : null;
    return [
      event.cancelled ? pill('off', 'Cancelled') : nothing,
      counts && isRunning(event, now) ? pill('now', 'Now') : soon === null ? nothing : pill('soon', soon),
      this.fresh && !this.sending ? pill('new', 'New') : nothing,
      event.pinned ? pill('pinned', 'Pinned') : nothing,
      this.sending
        ? pill('wait', 'Sending…')
        : event.status === 'live'
          ? nothing
          : pill('wait', formatStatus(event.status)),
    ];
  }

  /** The button goes away, so the focus moves to its event. */
  #unfold = (): void => {
    this.renderRoot.querySelector('a')?.focus();
    this.dispatchEvent(
      new CustomEvent('series-unfold', { detail: this.event.series?.id, bubbles: true, composed: true }),
    );
  };

  override render(): TemplateResult {
    const { event, category } = this;
    const cancelled = event.cancelled ? 'cancelled' : '';
    const end = formatEndTime(event, this.today);
    return html`
      <div class="when">
        ${this.#renderDate()}<span class="start ${cancelled}">${this.#startText()}</span
        >${end === null ? nothing : html`<span class="end"><span class="visually-hidden">until </span>${end}</span>`}
      </div>
      ${this.#hasTile() ? eventTile(event, category, this.lead && event.picture !== null ? pictureSources(event.picture.id) : '') : nothing}
      <div class="main">
        <h3 class="name">
          <span class=${cancelled}
            >${this.sending || event.id === '' ? event.name : html`<a href="/events/${event.id}">${event.name}</a>`}</span
          >${this.#pills()}
        </h3>
        <p class="about">
          ${category === undefined ? nothing : html`${categoryLabel(category)} · `}${this.#aboutText()}${this.#renderMoreDates()}
        </p>
        ${this.lead ? this.#renderLead() : nothing}
      </div>
    `;
  }

  #hasTile(): boolean {
    return this.lead ? this.event.picture !== null : this.tiled;
  }

  #renderLead(): TemplateResult {
    const { event, now } = this;
    const begin = Date.parse(event.startsAt);
    return html`
      ${event.details === null ? nothing : html`<p class="details">${event.details}</p>`}
      ${now !== null && isRunning(event, now) ? html`<progress aria-label="How much of it is over" max=${Date.parse(event.endsAt) - begin} value=${now.getTime() - begin}></progress>` : nothing}
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
