import { css, html, type TemplateResult } from 'lit';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { pictureAddress } from '../../shared/picture-address.ts';
import { icon } from '../ui/icon.ts';

/** For `eventTile`, beside the styles `categories`. */
export const tileStyles = css`
  .tile {
    position: relative;
    display: grid;
    place-items: center;
    overflow: hidden;
    border-radius: 12px;
    background: var(--category-soft, var(--sunk));
    color: var(--category-ink, var(--ink-quiet));
  }
  .tile img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  /* A line that a pale picture needs against a pale card. */
  .tile:has(img)::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px rgb(0 0 0 / 8%);
  }
  .tile .icon {
    width: 1.6rem;
    height: 1.6rem;
  }
  @media (forced-colors: active) {
    .tile {
      border: 1px solid;
    }
  }
`;

/**
 * The picture of an event, or the icon of its category. Its words are beside it, so that screen readers need not hear
 * more; the page of the event says what its picture shows. With `sources`, for `srcset`, it is large and loaded at once.
 */
export function eventTile({ picture }: BoardEvent, category: Category | undefined, sources = ''): TemplateResult {
  const isLarge = sources !== '';
  return html`<div class="tile" data-category=${category?.color ?? ''}>
    ${
      picture === null
        ? icon(category?.icon ?? 'calendar')
        : html`<img
            loading=${isLarge ? 'eager' : 'lazy'}
            fetchpriority=${isLarge ? 'high' : 'low'}
            decoding="async"
            sizes="(min-width: 44rem) 16rem, 34vw"
            srcset=${sources}
            src=${pictureAddress(picture.id, 320)}
            alt=""
          />`
    }
  </div>`;
}
