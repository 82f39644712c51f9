import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addDays } from '../../../shared/days.ts';
import type { DrawnBoard } from '../drawn-board.ts';
import { addLink } from '../calendar/add-link.ts';
import { renderBar } from '../calendar/bar.ts';
import type { DatedEvent } from '../calendar/events-by-day.ts';
import { barsIn, covers, type Bar } from '../calendar/lanes.ts';
import { formatCount, formatStart } from '../../words/format.ts';
import { formatDayAndCount, formatDayNumber, formatWeekday } from '../../words/month-format.ts';
import { formatHour, isWeekend } from '../../words/week-format.ts';
import { icon } from '../../ui/icon.ts';
import { clockIn } from './clock-in.ts';
import { timeAt, type Pointed } from './pointed.ts';
import { placeOf, renderBlock, renderFolded, renderNow } from './week-block.ts';
import { foldsOf, hoursOf, linesOf, rowCount, type WeekHours } from './week-hours.ts';
import { isBlock, layDay, type DayLayout } from './week-layout.ts';

type Week = {
  board: DrawnBoard;
  /** Its first day. */
  first: string;
  /** The events of each day. */
  events: ReadonlyMap<string, readonly DatedEvent[]>;
  /** The address of a day's list. */
  dayList: (day: string) => string;
  /** Where the pointer is among the hours; null where it is not on an empty part. */
  pointed: Pointed | null;
  point: (event: PointerEvent | MouseEvent, day: string, hours: WeekHours) => void;
};

type Column = Week & { day: string; column: number; bars: readonly Bar[]; layout: DayLayout; hours: WeekHours };

/** So many rows of bars are drawn; of more, each day counts its own. */
const maxLanes = 6;

/** A week as columns of hours. For screen readers it is one day after the other: bars where they begin, then by time. */
export function renderWeek(week: Week): TemplateResult {
  const { first, events } = week;
  const days = Array.from({ length: 7 }, (_, index) => addDays(first, index));
  const all = [...new Set([...events.values()].flat())];
  const bars = barsIn(
    first,
    all.filter(({ event }) => !isBlock(event)),
  );
  const layouts = days.map((day) =>
    layDay(day, (events.get(day) ?? []).map(({ event }) => event).filter(isBlock), week.board.now),
  );
  const hours = hoursOf(layouts);
  const lanes = Math.min(maxLanes + 1, Math.max(0, ...bars.map(({ lane }) => lane + 1)));
  return html`<div class="grid card" .style=${`--lanes-above: ${lanes}; --rows: ${rowCount(hours)};`}>
    ${lanes === 0 ? nothing : html`<span class="all-day" aria-hidden="true">all day</span>`}
    <div class="hours" aria-hidden="true">${linesOf(hours).map((hour) => html`<span>${formatHour(hour)}</span>`)}</div>
    ${repeat(
      days,
      (day) => day,
      (day, column) => renderDay({ ...week, day, column, bars, layout: layouts[column]!, hours }),
    )}
  </div>`;
}

function renderDay(at: Column): TemplateResult {
  const { board, day, column, events, dayList } = at;
  const isToday = day === board.today;
  const count = events.get(day)?.length ?? 0;
  return html`<div
    class="day ${isToday ? 'today' : ''} ${isWeekend(day) ? 'weekend' : ''}"
    .style=${`--column: ${column + 2};`}
  >
    <h3>
      <a href=${dayList(day)} data-day=${day} aria-current=${isToday ? 'date' : nothing}
        ><span class="number" aria-hidden="true">${formatDayNumber(day)}</span>
        <span aria-hidden="true">${isToday ? 'Today' : formatWeekday(day)}</span
        ><span class="visually-hidden">${isToday ? 'Today, ' : ''}${formatDayAndCount(day, count)}</span></a
      >
    </h3>
    ${renderBars(at)}
    <div
      class="column"
      @pointermove=${(event: PointerEvent) => at.point(event, day, at.hours)}
      @pointerleave=${(event: PointerEvent) => at.point(event, day, at.hours)}
      @click=${(event: MouseEvent) => at.point(event, day, at.hours)}
    >
      ${foldsOf(at.hours).map((fold) => html`<i class="fold" aria-hidden="true" .style=${placeOf(fold, at.hours)}></i>`)}
      ${renderBlocks(at)}${renderPointed(at)}${isToday ? renderNow(clockIn(board.timeZone, board.now), at.hours) : nothing}
    </div>
    ${addLink(board.newEvent, day)}
  </div>`;
}

/** The hour at which a click starts a post. By keyboard the day's own link does. */
function renderPointed({ board: { newEvent }, day, pointed, hours }: Column): TemplateResult | typeof nothing {
  if (newEvent === null || pointed?.day !== day) return nothing;
  const { minutes } = pointed;
  const time = timeAt(minutes);
  return html`<a
    class="pointed"
    tabindex="-1"
    aria-hidden="true"
    .style=${placeOf({ from: minutes, to: minutes + 60 }, hours)}
    href="${newEvent}?day=${day}&amp;time=${time}"
    >${icon('plus')} ${formatStart({ start: `${day}T${time}` })}</a
  >`;
}

function renderBars({ board, first, day, column, bars, dayList }: Column): TemplateResult | typeof nothing {
  const drawn = bars.filter((bar) => bar.column === column && bar.lane < maxLanes);
  const left = bars.filter((bar) => covers(bar, column) && bar.lane >= maxLanes).length;
  if (drawn.length + left === 0) return nothing;
  return html`<ul class="bars">
    ${repeat(
      drawn,
      ({ event }) => event.id,
      (bar) => html`<li .style=${`--length: ${bar.length}; --lane: ${bar.lane};`}>${renderBar(bar, first, board)}</li>`,
    )}
    ${
      left === 0
        ? nothing
        : html`<li .style=${`--length: 1; --lane: ${maxLanes};`}>
            <a
              class="rest"
              href=${dayList(day)}
              aria-label="${formatCount(left)} more all day on ${formatDayAndCount(day, 0)}"
              >+${formatCount(left)} more</a
            >
          </li>`
    }
  </ul>`;
}

function renderBlocks({ board, day, layout, dayList, hours }: Column): TemplateResult | typeof nothing {
  const { blocks, folded } = layout;
  if (blocks.length === 0) return nothing;
  const byTime = [
    ...blocks.map((block) => ({ from: block.from, key: block.event.id, drawn: renderBlock(day, block, hours, board) })),
    ...folded.map((one) => ({
      from: one.from,
      key: `+${one.from}`,
      drawn: renderFolded(day, one, { hours, address: dayList(day) }),
    })),
  ].sort((one, other) => one.from - other.from);
  return html`<ul>
    ${repeat(
      byTime,
      ({ key }) => key,
      ({ drawn }) => html`<li>${drawn}</li>`,
    )}
  </ul>`;
}
