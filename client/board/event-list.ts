import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Category } from '../../shared/category.ts';
import { daysBetween } from '../../shared/days.ts';
import { countEvents, emptyAgenda, firstEvents, leadOf, type Agenda, type AgendaGroup } from './agenda.ts';
import { formatCount, formatMonth } from '../words/format.ts';
import { controls } from '../ui/styles/controls.ts';
import { disclosure } from '../ui/styles/disclosure.ts';
import './day-group.ts';

/** How many events are drawn at first. */
const portion = 60;
/** How many more are drawn near the end of the list: one task, which has to be short on a slow phone. */
const step = 8;
const noIds: ReadonlySet<string> = new Set();

/**
 * The agenda: upcoming days, and past days folded. Only as much is drawn as has been scrolled to.
 *
 * @property agenda the days
 * @property categories the board's categories
 * @property today today's date on the board
 * @property fresh ids of events that have just appeared
 * @property sending ids of this person's posts that are being sent
 * @property now the current time
 * @attribute open whether the past is unfolded at first
 * @attribute lead whether the event that runs now, or comes next, weighs most
 * @property shown how many events are drawn; null for the default
 * @fires shown-change with the number of events to draw
 */
@customElement('event-list')
export class EventList extends LitElement {
  static override styles = [
    controls,
    disclosure,
    css`
      :host,
      .past {
        display: grid;
        /* A day out of sight keeps its old width and would keep a narrower page too wide. */
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      day-group {
        /* Days out of sight cost no layout. */
        content-visibility: auto;
        contain-intrinsic-size: auto 10rem;
        /* Room for shadows, which it would cut off. */
        margin: 0 -0.75rem -0.75rem;
        padding: 0 0.75rem 0.75rem;
      }
      /* Whose days these are, also after a long way down. */
      .month {
        position: sticky;
        top: 0;
        z-index: 1;
        margin-bottom: calc(-1 * var(--space-3));
        padding-block: var(--space-2);
        background: var(--paper);
        color: var(--ink-quiet);
        font-weight: 700;
      }
      @media print {
        .month {
          position: static;
        }
        day-group {
          content-visibility: visible;
          break-inside: avoid;
        }
        details:not([open]) {
          display: none;
        }
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        width: fit-content;
        min-height: var(--target);
        color: var(--ink-quiet);
        font-size: var(--text-3);
        font-weight: 600;
        list-style: none;
        cursor: pointer;
      }
      summary:hover {
        color: var(--ink);
      }
      .past {
        padding-top: var(--space-3);
      }
      .more {
        justify-self: center;
      }
    `,
  ];

  @property({ attribute: false }) agenda: Agenda = emptyAgenda;
  @property({ attribute: false }) categories: readonly Category[] = [];
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) fresh: ReadonlySet<string> = noIds;
  @property({ attribute: false }) sending: ReadonlySet<string> = noIds;
  @property({ attribute: false }) now = new Date();
  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) lead = false;
  @property({ attribute: false }) shown: number | null = null;
  @state() private pastOpen = false;
  @query('.more') private more!: HTMLElement | null;
  readonly #nearEnd = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#showMore();
    },
    { rootMargin: '1500px' },
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#nearEnd.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open')) this.pastOpen = this.open;
  }

  protected override updated(): void {
    this.#nearEnd.disconnect();
    if (this.more !== null) this.#nearEnd.observe(this.more);
  }

  /** Scrolls to an event, if it is drawn. */
  async reveal(id: string): Promise<void> {
    await this.updateComplete;
    for (const group of this.renderRoot.querySelectorAll('day-group')) {
      if (!group.events.some((event) => event.id === id)) continue;
      await group.updateComplete;
      group.rowOf(id)?.scrollIntoView({ block: 'center' });
    }
  }

  /** Today, yesterday and tomorrow: an event's zone can differ from the board's. */
  #dependsOnNow(day: string): boolean {
    return day === '' || Math.abs(daysBetween(this.today, day)) <= 1;
  }

  #togglePast = (event: Event): void => {
    this.pastOpen = (event.target as HTMLDetailsElement).open;
  };

  #showMore = (): void => {
    this.dispatchEvent(new CustomEvent('shown-change', { detail: (this.shown ?? portion) + step }));
  };

  override render(): TemplateResult {
    const { upcoming, past } = this.agenda;
    const shown = this.shown ?? portion;
    const upcomingCount = countEvents(upcoming);
    const pastCount = countEvents(past);
    const drawn = Math.min(shown, upcomingCount + (this.pastOpen ? pastCount : 0));
    const left = upcomingCount + (this.pastOpen ? pastCount : 0) - drawn;
    return html`
      ${this.#renderGroups(firstEvents(upcoming, shown), this.today)}
      ${
        past.length === 0 || upcomingCount > shown
          ? nothing
          : html`
              <details ?open=${this.pastOpen} @toggle=${this.#togglePast}>
                <summary>${formatCount(pastCount)} past ${pastCount === 1 ? 'event' : 'events'}</summary>
                <div class="past">
                  ${this.pastOpen ? this.#renderGroups(firstEvents(past, shown - upcomingCount), '') : nothing}
                </div>
              </details>
            `
      }
      ${left === 0 ? nothing : html`<button type="button" class="button more" @click=${this.#showMore}>Show more (${formatCount(left)} left)</button>`}
    `;
  }

  /** A month is named where it begins, unless it is that of `before`. */
  #renderGroups(groups: readonly AgendaGroup[], before: string): unknown {
    const named = new Set([before.slice(0, 7), '']);
    const lead = this.lead ? leadOf(this.agenda, this.now, this.today) : '';
    return repeat(
      groups,
      ({ day }) => day,
      ({ day, events, moreDates, pinned }) => {
        const concerned = (ids: ReadonlySet<string>): ReadonlySet<string> =>
          ids.size > 0 && events.some(({ id }) => ids.has(id)) ? ids : noIds;
        const month = day.slice(0, 7);
        const isNamed = named.has(month);
        named.add(month);
        return html`${isNamed ? nothing : html`<p class="month">${formatMonth(month)}</p>`}<day-group
            .day=${day}
            .today=${this.today}
            .events=${events}
            ?pinned=${pinned === true}
            .moreDates=${moreDates}
            .fresh=${concerned(this.fresh)}
            .sending=${concerned(this.sending)}
            .lead=${lead}
            .categories=${this.categories}
            .now=${this.#dependsOnNow(day) ? this.now : null}
          ></day-group>`;
      },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'event-list': EventList;
  }
}
