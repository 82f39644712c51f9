import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { categoryOf } from '../../../shared/category-of.ts';
import { categories } from '../../ui/styles/categories.ts';
import { controls } from '../../ui/styles/controls.ts';
import { formatMonth } from '../../words/format.ts';
import { formatDayAndCount, formatDayNumber, weekdayNames } from '../../words/month-format.ts';
import { weekStart } from '../../words/week-start.ts';
import { byDay, eventsBetween, type DatedEvent } from '../calendar/events-by-day.ts';
import { stepButton, stepStyles } from '../calendar/step-button.ts';
import type { DrawnBoard } from '../drawn-board.ts';
import { addMonths, weeksOf } from '../month/month-grid.ts';
import { writeSelection } from '../selection.ts';

const maxMarks = 3;

/**
 * A month at a glance beside the list. Each day leads to its events.
 *
 * @property board what is drawn, with all dates of repeating events
 */
@customElement('mini-month')
export class MiniMonth extends LitElement {
  static override styles = [
    controls,
    categories,
    stepStyles,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h2 {
        font-size: var(--text-3);
        font-weight: 700;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
        font-size: var(--text-2);
        text-align: center;
      }
      th {
        padding: 0.2rem 0;
        color: var(--ink-quiet);
        font-size: var(--text-1);
        font-weight: 600;
      }
      td {
        padding: 0;
      }
      a {
        position: relative;
        display: grid;
        place-content: center;
        min-height: var(--target);
        padding-bottom: 0.45rem;
        border-radius: 12px;
        color: var(--ink);
        font-weight: 600;
        text-decoration: none;
      }
      a:hover {
        background: var(--sunk);
        color: var(--ink);
      }
      .outside a {
        color: var(--ink-quiet);
        font-weight: 400;
      }
      .today a {
        background: var(--accent);
        color: var(--on-accent);
      }
      .marks {
        position: absolute;
        inset-inline: 0;
        bottom: 0.5rem;
        display: flex;
        justify-content: center;
        gap: 3px;
      }
      .marks i {
        width: 6px;
        height: 6px;
        border-radius: 50%;
        background: var(--category, var(--line-strong));
      }
      .today i {
        background: var(--on-accent);
      }
      @media (forced-colors: active) {
        .marks i {
          background: CanvasText;
        }
        .today a {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) board!: DrawnBoard;
  /** '' for the current one. */
  @state() private month = '';

  override render(): TemplateResult {
    const { agenda, today } = this.board;
    const month = this.month === '' ? today.slice(0, 7) : this.month;
    const first = weekStart();
    const weeks = weeksOf(month, first);
    const [from, to] = [weeks[0]![0]!, weeks.at(-1)![6]!];
    const days = byDay(eventsBetween(agenda, from, to), from, to);
    return html`
      <div class="head">
        <h2 id="month" aria-live="polite">${formatMonth(month)}</h2>
        <div>${this.#renderStep(month, -1)}${this.#renderStep(month, 1)}</div>
      </div>
      <table aria-labelledby="month">
        <thead>
          <tr>
            ${weekdayNames(first).map(({ long, narrow }) => html`<th scope="col"><span aria-hidden="true">${narrow}</span><span class="visually-hidden">${long}</span></th>`)}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (week) =>
              html`<tr>
                ${week.map((day) => this.#renderDay(day, days.get(day) ?? [], month))}
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  }

  #renderStep(month: string, by: -1 | 1): TemplateResult {
    return stepButton('month', by, () => {
      this.month = addMonths(month, by);
    });
  }

  #renderDay(day: string, events: readonly DatedEvent[], month: string): TemplateResult {
    const { categories: known, selection, today } = this.board;
    const { q, name, author, category } = selection;
    const isToday = day === today;
    const address = `?${writeSelection({ q, name, author, category, from: day, to: day }).toString()}`;
    return html`<td class="${day.startsWith(month) ? '' : 'outside'} ${isToday ? 'today' : ''}">
      <a href=${address} aria-label=${formatDayAndCount(day, events.length)} aria-current=${isToday ? 'date' : nothing}
        >${formatDayNumber(day)}<span class="marks"
          >${events.slice(0, maxMarks).map(({ event }) => html`<i data-category=${categoryOf(known, event)?.color ?? nothing}></i>`)}</span
        ></a
      >
    </td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mini-month': MiniMonth;
  }
}
