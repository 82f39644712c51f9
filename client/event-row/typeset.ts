import { css, html, type TemplateResult } from 'lit';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf } from '../../shared/local-time.ts';
import { icon } from '../ui/icon.ts';
import { formatDayNumber, formatShortMonth } from '../words/month-format.ts';

/**
 * For `typeset`, beside the styles `categories`. What has the class `set` is the sheet: as high as 5:4 of its width, and a
 * container by whose width the type is set.
 */
export const typesetStyles = css`
  .set {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    gap: var(--space-2);
    padding: 9%;
    overflow: hidden;
    background: var(--category-bar, var(--band));
    color: var(--on-category-bar, var(--on-band));
    container-type: inline-size;
  }
  /* The board's pattern, above the words. */
  .set::before {
    content: '';
    position: absolute;
    inset: 0 0 50% 0;
    background: var(--band-tiles) right top / auto 100%;
    mask-image: linear-gradient(to top right, transparent 30%, #000);
  }
  .set:dir(rtl)::before {
    scale: -1 1;
  }
  .set > * {
    position: relative;
  }
  .set .icon {
    width: max(1.5rem, 12cqi);
    height: max(1.5rem, 12cqi);
  }
  .set .in-month {
    display: block;
    font-size: max(0.8125rem, 6.5cqi);
    font-weight: 650;
  }
  .set .numeral {
    display: block;
    margin-bottom: 0.06em;
    font-size: max(2rem, 30cqi);
    font-weight: 800;
    line-height: 0.95;
    letter-spacing: -0.04em;
  }
  .set .name {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    font-size: max(0.875rem, 9cqi);
    font-weight: 650;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }
  .set .crossed {
    text-decoration: line-through;
  }
  @media (forced-colors: active) {
    .set::before {
      display: none;
    }
  }
`;

/** An event's icon, day and name set large, in place of a picture. The words beside it say all of it, so it is not read out. */
export function typeset({ name, start, cancelled }: BoardEvent, category: Category | undefined): TemplateResult {
  const day = dayOf(start);
  return html`${icon(category?.icon ?? 'calendar')}
    <span aria-hidden="true"
      ><span class="in-month">${formatShortMonth(day)}</span><span class="numeral">${formatDayNumber(day)}</span
      ><b class="name ${cancelled ? 'crossed' : ''}">${name}</b></span
    >`;
}
