import { css, html, nothing, type TemplateResult } from 'lit';
import { categoryOf } from '../../../shared/category-of.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { DrawnBoard } from '../drawn-board.ts';
import { formatStatus, isOver } from '../../words/format.ts';

/** What an event in a calendar is drawn from, apart from itself. */
export type Look = Pick<DrawnBoard, 'categories' | 'fresh' | 'sending' | 'now'>;

type EventLink = {
  /** Classes besides those for its state. */
  kind: string;
  /** Where it stands; '' where its parent says that. */
  place?: string;
  text: unknown;
  /** Further words for screen readers. */
  spoken?: string;
  /** Whether the text says the event's state, so that it is not said twice. */
  saysState?: boolean;
};

/** The state of an event in words; '' for nothing special. */
export function stateOf({ id, cancelled, status }: BoardEvent, sending: ReadonlySet<string>): string {
  return sending.has(id) ? 'Sending…' : cancelled ? 'Cancelled' : formatStatus(status);
}

/** An event in a calendar, which leads to its page. A post that is being sent has none yet. */
export function eventLink(
  event: BoardEvent,
  { categories, fresh, sending, now }: Look,
  { kind, place = '', text, spoken = '', saysState = false }: EventLink,
): TemplateResult {
  const { id, cancelled, pinned, status } = event;
  const category = categoryOf(categories, event);
  const isSending = sending.has(id);
  const state = saysState ? '' : stateOf(event, sending);
  const classes = [
    'event',
    kind,
    cancelled ? 'off' : '',
    pinned ? 'pinned' : '',
    isSending || status !== 'live' ? 'waiting' : '',
    fresh.has(id) ? 'fresh' : '',
    !isSending && isOver(event, now) ? 'over' : '',
  ].filter((name) => name !== '');
  const before = [pinned ? 'Pinned: ' : '', state === '' ? '' : `${state}: `].join('');
  const after = [spoken, category === undefined ? '' : category.name].filter((word) => word !== '');
  const words = html`${before === '' ? nothing : html`<span class="visually-hidden">${before}</span>`}${text}${after.map((word) => html`<span class="visually-hidden">, ${word}</span>`)}`;
  const color = category?.color ?? nothing;
  return isSending
    ? html`<span class=${classes.join(' ')} data-category=${color} .style=${place}>${words}</span>`
    : html`<a class=${classes.join(' ')} data-category=${color} .style=${place} href="/events/${id}">${words}</a>`;
}

export const eventLinkStyles = css`
  .event {
    --ground: color-mix(in oklab, var(--card), var(--accent) 12%);
    color: var(--ink);
    text-decoration: none;
    transition: background-color 0.6s ease-out;
  }
  .event:hover .name {
    text-decoration: underline;
  }
  .event:focus-visible {
    outline-offset: -2px;
  }
  .off .name,
  .off:hover .name {
    text-decoration: line-through;
  }
  .over .name {
    opacity: 0.85;
  }
  .fresh {
    --ground: var(--new-soft);
  }
`;
