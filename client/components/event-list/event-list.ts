import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Agenda, AgendaDay } from '../../state/agenda.ts';
import { formatCount } from '../../state/format.ts';
import { controls } from '../../styles/controls.ts';
import '../day-group/day-group.ts';

/**
 * The agenda: upcoming days, and the past ones folded away.
 *
 * @property agenda the days
 * @property today today's date on the board
 * @property fresh ids of events that have just appeared
 * @property sending ids of one's own posts that are on their way
 * @property now the present moment
 * @property loading shows rows in outline
 * @property filtered whether this is a selection: the past is then part of what was looked for
 */
@customElement('event-list')
export class EventList extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 1.6rem;
      }
      day-group {
        /* A year of days costs nothing until it is scrolled to. */
        content-visibility: auto;
        contain-intrinsic-size: auto 12rem;
      }
      .empty {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
        padding: var(--space-5);
        color: var(--ink-quiet);
      }
      .empty strong {
        font-size: var(--text-4);
        color: var(--ink);
      }
      details {
        border-top: 1px solid var(--line);
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        color: var(--ink-quiet);
        font-weight: 600;
        cursor: pointer;
      }
      .past {
        display: grid;
        gap: 1.6rem;
        padding: var(--space-3) 0 var(--space-4);
      }
      .outline {
        display: grid;
        grid-template-columns: 5rem minmax(0, 1fr);
        gap: var(--space-3);
      }
      .outline .card {
        height: 9.5rem;
        background: linear-gradient(100deg, var(--card) 40%, var(--field) 50%, var(--card) 60%) 0 0 / 300% 100%;
        animation: sweep 1.8s linear infinite;
      }
      .outline .day {
        justify-self: center;
        width: 3rem;
        height: 3rem;
        border-radius: 0.75rem;
        background: var(--line);
      }
      @keyframes sweep {
        from {
          background-position: 100% 0;
        }
        to {
          background-position: -50% 0;
        }
      }
      @media (max-width: 44rem) {
        .outline {
          grid-template-columns: minmax(0, 1fr);
        }
        .outline .day {
          justify-self: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) agenda: Agenda = { upcoming: [], past: [] };
  @property() today = '';
  @property({ attribute: false }) fresh: ReadonlySet<string> = new Set();
  @property({ attribute: false }) sending: ReadonlySet<string> = new Set();
  @property({ attribute: false }) now = new Date();
  @property({ type: Boolean }) loading = false;
  @property({ type: Boolean }) filtered = false;

  override render(): TemplateResult {
    if (this.loading) return this.#renderOutline();
    const { upcoming, past } = this.agenda;
    return html`
      ${upcoming.length === 0 ? this.#renderEmpty() : repeat(upcoming, ({ day }) => day, (day) => this.#renderDay(day))}
      ${past.length === 0 ? nothing : this.#renderPast(past)}
    `;
  }

  #renderDay({ day, events }: AgendaDay): TemplateResult {
    return html`<day-group
      .day=${day} .events=${events} ?today=${day === this.today} ?undated=${day === ''}
      .fresh=${this.fresh} .sending=${this.sending} .now=${this.now}
    ></day-group>`;
  }

  #renderPast(past: readonly AgendaDay[]): TemplateResult {
    const count = past.reduce((sum, { events }) => sum + events.length, 0);
    return html`
      <details ?open=${this.filtered}>
        <summary>${formatCount(count)} past ${count === 1 ? 'event' : 'events'}</summary>
        <div class="past">${repeat(past, ({ day }) => day, (day) => this.#renderDay(day))}</div>
      </details>
    `;
  }

  #renderEmpty(): TemplateResult | typeof nothing {
    if (this.filtered) {
      if (this.agenda.past.length > 0) return nothing;
      return html`<div class="card empty"><strong>Nothing found.</strong><span>Try fewer words, or other days.</span></div>`;
    }
    return html`<div class="card empty"><strong>Nothing planned yet.</strong><span>Post the first event.</span></div>`;
  }

  #renderOutline(): TemplateResult {
    return html`
      <p class="visually-hidden" role="status">Loading the events</p>
      ${[1, 2, 3].map(() => html`<div class="outline" aria-hidden="true"><div class="day"></div><div class="card"></div></div>`)}
    `;
  }
}
