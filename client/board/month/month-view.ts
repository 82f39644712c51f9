import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Category } from '../../../shared/category.ts';
import { daysBetween } from '../../../shared/days.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { emptyAgenda, type Agenda } from '../agenda.ts';
import type { DrawView } from '../board-views.ts';
import { formatFullDay } from '../../words/format.ts';
import { Media, narrowScreen } from '../../ui/media.ts';
import { addMonths, eventsByDay, lastDayOf, weeksOf } from './month-grid.ts';
import { formatMonth, weekdayNames } from '../../words/month-format.ts';
import { dayReached } from './month-keys.ts';
import { writeSelection, type BoardSelection } from '../selection.ts';
import { weekStart } from '../../words/week-start.ts';
import { monthViewStyles } from './month-view.styles.ts';
import { renderEvents, renderMarks, type DayLook } from './month-day.ts';
import '../day-group.ts';

const noIds: ReadonlySet<string> = new Set();

/**
 * A month by weeks. Wide screens show each day's events; phones show marks, and below the month the events of the
 * chosen day. Arrow keys move from day to day, Page Up and Page Down from month to month.
 *
 * @property agenda the events of the board, with all dates of repeating ones
 * @property categories the board's categories
 * @property month the month, `2026-12`
 * @property today today's date on the board
 * @property now the current time
 * @property fresh ids of events that have just appeared
 * @property sending ids of this person's posts that are being sent
 * @property selection the rest of the selection, which the list of a day keeps
 * @fires month-change with the month to show instead
 */
@customElement('month-view')
export class MonthView extends LitElement {
  static override styles = monthViewStyles;

  @property({ attribute: false }) agenda: Agenda = emptyAgenda;
  @property({ attribute: false }) categories: readonly Category[] = [];
  @property({ attribute: false }) month = '';
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) now = new Date();
  @property({ attribute: false }) fresh: ReadonlySet<string> = noIds;
  @property({ attribute: false }) sending: ReadonlySet<string> = noIds;
  @property({ attribute: false }) selection: BoardSelection = {};
  /** The day whose events are below the month; '' for the default. */
  @state() private chosen = '';
  readonly #narrow = new Media(this, narrowScreen);
  /** The day to focus once its month is drawn. */
  #toFocus = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('month') && !this.chosen.startsWith(this.month)) this.chosen = '';
  }

  protected override updated(): void {
    if (this.#toFocus === '' || !this.#toFocus.startsWith(this.month)) return;
    this.#dayElement(this.#toFocus)?.focus();
    this.#toFocus = '';
  }

  /** Today; in another month the first day with events, if there is one. */
  #suggested(events: ReadonlyMap<string, unknown>): string {
    if (this.today.startsWith(this.month)) return this.today;
    return [...events.keys()].filter((day) => day.startsWith(this.month)).sort()[0] ?? '';
  }

  /** The address of this selection as a list. */
  #addressOf(days: BoardSelection): string {
    const { q, name, author, category } = this.selection;
    return `?${writeSelection({ q, name, author, category, ...days }).toString()}`;
  }

  #dayElement(day: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-day="${day}"]`);
  }

  #takeKey = (event: KeyboardEvent): void => {
    const from = (event.target as HTMLElement).dataset.day;
    const to = from === undefined ? null : dayReached(event, from, weekStart());
    if (to === null) return;
    event.preventDefault();
    const inReach = this.#dayElement(to);
    // A key for months changes the month even if the day is visible.
    if (inReach !== null && (to.startsWith(this.month) || !event.key.startsWith('Page'))) return inReach.focus();
    this.#toFocus = to;
    this.#go(to.slice(0, 7));
  };

  #goToday = (): void => {
    this.chosen = '';
    this.#go(this.today.slice(0, 7));
  };

  #go(month: string): void {
    this.dispatchEvent(new CustomEvent('month-change', { detail: month }));
  }

  override render(): TemplateResult {
    const { month, today } = this;
    const first = weekStart();
    const weeks = weeksOf(month, first);
    const events = eventsByDay(this.agenda, weeks[0]![0]!, weeks.at(-1)![6]!);
    const chosen = this.chosen || this.#suggested(events);
    const isEmpty = ![...events.keys()].some((day) => day.startsWith(month));
    return html`
      <div class="head">
        <h2 id="month" aria-live="polite">${formatMonth(month)}</h2>
        <div class="steps">
          <button
            type="button"
            class="button step back"
            aria-label="Previous month"
            @click=${() => this.#go(addMonths(month, -1))}
          ></button>
          <button type="button" class="button" @click=${this.#goToday}>Today</button>
          <button
            type="button"
            class="button step"
            aria-label="Next month"
            @click=${() => this.#go(addMonths(month, 1))}
          ></button>
        </div>
      </div>
      <table class="card" aria-labelledby="month" @keydown=${this.#takeKey}>
        <thead>
          <tr>
            ${weekdayNames(first).map(
              ({ long, short, narrow }) =>
                html` <th scope="col">
                  <span aria-hidden="true">${this.#narrow.matches ? narrow : short}</span
                  ><span class="visually-hidden">${long}</span>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (days) =>
              html`<tr>
                ${days.map((day) => this.#renderDay(day, events.get(day) ?? [], chosen))}
              </tr>`,
          )}
        </tbody>
      </table>
      ${this.#narrow.matches && chosen !== '' ? this.#renderChosen(chosen, events.get(chosen) ?? []) : nothing}
      ${isEmpty ? html`<p class="quiet">No events in this month.</p>` : nothing}
      ${month < today.slice(0, 7) ? html`<p class="quiet">Events that ended long ago are archived. <a href=${this.#addressOf({ from: `${month}-01`, to: lastDayOf(month), archived: 'any' })}>Search the archive for this month</a></p>` : nothing}
    `;
  }

  #renderDay(day: string, events: readonly BoardEvent[], chosen: string): TemplateResult {
    const look: DayLook = {
      day,
      events,
      categories: this.categories,
      fresh: this.fresh,
      sending: this.sending,
      now: this.now,
      isToday: day === this.today,
      address: this.#addressOf({ from: day, to: day }),
    };
    return html`<td class="${day.startsWith(this.month) ? '' : 'outside'} ${look.isToday ? 'today' : ''}">
      ${
        this.#narrow.matches
          ? renderMarks(look, day === chosen, () => {
              this.chosen = day;
            })
          : renderEvents(look)
      }
    </td>`;
  }

  #renderChosen(day: string, events: readonly BoardEvent[]): TemplateResult {
    if (events.length === 0) return html`<p class="quiet">No events on ${formatFullDay(day)}.</p>`;
    return html`<day-group
      .day=${day}
      .today=${this.today}
      .events=${events}
      .categories=${this.categories}
      .fresh=${this.fresh}
      .sending=${this.sending}
      .now=${Math.abs(daysBetween(this.today, day)) <= 1 ? this.now : null}
    ></day-group>`;
  }
}

export const drawView: DrawView = ({ show, ...board }) => {
  const { selection, today } = board;
  return html`<month-view
    .agenda=${board.agenda}
    .categories=${board.categories}
    .month=${selection.month ?? today.slice(0, 7)}
    .today=${today}
    .now=${board.now}
    .fresh=${board.fresh}
    .sending=${board.sending}
    .selection=${selection}
    @month-change=${({ detail: month }: CustomEvent<string>) => show({ ...selection, month: today.startsWith(month) ? undefined : month })}
  ></month-view>`;
};

declare global {
  interface HTMLElementTagNameMap {
    'month-view': MonthView;
  }
}
