import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ProjectorRow } from './projector-rows.ts';
import { icon } from '../ui/icon.ts';
import { controls } from '../ui/styles/controls.ts';

/** The sizes of the name, in hundredths of the picture's height. The largest that fits is used. */
const sizes = [15, 13, 11, 9.4, 8, 7, 6, 5.25];

/**
 * One event, as large as the screen has room for.
 *
 * @property row the event in the projector's words
 */
@customElement('projector-spotlight')
export class ProjectorSpotlight extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        align-content: center;
        gap: calc(3 * var(--u));
        min-height: 0;
        overflow: hidden;
      }
      .when {
        font-size: calc(max(5.25, 0.6 * var(--size)) * var(--u));
        font-weight: 700;
        line-height: 1.2;
      }
      h2 {
        font-size: calc(var(--size) * var(--u));
        font-weight: 800;
        line-height: 1.1;
        overflow-wrap: anywhere;
        text-wrap: balance;
      }
      .struck {
        text-decoration: line-through;
      }
      .about {
        font-size: calc(max(5, 0.5 * var(--size)) * var(--u));
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .mark {
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) row!: ProjectorRow;
  @query('h2') private name!: HTMLElement;
  readonly #resized = new ResizeObserver(() => this.#fit());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    document.fonts.addEventListener('loadingdone', this.#fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    document.fonts.removeEventListener('loadingdone', this.#fit);
  }

  protected override updated(): void {
    this.#fit();
  }

  #fit = (): void => {
    if (!this.hasUpdated) return;
    for (const size of sizes) {
      this.style.setProperty('--size', String(size));
      if (this.scrollHeight <= this.clientHeight && this.name.scrollWidth <= this.name.clientWidth) return;
    }
  };

  override render(): TemplateResult {
    const { name, when, category, about, from, cancelled } = this.row;
    return html`
      <p class="when">
        ${when.first} ·
        ${when.second}${category === undefined ? nothing : html` · ${icon(category.icon)} ${category.name}`}
      </p>
      <h2 dir="auto" class=${cancelled ? 'struck' : ''}>${name}</h2>
      <p class="about" dir="auto">
        ${cancelled ? html`<span class="mark">Cancelled</span> · ` : nothing}${about === from ? from : `${about} · ${from}`}
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-spotlight': ProjectorSpotlight;
  }
}
