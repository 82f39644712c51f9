import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BoardEvent } from '../../../shared/event.ts';
import { formatDay, formatEnd, formatSoon, formatStart, formatViewerTime } from '../../state/format.ts';
import { controls } from '../../styles/controls.ts';

/**
 * The events of one day beside its date, which stays in sight while one scrolls through them.
 *
 * @property day the date, `2026-11-23`; empty for a list without days
 * @property today whether that is today
 * @property events what takes place, in order; a new array where anything has changed
 * @property fresh ids of events that have just appeared
 * @property sending ids of one's own posts that are on their way
 * @property now the present moment, for “in 40 min”
 */
@customElement('day-group')
export class DayGroup extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 5rem minmax(0, 1fr);
        gap: 0 var(--space-3);
      }
      :host([undated]) {
        grid-template-columns: minmax(0, 1fr);
      }
      .date {
        position: sticky;
        top: var(--space-3);
        align-self: start;
        display: grid;
        justify-items: center;
        padding-top: 0.1rem;
        font-size: var(--text-2);
        font-weight: 400;
        line-height: 1.25;
        color: var(--ink-quiet);
        text-align: center;
      }
      .number {
        font-size: var(--text-5);
        font-weight: 800;
        line-height: 1.05;
        color: var(--ink);
      }
      .today {
        font-weight: 700;
        color: var(--accent);
      }
      ol {
        margin: 0;
        padding: 0;
        overflow: clip;
        list-style: none;
      }
      li {
        position: relative;
        display: grid;
        grid-template-columns: 5.75rem minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: baseline;
        padding: 1rem 1.5rem 1.05rem 1.1rem;
        border-top: 1px solid var(--line);
      }
      li:first-child {
        border-top: 0;
      }
      li:has(a:hover) {
        background: color-mix(in oklab, var(--card), var(--accent) 5%);
      }
      .fresh {
        animation: unfold 0.2s ease-out, settle 9s ease-out;
      }
      .sending {
        color: var(--ink-quiet);
      }
      .when {
        color: var(--ink-quiet);
      }
      .what {
        font-size: 1.25rem;
        font-weight: 700;
        line-height: 1.28;
        overflow-wrap: anywhere;
      }
      .what a {
        color: inherit;
        text-decoration: none;
      }
      .what a::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      .what a:focus-visible {
        outline: none;
      }
      .what a:focus-visible::after {
        outline: 3px solid var(--accent);
        outline-offset: -3px;
        border-radius: var(--radius);
      }
      .about {
        margin-top: 0.1rem;
        font-size: var(--text-2);
        color: var(--ink-quiet);
        overflow-wrap: anywhere;
      }
      .cancelled .what,
      .cancelled .when {
        text-decoration: line-through;
        color: var(--ink-quiet);
      }
      .badge {
        display: inline-block;
        margin-left: var(--space-2);
        padding: 0.02rem 0.55rem;
        border: 1.5px solid currentColor;
        border-radius: 999px;
        vertical-align: 0.12em;
        font-size: var(--text-1);
        font-weight: 600;
        color: var(--pinned);
      }
      .soon {
        font-size: var(--text-2);
        font-weight: 700;
        color: var(--accent);
        white-space: nowrap;
      }
      @keyframes unfold {
        from {
          opacity: 0;
          padding-block: 0;
          max-height: 0;
        }
        to {
          max-height: 12rem;
        }
      }
      @keyframes settle {
        from,
        70% {
          background: var(--new);
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
          gap: var(--space-2);
          padding: 0;
        }
        .number {
          order: 1;
          font-size: 1.875rem;
        }
        .today {
          order: 0;
        }
        .weekday {
          order: 0;
        }
        .date:has(.today) .weekday {
          order: 2;
        }
        li {
          grid-template-columns: minmax(0, 1fr) auto;
          padding: 0.85rem 1.05rem 0.9rem;
        }
        .main {
          grid-row: 2;
          grid-column: 1 / -1;
        }
        .when {
          font-size: var(--text-2);
        }
      }
    `,
  ];

  @property() day = '';
  @property({ type: Boolean }) today = false;
  @property({ attribute: false }) events: readonly BoardEvent[] = [];
  @property({ attribute: false }) fresh: ReadonlySet<string> = new Set();
  @property({ attribute: false }) sending: ReadonlySet<string> = new Set();
  @property({ attribute: false }) now = new Date();

  override render(): TemplateResult {
    return html`
      ${this.day === '' ? nothing : this.#renderDate()}
      <ol class="card">
        ${repeat(this.events, (event) => event.id, (event) => this.#renderEvent(event))}
      </ol>
    `;
  }

  #renderDate(): TemplateResult {
    const { weekdayAndMonth, number, full } = formatDay(this.day);
    return html`
      <h2 class="date">
        <span class="visually-hidden">${this.today ? `Today, ${full}` : full}</span>
        ${this.today ? html`<span class="today" aria-hidden="true">Today</span><span class="number" aria-hidden="true">${number}</span><span class="weekday" aria-hidden="true">${weekdayAndMonth}</span>`
          : html`<span class="weekday" aria-hidden="true">${weekdayAndMonth}</span><span class="number" aria-hidden="true">${number}</span>`}
      </h2>
    `;
  }

  #renderEvent(event: BoardEvent): TemplateResult {
    const sending = this.sending.has(event.id);
    const fresh = this.fresh.has(event.id);
    const classes = `${event.cancelled ? 'cancelled' : ''} ${fresh ? 'fresh' : ''} ${sending ? 'sending' : ''}`;
    return html`
      <li class=${classes} data-id=${event.id}>
        <div class="when">${formatStart(event)}</div>
        <div class="main">
          <h3 class="what">
            ${sending ? event.name : html`<a href="/events/${event.id}">${event.name}</a>`}${event.pinned ? html`<span class="badge">Pinned</span>` : nothing}
          </h3>
          <p class="about">${aboutLine(event)}</p>
        </div>
        <div class="soon">${sending ? 'Sending…' : fresh ? 'New' : event.cancelled ? nothing : formatSoon(event, this.now)}</div>
      </li>
    `;
  }
}

/** “Main hall · until 8:00 PM · guest Lena”. */
function aboutLine(event: BoardEvent): string {
  const who = event.author.member ? event.author.name : `guest ${event.author.name}`;
  return [event.place, formatEnd(event), formatViewerTime(event), event.cancelled ? 'cancelled' : null, who].filter((part) => part !== null).join(' · ');
}
