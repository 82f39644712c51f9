import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Category } from '../../shared/category.ts';
import { categoryChips, chipStyles } from './category-chips.ts';
import type { BoardSelection } from './selection.ts';
import { categories } from '../ui/styles/categories.ts';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';
import { reloadNote } from '../ui/reload-note.ts';
import type { renderMoreFilters } from './more-filters.ts';

/** The board follows after this pause in typing: on a large board each step costs some milliseconds. */
const typingPauseMs = 120;

/**
 * Search and filters. The selection is in the page's address, so that it can be linked.
 *
 * @property selection the current selection
 * @property categories the board's categories
 * @fires selection-change with the new selection
 */
@customElement('event-filters')
export class EventFilters extends LitElement {
  static override styles = [
    controls,
    fields,
    categories,
    chipStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      .views {
        display: flex;
        padding: 0.25rem;
        border-radius: var(--round);
        background: var(--sunk);
      }
      .search {
        flex: 0 1 11rem;
        margin-inline-start: auto;
      }
      .search input {
        padding: 0 1.1rem;
        border-color: var(--line);
        border-radius: var(--round);
      }
      .search input:hover {
        border-color: var(--line-strong);
      }
      .view {
        position: relative;
        min-height: 2.5rem;
        padding: 0 1rem;
        border: 1px solid transparent;
        border-radius: var(--round);
        background: none;
        color: var(--ink-quiet);
        font-size: var(--text-2);
        font-weight: 600;
        white-space: nowrap;
        cursor: pointer;
      }
      .view::after {
        content: '';
        position: absolute;
        inset: -0.25rem 0;
      }
      .view:hover {
        color: var(--ink);
      }
      .view[aria-pressed='true'] {
        background: var(--tab);
        color: var(--ink);
        box-shadow: var(--shadow-small);
      }
      .filter {
        font-size: var(--text-2);
      }
      .filter[aria-expanded='true'] {
        border-color: var(--ink);
      }
      .count {
        display: inline-block;
        min-width: 1.4em;
        margin-inline-start: 0.35rem;
        padding: 0 0.3em;
        border-radius: var(--round);
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 600;
        text-align: center;
      }
      .more {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-3);
        padding: var(--space-4);
      }
      .clear {
        align-self: end;
      }
      @media (max-width: 44rem) {
        .views {
          flex: 1 0 100%;
        }
        .view {
          flex: 1;
          padding: 0 0.4rem;
        }
        .search {
          flex: 1;
        }
      }
      @media (forced-colors: active) {
        .view[aria-pressed='true'] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) selection: BoardSelection = {};
  @property({ attribute: false }) categories: readonly Category[] = [];
  @state() private open = false;
  /** Renders the folded part. Loaded when somebody opens it; most people never do. */
  @state() private more: typeof renderMoreFilters | 'failed' | null = null;
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Words that are still being typed; null once the selection has them. */
  #words: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  #toggle = async (): Promise<void> => {
    this.open = !this.open;
    this.more = await import('./more-filters.ts').then(
      ({ renderMoreFilters }) => renderMoreFilters,
      () => 'failed',
    );
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    this.#takeWords();
  };

  #takeWords = (): void => {
    clearTimeout(this.#typing);
    this.#words = this.renderRoot.querySelector<HTMLInputElement>('#q')!.value;
    this.#typing = setTimeout(() => this.#change(this.selection), typingPauseMs);
  };

  #takeFilter = (event: Event): void => {
    const { name, value, validity } = event.target as HTMLInputElement;
    if (!validity.valid) return;
    const isDefault =
      value.trim() === '' || (name === 'sort' && value === 'date') || (name === 'archived' && value === 'false');
    const chosen = isDefault ? undefined : name === 'limit' ? Number(value) : value;
    // Days, order, limit and archive do not apply to a week or a month, so they leave it; days leave every view.
    const { view } = this.selection;
    const stays = name === 'name' || name === 'author' || (view === 'posters' && name !== 'from' && name !== 'to');
    const left = stays ? {} : { view: undefined, week: undefined, month: undefined };
    this.#change({ ...this.selection, ...left, [name]: chosen });
  };

  #clear = (): void => {
    this.#words = null;
    this.#change({});
  };

  /** The quick filters reset everything except the words and the category. */
  #quick(view: BoardSelection['view']): void {
    const { q, category } = this.selection;
    this.#change({ q, category, view });
  }

  /** Includes words that are still being typed. */
  #change(selection: BoardSelection): void {
    clearTimeout(this.#typing);
    const words = this.#words;
    this.#words = null;
    const detail = words === null ? selection : { ...selection, q: words.trim() === '' ? undefined : words };
    this.dispatchEvent(new CustomEvent('selection-change', { detail }));
  }

  override render(): TemplateResult {
    const {
      more,
      selection: { q = '', view, category },
    } = this;
    const count = filtersIn(this.selection).length;
    return html`
      <form role="search" aria-label="Events" @submit=${this.#submit}>
        <div class="row">
          <div class="views">
            ${this.#renderView('Agenda', view === undefined && count === 0, undefined)}
            ${this.#renderView('Week', view === 'week', 'week')} ${this.#renderView('Month', view === 'month', 'month')}
            ${this.#renderView('Posters', view === 'posters', 'posters')}
          </div>
          ${categoryChips(this.categories, category, (chosen) => this.#change({ ...this.selection, category: chosen }))}
          <div class="field search">
            <label class="visually-hidden" for="q">Find an event, a place, a person</label>
            <input
              id="q"
              type="search"
              name="q"
              placeholder="Find an event"
              autocomplete="off"
              enterkeyhint="search"
              .value=${live(this.#words ?? q)}
              @input=${this.#takeWords}
            />
          </div>
          <button
            type="button"
            class="button filter"
            aria-expanded=${this.open}
            aria-controls="more"
            @click=${this.#toggle}
          >
            Filter${count === 0 ? nothing : html`<span class="count">${count}</span>`}
          </button>
        </div>
        <div class="card more" id="more" ?hidden=${!this.open || more === null} @change=${this.#takeFilter}>
          ${!this.open || more === null ? nothing : more === 'failed' ? reloadNote('The filters') : more(this.selection, this.#clear, (other) => this.#change(other))}
        </div>
      </form>
    `;
  }

  #renderView(label: string, pressed: boolean, view: BoardSelection['view']): TemplateResult {
    return html`<button type="button" class="view" aria-pressed=${pressed} @click=${() => this.#quick(view)}>
      ${label}
    </button>`;
  }
}

/** The filters in the folded part of the form. */
function filtersIn({ name, author, from, to, archived, sort, limit }: BoardSelection): unknown[] {
  return [name, author, from, to, archived, sort, limit].filter((value) => value !== undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    'event-filters': EventFilters;
  }
}
