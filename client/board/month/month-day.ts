import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { categoryOf } from '../../../shared/category-of.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import { addLink } from '../calendar/add-link.ts';
import { renderBar } from '../calendar/bar.ts';
import { eventLink, type Look } from '../calendar/event-link.ts';
import { formatCount, formatStart } from '../../words/format.ts';
import { formatDayAndCount, formatDayNumber } from '../../words/month-format.ts';
import { shortened } from '../../words/shortened.ts';
import type { MonthDay } from './month-week.ts';

/** What a day of the month is drawn from. Days are templates, not elements: a month draws up to 42 of them. */
export type DayLook = MonthDay & {
  look: Look;
  /** The first day of its week. */
  monday: string;
  isToday: boolean;
  /** The address of the day's list. */
  address: string;
  /** The address of the form; null for those who cannot post now. */
  newEvent: string | null;
};

/** How a day is chosen whose events are shown beside or below the month. */
export type Choice = { isChosen: boolean; choose: () => void };

const maxMarks = 4;
/** About three lines at the width of a day. */
const maxName = 36;

/** A day with a line for each event, below the bars that lie over it. Without a choice it leads to its list. */
export function renderEvents(at: DayLook, choice: Choice | null): TemplateResult {
  const { day, look, monday, bars, lanes, lines, more, address } = at;
  const isEmpty = bars.length + lines.length + more === 0;
  return html`
    ${choice === null ? renderDayLink(at) : renderDayButton(at, choice)}
    ${
      isEmpty
        ? nothing
        : html`<ul .style=${`--lanes: ${lanes};`}>
            ${repeat(
              bars,
              ({ event }) => event.id,
              (bar) =>
                html`<li class="over-days" .style=${`--lane: ${bar.lane}; --length: ${bar.length};`}>
                  ${renderBar(bar, monday, look)}
                </li>`,
            )}
            ${repeat(
              lines,
              ({ id }) => id,
              (event) => html`<li>${renderLine(event, look)}</li>`,
            )}
            ${more === 0 ? nothing : html`<li><a class="rest" href=${address} aria-label="${formatCount(more)} more on ${formatDayAndCount(day, 0)}">+${formatCount(more)} more</a></li>`}
          </ul>`
    }
    ${addLink(at.newEvent, day)}
  `;
}

function renderDayLink({ day, count, isToday, address }: DayLook): TemplateResult {
  return html`<a
    class="day"
    href=${address}
    data-day=${day}
    aria-label=${formatDayAndCount(day, count)}
    aria-current=${isToday ? 'date' : nothing}
    ><span class="number">${formatDayNumber(day)}</span></a
  >`;
}

function renderDayButton({ day, count, isToday }: DayLook, { isChosen, choose }: Choice): TemplateResult {
  return html`<button
    type="button"
    class="day"
    data-day=${day}
    aria-label=${formatDayAndCount(day, count)}
    aria-pressed=${isChosen}
    aria-current=${isToday ? 'date' : nothing}
    @click=${choose}
  >
    <span class="number">${formatDayNumber(day)}</span>
  </button>`;
}

/** An event of one day: soft if it takes the whole day, else with a dot and its time. */
function renderLine(event: BoardEvent, look: Look): TemplateResult {
  const isWhole = isAllDay(event.start);
  return eventLink(event, look, {
    kind: isWhole ? 'whole' : 'timed',
    text: html`${isWhole ? nothing : html`<span class="time">${formatStart(event)}</span> `}<span class="name"
        >${renderName(event.name)}</span
      >`,
  });
}

/** As much of the name as fits; the rest is for screen readers. */
function renderName(name: string): unknown {
  const short = shortened(name, maxName);
  if (short === name) return name;
  const seen = short.slice(0, -1);
  return html`<span class="cut">${seen}</span><span class="visually-hidden">${name.slice(seen.length)}</span>`;
}

type Marked = { day: string; events: readonly BoardEvent[]; look: Look; isToday: boolean };

/** A day as a button, with a mark for each of its events. */
export function renderMarks({ day, events, look, isToday }: Marked, { isChosen, choose }: Choice): TemplateResult {
  const { categories, fresh } = look;
  return html`
    <button
      type="button"
      class="day marked"
      data-day=${day}
      aria-label=${formatDayAndCount(day, events.length)}
      aria-pressed=${isChosen}
      aria-current=${isToday ? 'date' : nothing}
      @click=${choose}
    >
      <span class="number">${formatDayNumber(day)}</span>
      <span class="dots"
        >${events.slice(0, maxMarks).map((event) => html`<i class="${event.pinned ? 'pinned' : ''} ${event.cancelled ? 'off' : ''} ${fresh.has(event.id) ? 'new' : ''}" data-category=${categoryOf(categories, event)?.color ?? nothing}></i>`)}</span
      >
    </button>
  `;
}
