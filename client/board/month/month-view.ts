import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { daysBetween } from '../../../shared/days.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { DrawView } from '../drawn-board.ts';
import { askLink } from '../calendar/add-link.ts';
import { calendarHead } from '../calendar/calendar-head.ts';
import { CalendarView } from '../calendar/calendar-view.ts';
import { renderDayPanel } from '../calendar/day-panel.ts';
import { byDay, eventsBetween, type DatedEvent } from '../calendar/events-by-day.ts';
import { Media } from '../../ui/media.ts';
import { directionOf } from '../../ui/reading-key.ts';
import { formatFullDay, formatMonth } from '../../words/format.ts';
import { weekdayNames } from '../../words/month-format.ts';
import { isWeekend } from '../../words/week-format.ts';
import { weekStart } from '../../words/week-start.ts';
import { addMonths, lastDayOf, weeksOf } from './month-grid.ts';
import { dayReached } from './month-keys.ts';
import { monthViewStyles } from './month-view.styles.ts';
import { renderEvents, renderMarks, type Choice } from './month-day.ts';
import { layWeek } from './month-week.ts';
import '../day-group.ts';

type EventsByDay = ReadonlyMap<string, readonly DatedEvent[]>;

/** Wide enough for the chosen day beside the month. */
const wideScreen = '(min-width: 1180px)';

/**
 * A month by weeks, with bars for events of several days. Phones show marks, and below the month the events of the chosen
 * day; wide screens show these beside the month. Arrow keys move from day to day, Page Up and Page Down from month to month.
 *
 * @property board what to draw; its selection says which month
 * @attribute beside whether it stands beside the list, which has the events of the days
 */
@customElement('month-view')
export class MonthView extends CalendarView {
  static override styles = monthViewStyles;

  @property({ type: Boolean, reflect: true }) beside = false;
  /** The day whose events are below or beside the month; '' for the default. */
  @state() private chosen = '';
  readonly #wide = new Media(this, wideScreen);
  /** The month that was drawn last. */
  #was = '';

  get #hasPanel(): boolean {
    return this.#wide.matches && !this.beside;
  }

  get #month(): string {
    return this.board.selection.month ?? this.board.today.slice(0, 7);
  }

  protected override willUpdate(): void {
    if (this.#was !== this.#month && !this.shows(this.chosen)) this.chosen = '';
    this.#was = this.#month;
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
    const to = from === undefined ? null : dayReached(event, from, weekStart(), directionOf(this));
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
    const all = eventsBetween(agenda, from, to);
    const events = byDay(all, from, to);
    const chosen = this.chosen || this.#suggested(events);
    const isEmpty = ![...events.keys()].some((day) => this.shows(day));
    return html`
      ${calendarHead({
        title: formatMonth(month),
        unit: 'month',
        step: (by) => this.goTo(`${addMonths(month, by)}-01`),
        goToday: this.#goToday,
        goToDate: (day) => {
          this.chosen = day;
          this.goTo(day);
        },
      })}
      <table class="card" aria-labelledby="title" .style=${`--weeks: ${weeks.length};`} @keydown=${this.#takeKey}>
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
                ${this.#renderWeek(days, all, events, chosen)}
              </tr>`,
          )}
        </tbody>
      </table>
      ${chosen === '' ? nothing : this.#renderChosen(chosen, eventsOn(events, chosen))}
      ${isEmpty ? html`<p class="quiet">No events in this month.</p>` : nothing}
      ${month < today.slice(0, 7) ? html`<p class="quiet">Events that ended long ago are archived. <a href=${this.listOf({ from: `${month}-01`, to: lastDayOf(month), archived: 'any' })}>Search the archive for this month</a></p>` : nothing}
    `;
  }

  #renderWeek(
    days: readonly string[],
    all: readonly DatedEvent[],
    events: EventsByDay,
    chosen: string,
  ): TemplateResult[] {
    const { board } = this;
    const choiceOf = (day: string): Choice => ({
      isChosen: day === chosen,
      choose: () => {
        this.chosen = day;
      },
    });
    const drawn = this.narrow.matches
      ? days.map((day) =>
          renderMarks({ day, events: eventsOn(events, day), look: board, isToday: day === board.today }, choiceOf(day)),
        )
      : layWeek(days, all).map((at) =>
          renderEvents(
            {
              ...at,
              look: board,
              newEvent: board.newEvent,
              monday: days[0]!,
              isToday: at.day === board.today,
              address: this.dayList(at.day),
            },
            this.#hasPanel ? choiceOf(at.day) : null,
          ),
        );
    return days.map((day, column) => html`<td class=${this.#classesOf(day, day === chosen)}>${drawn[column]!}</td>`);
  }

  #classesOf(day: string, isChosen: boolean): string {
    return [
      this.shows(day) ? '' : 'outside',
      day === this.board.today ? 'today' : '',
      isWeekend(day) ? 'weekend' : '',
      isChosen && this.#hasPanel ? 'chosen' : '',
      this.board.newEvent === null ? '' : 'open',
    ].join(' ');
  }

  /** On a phone below the month, on a wide screen beside it. */
  #renderChosen(day: string, events: readonly BoardEvent[]): TemplateResult | typeof nothing {
    const { today, categories, fresh, sending, now, newEvent } = this.board;
    if (this.#hasPanel)
      return html`<aside class="side" aria-label="The chosen day">
        ${renderDayPanel(day, today, events, this.board)} ${askLink(newEvent, day)}
      </aside>`;
    if (!this.narrow.matches) return nothing;
    if (events.length === 0)
      return html`<p class="quiet">No events on ${formatFullDay(day)}.</p>
        ${askLink(newEvent, day)}`;
    return html`<day-group
        .day=${day}
        .today=${today}
        .events=${events}
        .categories=${categories}
        .fresh=${fresh}
        .sending=${sending}
        .now=${Math.abs(daysBetween(today, day)) <= 1 ? now : null}
      ></day-group>
      ${askLink(newEvent, day)}`;
  }
}

function eventsOn(events: EventsByDay, day: string): BoardEvent[] {
  return (events.get(day) ?? []).map(({ event }) => event);
}

export const drawView: DrawView = (board) => html`<month-view .board=${board}></month-view>`;

declare global {
  interface HTMLElementTagNameMap {
    'month-view': MonthView;
  }
}
