import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BoardEvent } from '../../../shared/event.ts';
import { categoryOf } from '../../../shared/category-of.ts';
import { Media } from '../../ui/media.ts';
import { pills } from '../../ui/pill.ts';
import { categories } from '../../ui/styles/categories.ts';
import { controls } from '../../ui/styles/controls.ts';
import { leadOf } from '../agenda.ts';
import type { DrawnBoard, DrawView } from '../drawn-board.ts';
import { poster, posterStyles } from '../posters/poster.ts';
import type { BoardSelection } from '../selection.ts';
import '../month/month-view.ts';
import './mini-month.ts';

/** As wide as a whole month needs beside the list. */
const wideScreen = '(min-width: 100rem)';
/** Two rows. */
const maxPosters = { narrow: 4, wide: 8 };

/**
 * Beside the list on wide screens: the month, and what hangs on the wall.
 *
 * @property board what is drawn
 */
@customElement('board-rail')
export class BoardRail extends LitElement {
  static override styles = [
    controls,
    pills,
    categories,
    posterStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-6);
        position: sticky;
        top: min(var(--space-4), calc(100vh - var(--rail-height, 0px) - var(--space-4)));
        align-self: start;
      }
      h2 {
        margin-bottom: var(--space-3);
        font-size: var(--text-3);
        font-weight: 700;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--space-4);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      @media (min-width: 100rem) {
        ul {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) board!: DrawnBoard;
  /** What the month beside the list shows. */
  @state() private shown: BoardSelection = {};
  readonly #wide = new Media(this, wideScreen);
  /** Once it is all seen, it stays in sight while the list goes on. */
  readonly #size = new ResizeObserver(() => this.style.setProperty('--rail-height', `${this.offsetHeight}px`));

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  override render(): TemplateResult {
    const { board } = this;
    const everyDate: DrawnBoard = { ...board, agenda: board.everyDate() };
    const posters = this.#chooseForWall();
    return html`
      <section aria-label="Month">
        ${
          this.#wide.matches
            ? html`<month-view
                beside
                .board=${{ ...everyDate, selection: { ...board.selection, ...this.shown }, show: this.#turn }}
              ></month-view>`
            : html`<mini-month .board=${everyDate}></mini-month>`
        }
      </section>
      ${posters.length === 0 ? nothing : this.#renderWall(posters)}
    `;
  }

  #renderWall(posters: readonly BoardEvent[]): TemplateResult {
    const { categories: known, today } = this.board;
    return html`<section aria-labelledby="wall">
      <h2 id="wall">On the wall</h2>
      <ul>
        ${repeat(
          posters,
          ({ id }) => id,
          (event) => html`<li>${poster(event, categoryOf(known, event), today)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #turn = ({ month }: BoardSelection): void => {
    this.shown = { month };
  };

  /** What comes next and has a picture. Nothing hangs there if there is none. */
  #chooseForWall(): BoardEvent[] {
    const { agenda, now, today } = this.board;
    const lead = leadOf(agenda, now, today);
    return agenda.upcoming
      .flatMap(({ events }) => events)
      .filter(({ id, picture, cancelled }) => picture !== null && !cancelled && id !== lead)
      .slice(0, this.#wide.matches ? maxPosters.wide : maxPosters.narrow);
  }
}

export const drawView: DrawView = (board) => html`<board-rail .board=${board}></board-rail>`;

declare global {
  interface HTMLElementTagNameMap {
    'board-rail': BoardRail;
  }
}
