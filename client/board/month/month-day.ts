import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Category } from '../../../shared/category.ts';
import { categoryOf } from '../../../shared/category-of.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { dayOf, isAllDay } from '../../../shared/local-time.ts';
import { formatCount, formatStart, isOver } from '../../words/format.ts';
import { formatDayAndCount, formatDayNumber } from '../../words/month-format.ts';
import { shortened } from '../../words/shortened.ts';

/** What a day of the month is drawn from. Days are templates, not elements: a month draws up to 42 of them. */
export type DayLook = {
  day: string;
  events: readonly BoardEvent[];
  categories: readonly Category[];
  fresh: ReadonlySet<string>;
  sending: ReadonlySet<string>;
  now: Date;
  isToday: boolean;
  /** The address of the day's list. */
  address: string;
};

/** How many lines fit. A line “1 more” would take the place of that one event. */
const maxLines = 4;
const maxMarks = 4;
/** About three lines at the width of a day. */
const maxName = 36;

/** A day with a line for each event. */
export function renderEvents(look: DayLook): TemplateResult {
  const { day, events, isToday, address } = look;
  const shown = events.length > maxLines ? events.slice(0, maxLines - 1) : events;
  const more = events.length - shown.length;
  return html`
    <a
      class="day"
      href=${address}
      data-day=${day}
      aria-label=${formatDayAndCount(day, events.length)}
      aria-current=${isToday ? 'date' : nothing}
      ><span class="number">${formatDayNumber(day)}</span></a
    >
    ${
      events.length === 0
        ? nothing
        : html`<ul>
            ${repeat(
              shown,
              ({ id }) => id,
              (event) => html`<li>${renderEvent(event, look)}</li>`,
            )}
            ${more === 0 ? nothing : html`<li><a class="rest" href=${address} aria-label="${formatCount(more)} more on ${formatDayAndCount(day, 0)}">+${formatCount(more)} more</a></li>`}
          </ul>`
    }
  `;
}

function renderEvent(event: BoardEvent, { day, categories, fresh, sending, now }: DayLook): TemplateResult {
  const { id, name, cancelled, pinned, start } = event;
  const timed = !isAllDay(start) && dayOf(start) === day;
  const category = categoryOf(categories, event);
  const color = category?.color ?? nothing;
  const isSending = sending.has(id);
  const classes = [
    'event',
    ...(timed ? [] : ['whole']),
    ...(pinned ? ['pinned'] : []),
    ...(fresh.has(id) ? ['fresh'] : []),
    ...(!isSending && isOver(event, now) ? ['over'] : []),
  ].join(' ');
  const text = html`${timed ? html`<span class="time">${formatStart(event)}</span> ` : nothing}${pinned ? html`<span class="visually-hidden">Pinned: </span>` : nothing}${cancelled ? html`<span class="visually-hidden">Cancelled: </span>` : nothing}<span
      class="name ${cancelled ? 'cancelled' : ''}"
      >${renderName(name)}</span
    >${category === undefined ? nothing : html`<span class="visually-hidden">, ${category.name}</span>`}`;
  // A post that is being sent has no page yet.
  return isSending
    ? html`<span class=${classes} data-category=${color}>${text}</span>`
    : html`<a class=${classes} data-category=${color} href="/events/${id}">${text}</a>`;
}

/** As much of the name as fits; the rest is for screen readers. */
function renderName(name: string): unknown {
  const short = shortened(name, maxName);
  if (short === name) return name;
  const seen = short.slice(0, -1);
  return html`<span class="cut">${seen}</span><span class="visually-hidden">${name.slice(seen.length)}</span>`;
}

/** A day as a button, with a mark for each of its events. */
export function renderMarks(
  { day, events, categories, fresh, isToday }: Omit<DayLook, 'address'>,
  chosen: boolean,
  choose: () => void,
): TemplateResult {
  return html`
    <button
      type="button"
      class="day"
      data-day=${day}
      aria-label=${formatDayAndCount(day, events.length)}
      aria-pressed=${chosen}
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
