import { css, html, nothing, type TemplateResult } from 'lit';
import { addDays } from '../../../shared/days.ts';
import { categoryOf } from '../../../shared/category-of.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import { formatStart } from '../../words/format.ts';
import { formatDays } from '../../words/week-format.ts';
import { icon } from '../../ui/icon.ts';
import { eventLink, type Look } from './event-link.ts';
import type { Bar } from './lanes.ts';

/**
 * An event through the days of a week: round where it begins and ends, straight where it goes on in another week. It is
 * one link, which says its days.
 */
export function renderBar(bar: Bar, monday: string, look: Look, place = ''): TemplateResult {
  const { event, first, last, column, length } = bar;
  const goesOn = addDays(monday, column + length - 1) < last;
  const hasBegun = addDays(monday, column) > first;
  const category = categoryOf(look.categories, event);
  return eventLink(event, look, {
    kind: ['bar', ...(hasBegun ? ['begun'] : []), ...(goesOn ? ['goes-on'] : [])].join(' '),
    place,
    spoken: first === last ? '' : formatDays(first, last),
    text: html`${category === undefined ? nothing : icon(category.icon)}${isAllDay(event.start) || hasBegun ? nothing : html`<span class="time">${formatStart(event)}</span> `}<span
        class="name"
        >${event.name}</span
      >`,
  });
}

export const barStyles = css`
  .bar {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-width: 0;
    height: 1.75rem;
    margin-inline: 4px;
    padding-inline: 0.6rem;
    border: 1px solid transparent;
    border-radius: 0.55rem;
    background: var(--ground);
    font-size: var(--text-2);
    font-weight: 650;
    line-height: 1.25;
    white-space: nowrap;
    overflow: hidden;
  }
  .bar[data-category] {
    --ground: var(--category-bar);
    color: var(--on-category-bar);
  }
  .bar.fresh {
    --ground: var(--new-soft);
    color: var(--ink);
  }
  .bar .name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bar .time {
    font-weight: 400;
  }
  .bar.begun {
    margin-inline-start: 0;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }
  .bar.goes-on {
    margin-inline-end: 0;
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  .bar.pinned {
    border-inline-start: 3px solid var(--pinned);
  }
  .bar.off,
  .bar.waiting {
    border: 1.5px dashed var(--line-strong);
  }
  .bar.off,
  .bar.off[data-category] {
    --ground: transparent;
    color: var(--ink-quiet);
  }
  @media (pointer: coarse) {
    .bar {
      height: var(--target);
    }
  }
  @media (forced-colors: active) {
    .bar {
      border-color: currentColor;
    }
  }
`;
