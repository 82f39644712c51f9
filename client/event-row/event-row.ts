import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf } from '../../shared/local-time.ts';
import { categoryLabel } from '../ui/category-label.ts';
import { pictureSources } from '../../shared/picture-address.ts';
import { pill } from '../ui/pill.ts';
import { eventRowStyles } from './event-row.styles.ts';
import { eventTile } from './event-tile.ts';
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
  static override styles = eventRowStyles;

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
