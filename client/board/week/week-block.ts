import { html, nothing, type TemplateResult } from 'lit';
import { dayOf } from '../../../shared/local-time.ts';
import { formatCount, formatStart, formatViewerTime, isRunning } from '../../words/format.ts';
import { formatDayAndCount } from '../../words/month-format.ts';
import { eventLink, stateOf, type Look } from '../calendar/event-link.ts';
import { doneOn, type Block, type Folded, type Range } from './week-layout.ts';

/** Where something stands in its column, in hours of the clock. */
function placeOf({ from, to }: Range): string {
  return `--from: ${from / 60}; --to: ${to / 60};`;
}

/** So many lines of a name fit into a block: both measures are those of the styles, in rem. */
function linesOf({ from, to, lanes }: Block): number {
  const [hour, around, line] = [3, 0.7, lanes === 2 ? 0.975 : 1.125];
  return Math.max(1, Math.floor((((to - from) / 60) * hour - around) / line));
}

/** An event among the hours of a day. The one that runs fills up. */
export function renderBlock(day: string, block: Block, look: Look): TemplateResult {
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
  const done = runs ? `--done: ${Math.round(doneOn(day, event, look.now) * 100)}%;` : '';
  const state = stateOf(event, look.sending);
  const notes: [string, string | TemplateResult][] = [
    ['time', timeOf(event, runs)],
    ['state', state],
    ['place', event.place ?? ''],
    ['here', formatViewerTime(event) ?? ''],
  ];
  return eventLink(event, look, {
    kind: kind.filter((name) => name !== '').join(' '),
    place: `${placeOf(block)} --lane: ${lane}; --lanes: ${lanes}; --name-lines: ${linesOf(block)}; ${done}`,
    saysState: true,
    text: html`<span class="name">${event.name}</span
      >${notes.filter(([, note]) => note !== '').map(([what, note]) => html`<span class="visually-hidden">, </span><small class=${what}>${note}</small>`)}`,
  });
}

/** “3:00 PM – 6:00 PM”; of the event that runs only until when. */
function timeOf(event: Block['event'], runs: boolean): TemplateResult | string {
  const { start, end } = event;
  if (end === null || end === start) return formatStart(event);
  const until = formatStart({ start: end });
  return runs ? `until ${until}` : html`${formatStart(event)}<span class="end"> – ${until}</span>`;
}

/** How many more there are at a time. It leads to the day's list. */
export function renderFolded(day: string, folded: Folded, address: string): TemplateResult {
  const count = formatCount(folded.events.length);
  return html`<a
    class="folded"
    .style=${placeOf(folded)}
    href=${address}
    aria-label="${count} more on ${formatDayAndCount(day, 0)}"
    ><span>+${count}</span></a
  >`;
}

/** A line at the current time, if its hour is shown. */
export function renderNow(minutes: number, { from, to }: Range): TemplateResult | typeof nothing {
  return minutes < from * 60 || minutes > to * 60
    ? nothing
    : html`<i class="now" aria-hidden="true" .style=${`--from: ${minutes / 60};`}></i>`;
}
