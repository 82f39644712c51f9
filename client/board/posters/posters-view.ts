import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { categoryOf } from '../../../shared/category-of.ts';
import { pills } from '../../ui/pill.ts';
import { categories } from '../../ui/styles/categories.ts';
import { controls } from '../../ui/styles/controls.ts';
import { formatCount } from '../../words/format.ts';
import { nothingFoundNote, nothingPlannedNote, noteStyles } from '../board-notes.ts';
import type { DrawnBoard, DrawView } from '../drawn-board.ts';
import { selects } from '../selection.ts';
import { poster, posterStyles } from './poster.ts';
import { postersInOrder } from './posters-in-order.ts';

/** Six rows of a wide screen. */
const portion = 48;

/**
 * What comes, as posters on a wall. One that is being sent is shown when it is there.
 *
 * @property board what is drawn
 */
@customElement('posters-view')
export class PostersView extends LitElement {
  static override styles = [
    controls,
    pills,
    categories,
    noteStyles,
    posterStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        justify-items: center;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(11.5rem, 42%), 1fr));
        gap: var(--space-5) var(--space-4);
        width: 100%;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .note {
        justify-self: stretch;
      }
    `,
  ];

  @property({ attribute: false }) board!: DrawnBoard;
  @state() private shown = portion;

  override render(): TemplateResult {
    const { agenda, selection, sending, categories: known, today, show } = this.board;
    const events = postersInOrder(agenda, selection).filter(({ id }) => !sending.has(id));
    const { view: _posters, ...rest } = selection;
    if (events.length === 0)
      return selects(rest) ? nothingFoundNote(() => show({})) : nothingPlannedNote(agenda.past.length > 0);
    const left = events.length - this.shown;
    return html`
      <h2 class="visually-hidden">Posters</h2>
      <ul>
        ${repeat(
          events.slice(0, this.shown),
          ({ id }) => id,
          (event) => html`<li>${poster(event, categoryOf(known, event), today)}</li>`,
        )}
      </ul>
      ${left <= 0 ? nothing : html`<button type="button" class="button" @click=${this.#showMore}>Show more (${formatCount(left)} left)</button>`}
    `;
  }

  #showMore = (): void => {
    const before = this.shown;
    this.shown += portion;
    void this.updateComplete.then(() => this.renderRoot.querySelectorAll('a')[before]?.focus());
  };
}

export const drawView: DrawView = (board) => html`<posters-view .board=${board}></posters-view>`;

declare global {
  interface HTMLElementTagNameMap {
    'posters-view': PostersView;
  }
}
