import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Category } from '../../../shared/category.ts';
import { loadedView } from '../../ui/loaded-view.ts';
import { controls } from '../../ui/styles/controls.ts';
import { Subscription } from '../../ui/subscription.ts';
import { nothingFoundNote, noteStyles } from '../board-notes.ts';
import type { DrawView } from '../drawn-board.ts';
import type { BoardSelection } from '../selection.ts';
import { ArchiveSearch, type ArchiveResult } from './archive-search.ts';
import '../event-list.ts';

/**
 * What a selection finds in the archive, page by page. It is not live.
 *
 * @property slug the board's slug
 * @property categories the board's categories
 * @property today today's date on the board
 * @property now the current time
 * @property selection what is looked for
 * @fires show-all to leave the archive
 */
@customElement('archive-view')
export class ArchiveView extends LitElement {
  static override styles = [
    controls,
    noteStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .more {
        justify-self: center;
      }
      @media print {
        .more {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) slug = 'main';
  @property({ attribute: false }) categories: readonly Category[] = [];
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) now = new Date();
  @property({ attribute: false }) selection: BoardSelection = {};
  #archive = new ArchiveSearch('main');

  constructor() {
    super();
    new Subscription(this, (redraw) => {
      this.#archive = new ArchiveSearch(this.slug);
      return this.#archive.onChange(redraw);
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selection')) this.#search();
  }

  #search = (): void => this.#archive.search(this.selection);

  #showAll = (): void => {
    this.dispatchEvent(new CustomEvent('show-all'));
  };

  override render(): TemplateResult {
    return loadedView(this.#archive.state, {
      known: (result) => this.#renderFound(result),
      retry: this.#search,
      failed: (note) => html`<div class="card note"><strong>The search failed.</strong>${note}</div>`,
    });
  }

  #renderFound({ events, next }: ArchiveResult): TemplateResult {
    if (events.length === 0) return nothingFoundNote(this.#showAll);
    return html`
      <event-list
        .agenda=${{ upcoming: [{ day: '', events }], past: [] }}
        .categories=${this.categories}
        .today=${this.today}
        .now=${this.now}
        .shown=${Infinity}
      ></event-list>
      ${next === null ? nothing : html`<button type="button" class="button more" @click=${() => this.#archive.more()}>Show more</button>`}
    `;
  }
}

export const drawView: DrawView = ({ slug, categories, today, now, selection, show }) =>
  html`<archive-view
    .slug=${slug}
    .categories=${categories}
    .today=${today}
    .now=${now}
    .selection=${selection}
    @show-all=${() => show({})}
  ></archive-view>`;

declare global {
  interface HTMLElementTagNameMap {
    'archive-view': ArchiveView;
  }
}
