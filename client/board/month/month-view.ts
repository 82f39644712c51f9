import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { daysBetween } from '../../../shared/days.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { DrawView } from '../drawn-board.ts';
import { calendarHead } from '../calendar/calendar-head.ts';
import { CalendarView } from '../calendar/calendar-view.ts';
import { byDay, eventsBetween } from '../calendar/events-by-day.ts';
import { formatFullDay, formatMonth } from '../../words/format.ts';
import { weekdayNames } from '../../words/month-format.ts';
import { weekStart } from '../../words/week-start.ts';
import { addMonths, lastDayOf, weeksOf } from './month-grid.ts';
import { dayReached } from './month-keys.ts';
import { monthViewStyles } from './month-view.styles.ts';
import { renderEvents, renderMarks, type DayLook } from './month-day.ts';
import '../day-group.ts';

/**
 * A month by weeks. Wide screens show each day's events; phones show marks, and below the month the events of the
 * chosen day. Arrow keys move from day to day, Page Up and Page Down from month to month.
 *
 * @property board what to draw; its selection says which month
 */
@customElement('month-view')
export class MonthView extends CalendarView {
  static override styles = monthViewStyles;

  /** The day whose events are below the month; '' for the default. */
  @state() private chosen = '';

  get #month(): string {
    return this.board.selection.month ?? this.board.today.slice(0, 7);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (!this.shows(this.chosen)) this.chosen = '';
  }

  protected override shows(day: string): boolean {
    return day.startsWith(this.#month);
  }

  protected override goTo(day: string): void {
    const { today, selection, show } = this.board;
    const month = day.slice(0, 7);
    show({ ...selection, month: today.startsWith(month) ? undefined : month });
  }

  /** Today; in another month the first day with events, if there is one. */
  #suggested(events: ReadonlyMap<string, unknown>): string {
    const { today } = this.board;
    if (this.shows(today)) return today;
    return [...events.keys()].filter((day) => this.shows(day)).sort()[0] ?? '';
  }

  #takeKey = (event: KeyboardEvent): void => {
    const from = (event.target as HTMLElement).dataset.day;
    const to = from === undefined ? null : dayReached(event, from, weekStart());
    if (to === null) return;
    event.preventDefault();
    const inReach = this.elementOf(to);
    // A key for months changes the month even if the day is visible.
    if (inReach !== null && (this.shows(to) || !event.key.startsWith('Page'))) return inReach.focus();
    this.goAndFocus(to);
  };

  #goToday = (): void => {
    this.chosen = '';
    this.goTo(this.board.today);
  };

  override render(): TemplateResult {
    const { agenda, today } = this.board;
    const month = this.#month;
    const first = weekStart();
    const weeks = weeksOf(month, first);
    const [from, to] = [weeks[0]![0]!, weeks.at(-1)![6]!];
    const events = byDay(eventsBetween(agenda, from, to), from, to);
    const chosen = this.chosen || this.#suggested(events);
    const eventsOf = (day: string): BoardEvent[] => (events.get(day) ?? []).map(({ event }) => event);
    const isEmpty = ![...events.keys()].some((day) => this.shows(day));
    return html`
      ${calendarHead({
        title: formatMonth(month),
        unit: 'month',
        step: (by) => this.goTo(`${addMonths(month, by)}-01`),
        goToday: this.#goToday,
      })}
      <table class="card" aria-labelledby="title" @keydown=${this.#takeKey}>
        <thead>
          <tr>
            ${weekdayNames(first).map(
              ({ long, short, narrow }) =>
                html` <th scope="col">
                  <span aria-hidden="true">${this.narrow.matches ? narrow : short}</span
                  ><span class="visually-hidden">${long}</span>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (days) =>
              html`<tr>
                ${days.map((day) => this.#renderDay(day, eventsOf(day), chosen))}
              </tr>`,
          )}
        </tbody>
      </table>
      ${this.narrow.matches && chosen !== '' ? this.#renderChosen(chosen, eventsOf(chosen)) : nothing}
      ${isEmpty ? html`<p class="quiet">No events in this month.</p>` : nothing}
      ${month < today.slice(0, 7) ? html`<p class="quiet">Events that ended long ago are archived. <a href=${this.listOf({ from: `${month}-01`, to: lastDayOf(month), archived: 'any' })}>Search the archive for this month</a></p>` : nothing}
    `;
  }

  #renderDay(day: string, events: readonly BoardEvent[], chosen: string): TemplateResult {
    const { categories, fresh, sending, now, today } = this.board;
    const isToday = day === today;
    const look: DayLook = { day, events, categories, fresh, sending, now, isToday, address: this.dayList(day) };
    return html`<td class="${this.shows(day) ? '' : 'outside'} ${isToday ? 'today' : ''}">
      ${
        this.narrow.matches
          ? renderMarks(look, day === chosen, () => {
              this.chosen = day;
            })
          : renderEvents(look)
      }
    </td>`;
  }

  #renderChosen(day: string, events: readonly BoardEvent[]): TemplateResult {
    if (events.length === 0) return html`<p class="quiet">No events on ${formatFullDay(day)}.</p>`;
    const { today, categories, fresh, sending, now } = this.board;
    return html`<day-group
      .day=${day}
      .today=${today}
      .events=${events}
      .categories=${categories}
      .fresh=${fresh}
      .sending=${sending}
      .now=${Math.abs(daysBetween(today, day)) <= 1 ? now : null}
    ></day-group>`;
  }
}

export const drawView: DrawView = (board) => html`<month-view .board=${board}></month-view>`;

declare global {
  interface HTMLElementTagNameMap {
    'month-view': MonthView;
  }
}
