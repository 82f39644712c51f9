import { html, LitElement, nothing, render, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { paginate, type ProjectorPage } from './projector-pages.ts';
import type { ProjectorRotation } from './projector-rotation.ts';
import type { ProjectorRow } from './projector-rows.ts';
import { typeSizes } from './projector-type.ts';
import { controls } from '../ui/styles/controls.ts';
import { projectorEventsStyles } from './projector-events.styles.ts';
import { renderRow, type RowLook } from './projector-row.ts';

/** The sizes of names, in vh. */
const stackedFrom = 7.9;

/** Bounded, because a screen is on for months and the texts of rows change every minute. */
const maxKept = 2_000;

/**
 * One page of events, none of them cut off: each row is measured as it would be drawn, then the rows are divided into
 * pages.
 *
 * @property rows all rows, in order
 * @property step the chosen size of names, as an index of `typeSizes`
 * @property rotation decides which page is on the screen; receives the pages
 * @property moment a number that changes when the rotation may have moved
 * @fires pages-change after the pages were drawn: their number, the current page and the seen news may have changed
 */
@customElement('projector-events')
export class ProjectorEvents extends LitElement {
  static override styles = [controls, ...projectorEventsStyles];

  @property({ attribute: false }) rows: readonly ProjectorRow[] = [];
  @property({ attribute: false }) step = 0;
  @property({ attribute: false }) rotation!: ProjectorRotation;
  @property({ attribute: false }) moment = 0;
  @query('.measure') private measure!: HTMLElement | null;
  #pages: readonly ProjectorPage[] = [];
  /** Heights by a row's text. Valid for one width, one picture height and the loaded fonts. */
  #heights = new Map<string, readonly number[]>();
  #measuredFor = '';
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    document.fonts.addEventListener('loadingdone', this.#fontsChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    document.fonts.removeEventListener('loadingdone', this.#fontsChanged);
  }

  protected override willUpdate(): void {
    if (this.measure === null) return;
    this.#pages = this.#dealOut(this.measure);
    this.rotation.setPages(
      this.#pages.map((page) => page.map(({ id }) => id)),
      performance.now(),
    );
  }

  protected override firstUpdated(): void {
    // The element to measure in exists only now.
    this.requestUpdate();
  }

  protected override updated(): void {
    this.dispatchEvent(new CustomEvent('pages-change'));
  }

  #dealOut(measure: HTMLElement): ProjectorPage[] {
    const { clientHeight: room, clientWidth: width } = this;
    const measuredFor = [width, window.innerHeight, this.step].join();
    if (measuredFor !== this.#measuredFor || this.#heights.size > maxKept) this.#heights.clear();
    this.#measuredFor = measuredFor;
    this.#measureNew(measure);
    const gap = parseFloat(getComputedStyle(measure).rowGap);
    return paginate(
      this.rows.map((row) => ({ id: row.id, heights: this.#heights.get(this.#keyOf(row))! })),
      room,
      gap,
    );
  }

  /** Draws the rows of unknown height invisibly at each step of type, and reads their heights. */
  #measureNew(measure: HTMLElement): void {
    const unknown = this.rows.filter((row) => !this.#heights.has(this.#keyOf(row)));
    if (unknown.length === 0) return;
    const steps = typeSizes.length - this.step + 1;
    const looks = Array.from({ length: steps }, (_, step) => this.#lookAt(step, this.step));
    render(
      html`${unknown.map((row) => looks.map((look) => renderRow(row, { ...look, fresh: this.rotation.isNew(row.id) })))}`,
      measure,
    );
    const heights = [...measure.children].map((row) => row.getBoundingClientRect().height);
    for (const [index, row] of unknown.entries())
      this.#heights.set(this.#keyOf(row), heights.slice(index * steps, (index + 1) * steps));
    render(nothing, measure);
  }

  /** How a row looks at each step down: smaller and smaller, finally without the line under the name. */
  #lookAt(step: number, first: number): Omit<RowLook, 'fresh'> {
    const size = Math.min(first + step, typeSizes.length - 1);
    return { size, bare: first + step >= typeSizes.length };
  }

  /** In large type a name needs the whole width, so the time moves above it. */
  #listClass(): string {
    return `size-${this.step} ${typeSizes[this.step]! >= stackedFrom ? 'stacked' : ''}`;
  }

  #keyOf(row: ProjectorRow): string {
    return JSON.stringify([row, this.rotation.isNew(row.id)]);
  }

  #fontsChanged = (): void => {
    this.#measuredFor = '';
    this.requestUpdate();
  };

  override render(): TemplateResult {
    const { rotation, step } = this;
    const page = this.#pages[rotation.index] ?? [];
    const rowsById = new Map(this.rows.map((row) => [row.id, row]));
    return html`
      ${keyed(
        rotation.index,
        html`<ol class="page ${this.#listClass()}">
          ${repeat(
            page,
            ({ id }) => id,
            (placed) =>
              renderRow(rowsById.get(placed.id)!, {
                ...this.#lookAt(placed.step, step),
                fresh: rotation.isNew(placed.id),
              }),
          )}
        </ol>`,
      )}
      <ol class="measure ${this.#listClass()}" aria-hidden="true"></ol>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-events': ProjectorEvents;
  }
}
