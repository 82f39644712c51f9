import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { defaultListLimit, maxListLimit } from '../../../shared/list-limits.ts';
import type { BoardSelection } from '../../state/selection.ts';
import { controls } from '../../styles/controls.ts';

/**
 * Search and filters. What is chosen stands in the page's address, so that it can be linked.
 *
 * @property selection what is chosen
 * @fires selection-change with the new selection in `detail`
 */
@customElement('event-filters')
export class EventFilters extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
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
        flex: 1 1 14rem;
        min-width: 0;
      }
      .search input {
        padding: 0 1.1rem;
        border-color: var(--line);
        border-radius: 999px;
        background: var(--card);
      }
      .chip {
        min-height: var(--target);
        padding: 0 1rem;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: transparent;
        font-size: var(--text-2);
        cursor: pointer;
      }
      .chip:hover {
        border-color: var(--line-strong);
      }
      .chip[aria-pressed='true'] {
        border-color: transparent;
        background: var(--ink);
        color: var(--paper);
      }
      .more {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr));
        gap: var(--space-3);
        padding: var(--space-4);
      }
      .more .end {
        align-self: end;
      }
    `,
  ];

  @property({ attribute: false }) selection: BoardSelection = {};
  @state() private open = false;

  override render(): TemplateResult {
    const { q = '', view } = this.selection;
    const hidden = hasFilters(this.selection);
    return html`
      <form role="search" aria-label="Events" @submit=${(event: Event) => event.preventDefault()}>
        <div class="row">
          <div class="field search">
            <label class="visually-hidden" for="q">Find an event</label>
            <input id="q" type="search" name="q" maxlength="200" placeholder="Find an event, a place, a person" autocomplete="off" enterkeyhint="search"
              .value=${q} @input=${this.#takeWords} />
          </div>
          <button type="button" class="chip" aria-pressed=${view === undefined && !hidden} @click=${() => this.#change({ q: this.selection.q })}>Upcoming</button>
          <button type="button" class="chip" aria-pressed=${view === 'week'} @click=${() => this.#change({ q: this.selection.q, view: 'week' })}>This week</button>
          <button type="button" class="chip" aria-pressed=${hidden} aria-expanded=${this.open || hidden} aria-controls="more" @click=${() => { this.open = !this.open; }}>Filter</button>
        </div>
        ${this.open || hidden ? this.#renderMore() : nothing}
      </form>
    `;
  }

  #renderMore(): TemplateResult {
    const { name = '', author = '', from = '', to = '', archived = 'false', sort = 'date', limit } = this.selection;
    return html`
      <div class="card more" id="more" @change=${this.#takeFilters}>
        <div class="field"><label for="name">Exact title</label><input id="name" name="name" maxlength="120" .value=${name} /></div>
        <div class="field"><label for="author">Posted by</label><input id="author" name="author" maxlength="60" .value=${author} /></div>
        <div class="field"><label for="from">From</label><input id="from" type="date" name="from" .value=${from} /></div>
        <div class="field"><label for="to">To</label><input id="to" type="date" name="to" .value=${to} /></div>
        <div class="field"><label for="sort">Order</label>
          <select id="sort" name="sort" .value=${sort}>
            ${sortNames.map(([value, label]) => html`<option value=${value} ?selected=${value === sort}>${label}</option>`)}
          </select>
        </div>
        <div class="field"><label for="archived">Archive</label>
          <select id="archived" name="archived">
            ${archiveNames.map(([value, label]) => html`<option value=${value} ?selected=${value === archived}>${label}</option>`)}
          </select>
        </div>
        <div class="field"><label for="limit">At most</label><input id="limit" type="number" name="limit" min="1" max=${maxListLimit} placeholder=${archived === 'false' ? 'all' : defaultListLimit} .value=${limit === undefined ? '' : String(limit)} /></div>
        <button type="button" class="button end" @click=${() => { this.open = false; this.#change({}); }}>Clear all</button>
      </div>
    `;
  }

  #takeWords = (event: Event): void => {
    const q = (event.target as HTMLInputElement).value;
    this.#change({ ...this.selection, q: q.trim() === '' ? undefined : q });
  };

  #takeFilters = (event: Event): void => {
    const { name, value, validity } = event.target as HTMLInputElement;
    if (!validity.valid) return;
    const chosen = value.trim() === '' || value === 'false' ? undefined : name === 'limit' ? Number(value) : value;
    this.#change({ ...this.selection, view: undefined, [name]: chosen });
  };

  #change(selection: BoardSelection): void {
    this.dispatchEvent(new CustomEvent('selection-change', { detail: selection, bubbles: true, composed: true }));
  }
}

const sortNames = [
  ['date', 'By date'], ['-date', 'By date, latest first'], ['name', 'By title'], ['-name', 'By title, Z to A'],
  ['-created', 'Newest first'], ['created', 'Oldest first'],
] as const;
const archiveNames = [['false', 'Current events'], ['any', 'Current and archived'], ['true', 'Only archived']] as const;

function hasFilters({ name, author, from, to, archived, sort, limit }: BoardSelection): boolean {
  return [name, author, from, to, archived, sort, limit].some((value) => value !== undefined);
}
