import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { addDays, daysBetween } from '../../../shared/days.ts';
import type { DrawView } from '../drawn-board.ts';
import { askLink } from '../calendar/add-link.ts';
import { calendarHead } from '../calendar/calendar-head.ts';
import { CalendarView } from '../calendar/calendar-view.ts';
import { byDay, eventsBetween, type DatedEvent } from '../calendar/events-by-day.ts';
import { formatFullDay } from '../../words/format.ts';
import { formatWeekday } from '../../words/month-format.ts';
import { formatWeek, weekNumber } from '../../words/week-format.ts';
import { weekStart } from '../../words/week-start.ts';
import { endOfWeek, startOfWeek } from '../../words/weeks.ts';
import { directionOf, readingKey } from '../../ui/reading-key.ts';
import { renderMarks } from '../month/month-day.ts';
import { pointedAt, type Pointed } from './pointed.ts';
import { renderWeek } from './week-grid.ts';
import type { WeekHours } from './week-hours.ts';
import { weekViewStyles } from './week-view.styles.ts';
import '../day-group.ts';

type EventsByDay = ReadonlyMap<string, readonly DatedEvent[]>;

/**
 * A week by hours. Phones show a strip of its days, and below it the events of each. Arrow keys move from day to day, Page
 * Up and Page Down from week to week.
 *
 * @property board what to draw; its selection says which week
 */
@customElement('week-view')
export class WeekView extends CalendarView {
  static override styles = weekViewStyles;

  /** The day that was chosen in the strip; '' for none. */
  @state() private chosen = '';
  /** The hour under the pointer, where a click would start a post. */
  @state() private pointed: Pointed | null = null;

  get #first(): string {
    return startOfWeek(this.board.selection.week ?? this.board.today, weekStart());
  }

  protected override willUpdate(): void {
    if (this.chosen !== '' && !this.shows(this.chosen)) this.chosen = '';
  }

  protected override shows(day: string): boolean {
    return startOfWeek(day, weekStart()) === this.#first;
  }

  protected override goTo(day: string): void {
    const { today, selection, show } = this.board;
    const week = startOfWeek(day, weekStart());
    // The weeks around it must have years of four digits, too.
    if (week < '1000-01-08' || week > '9999-12-18') return;
    show({ ...selection, week: week === startOfWeek(today, weekStart()) ? undefined : week });
  }

  #takeKey = (event: KeyboardEvent): void => {
    const from = (event.target as HTMLElement).dataset.day;
    const move = moves[readingKey(event.key, directionOf(this))];
    if (from === undefined || move === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return;
    event.preventDefault();
    const to = move(from);
    if (this.shows(to)) this.elementOf(to)?.focus();
    else this.goAndFocus(to);
  };

  /** Says the hour under the pointer. A click on an empty part starts a post there; a finger has not pointed before. */
  #point = (event: PointerEvent | MouseEvent, day: string, hours: WeekHours): void => {
    const column = event.currentTarget as HTMLElement;
    const target = event.target as HTMLElement;
    if (target.closest('.pointed') !== null && event.type === 'click') return;
    const isEmpty = event.type !== 'pointerleave' && (target === column || target.closest('.pointed') !== null);
    if (event.type !== 'click' && (event as PointerEvent).pointerType === 'touch') return;
    const { top, height } = column.getBoundingClientRect();
    const now = isEmpty ? pointedAt(day, (event.clientY - top) / height, hours) : null;
    if (now?.day !== this.pointed?.day || now?.minutes !== this.pointed?.minutes) this.pointed = now;
    if (event.type === 'click' && isEmpty)
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.pointed')?.click());
  };

  async #choose(day: string): Promise<void> {
    this.chosen = day;
    await this.updateComplete;
    this.renderRoot.querySelector(`.days > [data-of="${day}"]`)?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }

  override render(): TemplateResult {
    const { agenda, today } = this.board;
    const first = this.#first;
    const last = addDays(first, 6);
    const events = byDay(eventsBetween(agenda, first, last), first, last);
    return html`
      ${calendarHead({
        title: formatWeek(first, today),
        note: weekStart() === 1 ? `week ${weekNumber(first)}` : '',
        unit: 'week',
        step: (by) => this.goTo(addDays(first, 7 * by)),
        goToday: () => this.goTo(today),
        goToDate: (day) => this.goTo(day),
      })}
      <div class="week" role="group" aria-labelledby="title" @keydown=${this.#takeKey}>
        ${this.narrow.matches ? this.#renderStrip(first, events) : renderWeek({ board: this.board, first, events, dayList: (day) => this.dayList(day), pointed: this.pointed, point: this.#point })}
      </div>
      ${this.narrow.matches ? this.#renderDays(events) : nothing}
      ${events.size === 0 ? html`<p class="quiet">No events in this week.</p>` : nothing}
      ${last < today ? html`<p class="quiet">Events that ended long ago are archived. <a href=${this.listOf({ from: first, to: last, archived: 'any' })}>Search the archive for this week</a></p>` : nothing}
    `;
  }

  #renderStrip(first: string, events: EventsByDay): TemplateResult {
    const { today } = this.board;
    const days = Array.from({ length: 7 }, (_, index) => addDays(first, index));
    return html`<ol class="strip card">
      ${days.map((day) => {
        const isToday = day === today;
        const list = (events.get(day) ?? []).map(({ event }) => event);
        const choice = { isChosen: day === this.chosen, choose: () => void this.#choose(day) };
        return html`<li class=${isToday ? 'today' : ''}>
          <span class="weekday" aria-hidden="true">${formatWeekday(day)}</span>
          ${renderMarks({ day, events: list, look: this.board, isToday }, choice)}
        </li>`;
      })}
    </ol>`;
  }

  #renderDays(events: EventsByDay): TemplateResult {
    const { today, categories, fresh, sending, now } = this.board;
    const isEmpty = this.chosen !== '' && !events.has(this.chosen);
    return html`<div class="days">
      ${isEmpty ? html`<p class="quiet">No events on ${formatFullDay(this.chosen)}.</p>` : nothing}
      ${this.chosen === '' ? nothing : askLink(this.board.newEvent, this.chosen)}
      ${[...events]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(
          ([day, list]) =>
            html`<day-group
              data-of=${day}
              .day=${day}
              .today=${today}
              .events=${list.map(({ event }) => event)}
              .categories=${categories}
              .fresh=${fresh}
              .sending=${sending}
              .now=${Math.abs(daysBetween(today, day)) <= 1 ? now : null}
            ></day-group>`,
        )}
    </div>`;
  }
}

const moves: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  Home: (day) => startOfWeek(day, weekStart()),
  End: (day) => endOfWeek(day, weekStart()),
  PageUp: (day) => addDays(day, -7),
  PageDown: (day) => addDays(day, 7),
};

export const drawView: DrawView = (board) => html`<week-view .board=${board}></week-view>`;

declare global {
  interface HTMLElementTagNameMap {
    'week-view': WeekView;
  }
}
