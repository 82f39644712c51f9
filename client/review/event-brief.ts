import { css, html, nothing, type TemplateResult } from 'lit';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { smallPicture, smallPictureStyles } from '../picture/small-picture.ts';
import { categoryLabel } from '../ui/category-label.ts';
import { formatAuthor, formatShortDay, formatStart } from '../words/format.ts';

/** For `eventHead` and `eventText`, beside `categories`. */
export const eventBriefStyles = css`
  ${smallPictureStyles}
  .name {
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .cancelled {
    text-decoration: line-through;
    color: var(--ink-quiet);
  }
  .badge {
    margin-inline-start: var(--space-2);
    color: var(--pinned);
    font-size: var(--text-1);
    font-weight: 600;
  }
  .about {
    color: var(--ink-quiet);
    font-size: var(--text-2);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .details,
  .link {
    margin-top: var(--space-2);
    font-size: var(--text-2);
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`;

/** The name of an event, and in one line when, where and by whom. */
export function eventHead(
  event: BoardEvent,
  {
    today,
    spotlit = false,
    dates = 1,
    category,
  }: { today: string; spotlit?: boolean; dates?: number; category?: Category | undefined },
): TemplateResult {
  const about = [
    formatShortDay(event.start, today),
    event.start.includes('T') ? formatStart(event) : null,
    dates === 1 ? null : `${dates} dates`,
    event.place,
    formatAuthor(event.author),
  ].filter((part) => part !== null);
  return html`
    <div class="name">
      <span dir="auto" class=${event.cancelled ? 'cancelled' : ''}>${event.name}</span
      >${event.pinned ? html`<span class="badge">Pinned</span>` : nothing}${spotlit ? html`<span class="badge">On the projector</span>` : nothing}
    </div>
    <div class="about">
      ${category === undefined ? nothing : html`${categoryLabel(category)} · `}${about.join(' · ')}
    </div>
  `;
}

export function eventText({ details, link, picture }: BoardEvent): TemplateResult {
  return html`${details === null ? nothing : html`<p class="details" dir="auto">${details}</p>`}${link === null ? nothing : html`<p class="link">${link}</p>`}${picture === null ? nothing : smallPicture(picture)}`;
}
