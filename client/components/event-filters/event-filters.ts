import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { maxListLimit } from '../../../shared/list-rules.ts';
import type { BoardSelection } from '../../state/selection.ts';
import { controls } from '../../styles/controls.ts';
import { fields } from '../../styles/fields.ts';

const orders = [
  ['date', 'By day'], ['-date', 'By day, last first'], ['name', 'By title'], ['-name', 'By title, Z to A'],
  ['-created', 'Newest post first'], ['created', 'Oldest post first'],
] as const;
const archives = [['false', 'Leave out'], ['any', 'Include'], ['true', 'Only these']] as const;

/** Typing pauses for so long before the board follows: on a large board each step costs some milliseconds. */
const typingPauseMs = 120;

/**
 * Search and filters. What is chosen stands in the page's address, so that it can be linked.
 *
 * @property selection what is chosen
 * @fires selection-change with the new selection
 */
@customElement('event-filters')
export class EventFilters extends LitElement {
  static override styles = [
    controls,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-3);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.55rem;
      }
      .search {
        flex: 1 1 15rem;
      }
      .search input {
        padding: 0 1.1rem;
        border-color: var(--line);
        border-radius: var(--round);
        background: var(--card);
      }
      .search input:hover {
        border-color: var(--line-strong);
      }
      .chip {
        min-height: var(--target);
        padding: 0 1rem;
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: transparent;
        font-size: var(--text-2);
        cursor: pointer;
      }
      .chip:hover {
        border-color: var(--line-strong);
      }
      .chip[aria-pressed='true'] {
        border-color: var(--ink);
        background: var(--ink);
        color: var(--paper);
      }
      .chip[aria-expanded='true'] {
        border-color: var(--ink);
      }
      .count {
        display: inline-block;
        min-width: 1.4em;
        margin-left: 0.35rem;
        padding: 0 0.3em;
        border-radius: var(--round);
        background: var(--accent);
        color: var(--accent-ink);
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
      @media (max-width: 30rem) {
        /* A line of its own, or what it says of itself is cut off. */
        .search {
          flex-basis: 100%;
        }
      }
      @media (forced-colors: active) {
        .chip[aria-pressed='true'] {
          border-width: 3px;
        }
      }
    `,
  ];

  @property({ attribute: false }) selection: BoardSelection = {};
  @state() private open = false;
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Words that are still being typed; null when the selection has them. */
  #words: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override render(): TemplateResult {
    const { q = '', view } = this.selection;
    const count = filtersIn(this.selection).length;
    return html`
      <form role="search" aria-label="Events" @submit=${this.#submit}>
        <div class="row">
          <div class="field search">
            <label class="visually-hidden" for="q">Find an event, a place, a person</label>
            <input id="q" type="search" name="q" placeholder="Find an event, a place, a person" autocomplete="off" enterkeyhint="search" .value=${live(this.#words ?? q)} @input=${this.#takeWords} />
          </div>
          <button type="button" class="chip" aria-pressed=${view === undefined && count === 0} @click=${() => this.#quick(undefined)}>Upcoming</button>
          <button type="button" class="chip" aria-pressed=${view === 'week'} @click=${() => this.#quick('week')}>This week</button>
          <button type="button" class="chip" aria-expanded=${this.open} aria-controls="more" @click=${() => { this.open = !this.open; }}>
            Filter${count === 0 ? nothing : html`<span class="count">${count}</span>`}
          </button>
        </div>
        <div class="card more" id="more" ?hidden=${!this.open} @change=${this.#takeFilter}>${this.open ? this.#renderMore() : nothing}</div>
      </form>
    `;
  }

  #renderMore(): TemplateResult {
    const { name = '', author = '', from = '', to = '', archived = 'false', sort = 'date', limit = '' } = this.selection;
    return html`
      ${textField('name', 'Title, in full', name)}
      ${textField('author', 'Posted by', author)}
      <div class="field"><label for="from">From</label><input id="from" type="date" name="from" max="9999-12-31" class=${from === '' ? 'blank' : ''} .value=${live(from)} /></div>
      <div class="field"><label for="to">To</label><input id="to" type="date" name="to" max="9999-12-31" class=${to === '' ? 'blank' : ''} .value=${live(to)} /></div>
      ${choice('sort', 'Order', orders, sort)}
      ${choice('archived', 'Archived events', archives, archived)}
      <div class="field">
        <label for="limit">At most</label>
        <input id="limit" type="number" name="limit" min="1" max=${maxListLimit} inputmode="numeric" placeholder="All" .value=${live(String(limit))} />
      </div>
      <button type="button" class="button clear" @click=${this.#clear}>Clear all</button>
    `;
  }

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
    const isDefault = value.trim() === '' || (name === 'sort' && value === 'date') || (name === 'archived' && value === 'false');
    const chosen = isDefault ? undefined : name === 'limit' ? Number(value) : value;
    this.#change({ ...this.selection, ...(name === 'from' || name === 'to' ? { view: undefined } : {}), [name]: chosen });
  };

  #clear = (): void => {
    this.#words = null;
    this.#change({});
  };

  /** The quick ones begin anew but for the words. */
  #quick(view: BoardSelection['view']): void {
    this.#change({ q: this.selection.q, view });
  }

  /** Takes along words whose pause is not over yet. */
  #change(selection: BoardSelection): void {
    clearTimeout(this.#typing);
    const words = this.#words;
    this.#words = null;
    const detail = words === null ? selection : { ...selection, q: words.trim() === '' ? undefined : words };
    this.dispatchEvent(new CustomEvent('selection-change', { detail }));
  }
}

function textField(name: string, label: string, value: string): TemplateResult {
  return html`<div class="field"><label for=${name}>${label}</label><input id=${name} name=${name} maxlength="200" autocomplete="off" .value=${live(value)} /></div>`;
}

function choice(name: string, label: string, options: readonly (readonly [string, string])[], chosen: string): TemplateResult {
  return html`
    <div class="field">
      <label for=${name}>${label}</label>
      <select id=${name} name=${name}>
        ${options.map(([value, text]) => html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`)}
      </select>
    </div>
  `;
}

/** The filters that the folded part of the form holds. */
function filtersIn({ name, author, from, to, archived, sort, limit }: BoardSelection): unknown[] {
  return [name, author, from, to, archived, sort, limit].filter((value) => value !== undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    'event-filters': EventFilters;
  }
}
