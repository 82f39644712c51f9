import { html, nothing, type TemplateResult } from 'lit';
import { dayOf } from '../../../shared/local-time.ts';
import { formatCount, formatStart, formatViewerTime, isRunning } from '../../words/format.ts';
import { formatDayAndCount } from '../../words/month-format.ts';
import { eventLink, stateOf, type Look } from '../calendar/event-link.ts';
import { rowAt, showsTime, type WeekHours } from './week-hours.ts';
import { doneOn, rangeOn, type Block, type Folded, type Range } from './week-layout.ts';

/** Where something stands in its column, in rows. */
export function placeOf({ from, to }: Range, hours: WeekHours): string {
  return `--from: ${rowAt(hours, from)}; --to: ${rowAt(hours, to)};`;
}

/** So many lines of a name fit into a block: both measures are those of the styles, in rem. */
function nameLinesOf({ from, to, lanes }: Block, hours: WeekHours): number {
  const [row, around, line] = [3, 0.7, lanes === 2 ? 0.975 : 1.125];
  return Math.max(1, Math.floor(((rowAt(hours, to) - rowAt(hours, from)) * row - around) / line));
}

/** How far the block of the event that runs is filled, as a part of its height: folded hours count by their height. */
function filledOf(day: string, { event, from, to }: Block, { hours, now }: { hours: WeekHours; now: Date }): number {
  const range = rangeOn(day, event);
  const until = Math.min(to, range.from + doneOn(day, event, now) * (range.to - range.from));
  const [top, bottom] = [rowAt(hours, from), rowAt(hours, to)];
  return (rowAt(hours, until) - top) / (bottom - top);
}

/** An event among the hours of a day. The one that runs fills up. */
export function renderBlock(day: string, block: Block, hours: WeekHours, look: Look): TemplateResult {
  const { event, lane, lanes, beside } = block;
  const { start, end } = event;
  const runs = !event.cancelled && !look.sending.has(event.id) && isRunning(event, look.now);
  const kind = [
    'block',
    runs ? 'running' : '',
    lanes === 2 ? 'half' : '',
    beside ? 'beside' : '',
    dayOf(start) < day ? 'begun' : '',
    dayOf(end ?? start) > day ? 'goes-on' : '',
    end === null ? 'open' : '',
  ];
  const done = runs ? `--done: ${Math.round(filledOf(day, block, { hours, now: look.now }) * 100)}%;` : '';
  const state = stateOf(event, look.sending);
  const notes: [string, string | TemplateResult][] = [
    ['time', timeOf(event, runs)],
    ['state', state],
    ['place', event.place ?? ''],
    ['here', formatViewerTime(event) ?? ''],
  ];
  return eventLink(event, look, {
    kind: kind.filter((name) => name !== '').join(' '),
    place: `${placeOf(block, hours)} --lane: ${lane}; --lanes: ${lanes}; --name-lines: ${nameLinesOf(block, hours)}; ${done}`,
    saysState: true,
    text: html`<span class="name">${event.name}</span
      >${notes.filter(([, note]) => note !== '').map(([what, note]) => html`<span class="visually-hidden">, </span><small class=${what}>${note}</small>`)}`,
  });
}

/** “3:00 PM – 6:00 PM”; of the event that runs only until when. */
function timeOf(event: Block['event'], runs: boolean): TemplateResult {
  const { start, end } = event;
  if (end === null || end === start) return html`<span>${formatStart(event)}</span>`;
  const until = formatStart({ start: end });
  return runs
    ? html`<span><span class="until">until </span>${until}</span>`
    : html`<span>${formatStart(event)}</span><span class="end"> – ${until}</span>`;
}

/** How many more there are at a time. It leads to the day's list. */
export function renderFolded(
  day: string,
  folded: Folded,
  { hours, address }: { hours: WeekHours; address: string },
): TemplateResult {
  const count = formatCount(folded.events.length);
  return html`<a
    class="folded"
    .style=${placeOf(folded, hours)}
    href=${address}
    aria-label="${count} more on ${formatDayAndCount(day, 0)}"
    ><span>+${count}</span></a
  >`;
}

/** A line at the current time, if its hour is shown. */
export function renderNow(minutes: number, hours: WeekHours): TemplateResult | typeof nothing {
  return showsTime(hours, minutes)
    ? html`<i class="now" aria-hidden="true" .style=${`--from: ${rowAt(hours, minutes)};`}></i>`
    : nothing;
}
