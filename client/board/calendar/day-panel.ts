import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { categoryOf } from '../../../shared/category-of.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { categoryLabel } from '../../ui/category-label.ts';
import { pill } from '../../ui/pill.ts';
import { formatDay, formatEndTime, formatStart, isRunning } from '../../words/format.ts';
import { stateOf, type Look } from './event-link.ts';

/** A day's events beside a calendar, in little room. */
export function renderDayPanel(day: string, today: string, events: readonly BoardEvent[], look: Look): TemplateResult {
  const { above, number, full } = formatDay(day, today);
  const isToday = day === today;
  return html`
    <h3 class="date ${isToday ? 'is-today' : ''}" aria-label="${isToday ? 'Today, ' : ''}${full}" aria-live="polite">
      <span class="above" aria-hidden="true">${isToday ? 'Today' : ''}</span
      ><span class="big" aria-hidden="true">${number}</span><span aria-hidden="true">${above}</span>
    </h3>
    ${
      events.length === 0
        ? html`<p class="quiet">Nothing on this day yet.</p>`
        : html`<ol class="card rows">
            ${repeat(
              events,
              ({ id }) => id,
              (event) => html`<li>${renderRow(event, today, look)}</li>`,
            )}
          </ol>`
    }
  `;
}

function renderRow(event: BoardEvent, today: string, look: Look): TemplateResult {
  const { id, name, place, cancelled } = event;
  const category = categoryOf(look.categories, event);
  const end = formatEndTime(event, today);
  const state = stateOf(event, look.sending);
  const runs = state === '' && isRunning(event, look.now);
  return html`<p class="when">${formatStart(event)}${end === null ? nothing : ` – ${end}`}</p>
    <h4>
      ${look.sending.has(id) ? name : html`<a class=${cancelled ? 'cancelled' : ''} href="/events/${id}">${name}</a>`}
      ${runs ? pill('now', 'Now') : nothing}${look.fresh.has(id) ? pill('new', 'New') : nothing}${event.pinned ? pill('pinned', 'Pinned') : nothing}${state === '' ? nothing : pill(cancelled ? 'off' : 'wait', state)}
    </h4>
    ${
      category === undefined && place === null
        ? nothing
        : html`<p class="where">
            ${category === undefined ? nothing : categoryLabel(category)}${category === undefined || place === null ? nothing : ' · '}${place}
          </p>`
    }`;
}

export const dayPanelStyles = css`
  .date {
    display: grid;
    font-size: var(--text-2);
    font-weight: 400;
    line-height: 1.25;
    color: var(--ink-quiet);
  }
  .above {
    font-weight: 700;
    color: var(--accent-ink);
  }
  .big {
    font-size: 3.25rem;
    font-weight: 800;
    line-height: 0.98;
    letter-spacing: -0.045em;
    color: var(--ink);
  }
  .is-today .big {
    color: var(--accent-ink);
  }
  .rows {
    margin: 0;
    padding: 0 1.1rem;
    list-style: none;
  }
  .rows li {
    padding-block: 0.9rem;
    overflow-wrap: anywhere;
  }
  .rows li + li {
    border-top: 1px solid var(--line);
  }
  .when {
    font-size: var(--text-2);
    font-weight: 700;
  }
  h4 {
    margin: 0;
    font-size: var(--text-3);
    font-weight: 650;
    line-height: 1.3;
  }
  h4 a {
    color: inherit;
    text-decoration: none;
  }
  h4 a:hover {
    text-decoration: underline;
  }
  h4 .cancelled {
    color: var(--ink-quiet);
    text-decoration: line-through;
  }
  .where {
    color: var(--ink-quiet);
    font-size: var(--text-2);
  }
`;
