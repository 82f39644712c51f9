import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Category } from '../../shared/category.ts';
import { categoryOf } from '../../shared/category-of.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { formatDay } from '../words/format.ts';
import { icon } from '../ui/icon.ts';
import { controls } from '../ui/styles/controls.ts';
import type { EventRow } from '../event-row/event-row.ts';
import '../event-row/event-row.ts';

/**
 * The events of one day beside its date, which stays in sight while they scroll.
 *
 * @property day the date, `2026-11-23`; '' for a list that is not by day
 * @property today today's date on the board
 * @property events the day's events in order; a new array if anything has changed
 * @property categories the board's categories
 * @property moreDates how many dates of its series are folded behind an event, by its id
 * @property fresh ids of events that have just appeared
 * @property sending ids of this person's posts that are being sent
 * @attribute pinned whether these are the pinned events of all days
 * @property lead the id of the event that runs now or comes next; '' for none
 * @property now the current time, for “in 40 min”; null for a day that does not depend on it
 */
@customElement('day-group')
export class DayGroup extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 5.25rem minmax(0, 1fr);
        gap: 0 var(--space-4);
      }
      .date {
        position: sticky;
        /* Below the name of the month. */
        top: 3rem;
        align-self: start;
        display: grid;
        padding: var(--space-2) 0 0 var(--space-1);
        font-size: var(--text-2);
        font-weight: 400;
        line-height: 1.25;
        color: var(--ink-quiet);
      }
      .number {
        font-size: 3.25rem;
        font-weight: 800;
        line-height: 0.98;
        letter-spacing: -0.045em;
        color: var(--ink);
      }
      .today,
      .today + .number {
        font-weight: 700;
        color: var(--accent-ink);
      }
      .today + .number {
        font-weight: 800;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .undated {
        grid-column: 1 / -1;
      }
      li {
        display: grid;
        grid-template-rows: 1fr;
        grid-template-columns: minmax(0, 1fr);
        border: 1px solid transparent;
        border-top-color: var(--line);
        background: var(--card);
        box-shadow: var(--shadow-small);
        overflow: clip;
      }
      li:first-child,
      .lead,
      .lead + li {
        border-top-color: transparent;
        border-start-start-radius: var(--radius);
        border-start-end-radius: var(--radius);
      }
      li:last-child,
      .lead,
      li:has(+ .lead) {
        border-end-start-radius: var(--radius);
        border-end-end-radius: var(--radius);
      }
      .lead {
        box-shadow: var(--shadow-large);
      }
      .lead:not(:last-child) {
        margin-bottom: var(--space-3);
      }
      li + .lead {
        margin-top: var(--space-3);
      }
      .unfolds {
        animation: unfold 0.22s ease-out;
      }
      .unfolds event-row {
        min-height: 0;
        overflow: clip;
      }
      @keyframes unfold {
        from {
          grid-template-rows: 0fr;
          opacity: 0;
        }
      }
      /* There each line has a ground of its own, which would cut off the one above. */
      @media (forced-colors: active) {
        .number {
          line-height: 1.25;
        }
      }
      @media (max-width: 44rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          gap: var(--space-2);
        }
        .date {
          position: static;
          display: flex;
          align-items: baseline;
          gap: 0.6rem;
          padding: 0 var(--space-1);
        }
        .number {
          order: -1;
          font-size: 2.1rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) day = '';
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) events: readonly BoardEvent[] = [];
  @property({ attribute: false }) categories: readonly Category[] = [];
  @property({ attribute: false }) moreDates: ReadonlyMap<string, number> | undefined;
  @property({ attribute: false }) fresh: ReadonlySet<string> = new Set();
  @property({ attribute: false }) sending: ReadonlySet<string> = new Set();
  @property({ type: Boolean }) pinned = false;
  @property({ attribute: false }) lead = '';
  @property({ attribute: false }) now: Date | null = null;
  /** The rows at the last rendering: only later ones unfold. */
  #drawn: ReadonlySet<string> = new Set();
  /** Rows that unfold. They keep the class while they are fresh: without it their motion would stop halfway. */
  readonly #unfolding = new Set<string>();

  protected override willUpdate(): void {
    for (const id of this.#unfolding) if (!this.#isNew(id)) this.#unfolding.delete(id);
    for (const { id } of this.events) if (this.#isNew(id) && !this.#drawn.has(id)) this.#unfolding.add(id);
  }

  protected override updated(): void {
    this.#drawn = new Set(this.events.map(({ id }) => id));
  }

  rowOf(id: string): EventRow | undefined {
    return [...this.renderRoot.querySelectorAll('event-row')].find(({ event }) => event.id === id);
  }

  #isNew(id: string): boolean {
    return this.fresh.has(id) || this.sending.has(id);
  }

  override render(): TemplateResult {
    const tiled = this.categories.length > 0 || this.events.some(({ picture }) => picture !== null);
    return html`
      ${this.#renderHeading()}
      <ol class=${this.day === '' && !this.pinned ? 'undated' : ''}>
        ${repeat(
          this.events,
          (event) => event.id,
          (event) => this.#renderEvent(event, tiled),
        )}
      </ol>
    `;
  }

  #renderHeading(): TemplateResult | typeof nothing {
    if (this.pinned) return html`<h2 class="date"><span class="today">${icon('pin')} Pinned</span></h2>`;
    return this.day === '' ? nothing : this.#renderDate();
  }

  #renderDate(): TemplateResult {
    const { above, number, full } = formatDay(this.day, this.today);
    if (this.day !== this.today) {
      return html`<h2 class="date" aria-label=${full}>
        <span aria-hidden="true">${above}</span><span class="number" aria-hidden="true">${number}</span>
      </h2>`;
    }
    return html`<h2 class="date" aria-label="Today, ${full}">
      <span class="today" aria-hidden="true">Today</span><span class="number" aria-hidden="true">${number}</span
      ><span aria-hidden="true">${above}</span>
    </h2>`;
  }

  #renderEvent(event: BoardEvent, tiled: boolean): TemplateResult {
    const lead = event.id === this.lead;
    return html`<li class="${this.#unfolding.has(event.id) ? 'unfolds' : ''} ${lead ? 'lead' : ''}">
      <event-row
        .event=${event}
        .category=${categoryOf(this.categories, event)}
        .day=${this.day}
        .today=${this.today}
        .now=${this.now}
        .moreDates=${this.moreDates?.get(event.id) ?? 0}
        ?fresh=${this.fresh.has(event.id)}
        ?sending=${this.sending.has(event.id)}
        ?lead=${lead}
        ?tiled=${tiled && !lead}
      ></event-row>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'day-group': DayGroup;
  }
}
