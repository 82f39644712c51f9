import { css, html, type TemplateResult } from 'lit';
import type { Category } from '../../../shared/category.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import { pictureAddress, pictureSources } from '../../../shared/picture-address.ts';
import { typeset, typesetStyles } from '../../event-row/typeset.ts';
import { pill } from '../../ui/pill.ts';
import { formatShortDay, formatStart, formatStatus } from '../../words/format.ts';

/** For `poster`, beside the styles `categories` and `pills`. */
export const posterStyles = css`
  ${typesetStyles}
  .poster {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-2);
    color: inherit;
    text-decoration: none;
  }
  .sheet {
    position: relative;
    aspect-ratio: 4 / 5;
    overflow: hidden;
    border-radius: 12px;
    box-shadow: var(--shadow-small);
  }
  .sheet:not(.set) {
    background: var(--sunk);
  }
  .sheet img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
    transition: scale 0.22s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  .poster:hover img {
    scale: 1.02;
  }
  /* A line that a pale picture needs against pale paper. */
  .sheet::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px rgb(0 0 0 / 8%);
  }
  .name {
    display: block;
    font-weight: 650;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .at {
    display: block;
    color: var(--ink-quiet);
    font-size: var(--text-1);
  }
  .name.cancelled {
    text-decoration: line-through;
  }
  .poster .pill {
    position: absolute;
    z-index: 1;
    inset-block-start: var(--space-2);
    inset-inline-end: var(--space-2);
    margin: 0;
  }
  @media (prefers-reduced-motion: reduce) {
    .poster:hover img {
      scale: none;
    }
  }
  @media (forced-colors: active) {
    .sheet {
      border: 1px solid;
    }
  }
`;

/** So many characters of a name are on its typeset poster as a whole, where they need not be repeated below it. */
const wholeName = 48;

/** An event as a poster on a wall: its picture or, without one, its day and name set large. */
export function poster(event: BoardEvent, category: Category | undefined, today: string): TemplateResult {
  const { id, name, picture, cancelled, start } = event;
  const crossed = cancelled ? 'cancelled' : '';
  const isSaid = picture === null && name.length <= wholeName ? 'visually-hidden' : '';
  const at = isAllDay(start) ? formatShortDay(start, today) : `${formatShortDay(start, today)}, ${formatStart(event)}`;
  return html`<a class="poster" href="/events/${id}">
    <span class="sheet ${picture === null ? 'set' : ''}" data-category=${category?.color ?? ''}>
      ${
        picture === null
          ? typeset(event, category)
          : html`<img
              src=${pictureAddress(picture.id, 320)}
              srcset=${pictureSources(picture.id)}
              sizes="(min-width: 44rem) 15rem, 45vw"
              alt=${picture.alt}
              loading="lazy"
              fetchpriority="low"
              decoding="async"
            />`
      }
      ${cancelled ? pill('off', 'Cancelled') : event.status !== 'live' ? pill('wait', formatStatus(event.status)) : event.pinned ? pill('pinned', 'Pinned') : ''}
    </span>
    <span><b class="name ${crossed} ${isSaid}">${name}</b> <span class="at">${at}</span></span>
  </a>`;
}
