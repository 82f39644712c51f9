import { css, html, nothing, type TemplateResult } from 'lit';
import type { Category } from '../../shared/category.ts';
import { icon } from '../ui/icon.ts';

/** For `categoryChips`, beside `categories`. */
export const chipStyles = css`
  .kinds {
    display: flex;
    flex: 1 1 20rem;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .kind {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 0.4rem;
    min-height: var(--target);
    padding: 0 0.9rem;
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--card);
    font-size: var(--text-2);
    font-weight: 600;
    cursor: pointer;
  }
  .kind .icon {
    color: var(--category-ink);
  }
  .kind:hover {
    border-color: var(--line-strong);
  }
  .kind[aria-pressed='true'] {
    border-color: var(--category-ink);
    background: var(--category-soft);
    color: var(--category-ink);
  }
  /* A line of their own, where they would share one with the search only in part. */
  @media (max-width: 99.99rem) {
    .kinds {
      order: 1;
      flex-basis: 100%;
    }
  }
  @media (max-width: 44rem) {
    /* One line to push sideways, from edge to edge. */
    .kinds {
      flex: 0 0 calc(100% + 2 * var(--page-margin));
      flex-wrap: nowrap;
      min-width: 0;
      margin-inline: calc(-1 * var(--page-margin));
      padding-inline: var(--page-margin);
      overflow-x: auto;
      scrollbar-width: none;
    }
  }
  @media (forced-colors: active) {
    .kind[aria-pressed='true'] {
      border: 3px solid Highlight;
    }
  }
`;

/** A chip for each category, to see only its events. The chosen one, pressed again, shows all. */
export function categoryChips(
  categories: readonly Category[],
  chosen: string | undefined,
  choose: (id: string | undefined) => void,
): TemplateResult | typeof nothing {
  if (categories.length === 0) return nothing;
  return html`<div class="kinds" role="group" aria-label="Category">
    ${categories.map(
      ({ id, name, color, icon: look }) =>
        html`<button
          type="button"
          class="kind"
          data-category=${color}
          aria-pressed=${id === chosen}
          @click=${() => choose(id === chosen ? undefined : id)}
        >
          ${icon(look)}${name}
        </button>`,
    )}
  </div>`;
}
