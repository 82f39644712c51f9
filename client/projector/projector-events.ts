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
/** More than these fit on no screen in larger type. */
const maxFew = 6;

/** Bounded, because a screen is on for months and the texts of rows change every minute. */
const maxKept = 2_000;

/**
 * One page of events, none of them cut off: each row is measured as it would be drawn, then the rows are divided into
 * pages.
 *
 * @property rows all rows, in order
 * @property step the chosen size of names, as an index of `typeSizes`
 * @attribute grows whether names are larger than that if all events then still fit on one page
 * @property rotation decides which page is on the screen; receives the pages
 * @property moment a number that changes when the rotation may have moved
 * @fires pages-change after the pages were drawn: their number, the current page and the seen news may have changed
 */
@customElement('projector-events')
export class ProjectorEvents extends LitElement {
  static override styles = [controls, ...projectorEventsStyles];

  @property({ attribute: false }) rows: readonly ProjectorRow[] = [];
  @property({ attribute: false }) step = 0;
  @property({ type: Boolean }) grows = false;
  @property({ attribute: false }) rotation!: ProjectorRotation;
  @property({ attribute: false }) moment = 0;
  @query('.measure') private measure!: HTMLElement | null;
  #pages: readonly ProjectorPage[] = [];
  /** Heights by a row's text. Valid for one width, one picture height and the loaded fonts. */
  #heights = new Map<string, readonly number[]>();
  #measuredFor = '';
  /** The size of names on the screen. */
  #shownStep = 0;
  /** What `#shownStep` was found for. */
  #grownFor = '';
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  get shownStep(): number {
    return this.#shownStep;
  }

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
    const gap = parseFloat(getComputedStyle(measure).rowGap);
    this.#grow(measure, { room, gap });
    const measuredFor = [width, window.innerHeight, this.#shownStep].join();
    if (measuredFor !== this.#measuredFor || this.#heights.size > maxKept) this.#heights.clear();
    this.#measuredFor = measuredFor;
    measure.className = `measure ${this.#listClass(this.#shownStep)}`;
    this.#measureNew(measure);
    return paginate(
      this.rows.map((row) => ({ id: row.id, heights: this.#heights.get(this.#keyOf(row))! })),
      room,
      gap,
    );
  }

  /** Finds the largest type in which all rows are on one page, without a broken word; if there is none, the type is as chosen. */
  #grow(measure: HTMLElement, { room, gap }: { room: number; gap: number }): void {
    const few = this.grows && this.rows.length <= maxFew;
    const grownFor = few
      ? JSON.stringify([this.rows.map((row) => this.#keyOf(row)), room, this.clientWidth, this.step])
      : '';
    if (few && grownFor === this.#grownFor) return;
    this.#grownFor = grownFor;
    this.#shownStep = this.step;
    if (!few) return;
    for (let step = 0; step < this.step; step += 1) {
      measure.className = `measure whole-words ${this.#listClass(step)}`;
      render(
        this.rows.map((row) => renderRow(row, { size: step, bare: false, fresh: this.rotation.isNew(row.id) })),
        measure,
      );
      const needed = [...measure.children].reduce((sum, row) => sum + row.getBoundingClientRect().height + gap, -gap);
      const isWhole = [...measure.querySelectorAll('.what, .when')].every((one) => one.scrollWidth <= one.clientWidth);
      render(nothing, measure);
      if (needed <= room && isWhole) {
        this.#shownStep = step;
        return;
      }
    }
  }

  /** Draws the rows of unknown height invisibly at each step of type, and reads their heights. */
  #measureNew(measure: HTMLElement): void {
    const unknown = this.rows.filter((row) => !this.#heights.has(this.#keyOf(row)));
    if (unknown.length === 0) return;
    const steps = typeSizes.length - this.#shownStep + 1;
    const looks = Array.from({ length: steps }, (_, step) => this.#lookAt(step, this.#shownStep));
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
  #listClass(step: number): string {
    return `size-${step} ${typeSizes[step]! >= stackedFrom ? 'stacked' : ''}`;
  }

  #keyOf(row: ProjectorRow): string {
    return JSON.stringify([row, this.rotation.isNew(row.id)]);
  }

  #fontsChanged = (): void => {
    this.#measuredFor = '';
    this.#grownFor = '';
    this.requestUpdate();
  };

  override render(): TemplateResult {
    const { rotation } = this;
    const step = this.#shownStep;
    const page = this.#pages[rotation.index] ?? [];
    const rowsById = new Map(this.rows.map((row) => [row.id, row]));
    return html`
      ${keyed(
        rotation.index,
        html`<ol class="page ${this.#listClass(step)}">
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
      <ol class="measure" aria-hidden="true"></ol>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-events': ProjectorEvents;
  }
}
