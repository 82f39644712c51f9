import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProjectorAction } from './projector-actions.ts';
import { icon } from '../ui/icon.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * The presenter's actions as buttons, for mouse and touch, while somebody is at the computer.
 *
 * @attribute paused whether the pages are paused
 * @attribute joining whether the join slide is shown
 * @fires projector-action with a `ProjectorAction`
 */
@customElement('projector-controls')
export class ProjectorControls extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: calc(1 * var(--u));
        padding: calc(1 * var(--u));
        border: 1px solid var(--line-strong);
        border-radius: calc(2 * var(--u));
        background: var(--card-today);
        font-size: calc(4 * var(--u));
        line-height: 1.2;
      }
      button {
        min-width: max(calc(6.4 * var(--u)), var(--target));
        min-height: max(calc(6.4 * var(--u)), var(--target));
        padding: 0 calc(1.6 * var(--u));
        border: 0;
        border-radius: calc(1.2 * var(--u));
        background: none;
        color: var(--ink);
        font-weight: 600;
        cursor: pointer;
      }
      .icon:dir(rtl) {
        scale: -1 1;
      }
      button:hover,
      button[aria-pressed='true'] {
        background: var(--new);
      }
    `,
  ];

  @property({ type: Boolean }) paused = false;
  @property({ type: Boolean }) joining = false;

  override render(): TemplateResult {
    return html`
      ${this.#renderButton('previous', icon('left'), 'Previous page')}
      ${this.#renderButton('pause', 'Pause', 'Stay on this page', this.paused)}
      ${this.#renderButton('next', icon('right'), 'Next page')}
      ${this.#renderButton('join', 'Join', 'Join slide', this.joining)}
      ${this.#renderButton('smaller', 'A−', 'Smaller')} ${this.#renderButton('larger', 'A+', 'Larger')}
      ${this.#renderButton('full-screen', 'Full screen', 'Full screen')} ${this.#renderButton('help', '?', 'Shortcuts')}
    `;
  }

  #renderButton(
    action: ProjectorAction,
    text: string | TemplateResult,
    label: string,
    pressed?: boolean,
  ): TemplateResult {
    const ask = (): void => {
      this.dispatchEvent(new CustomEvent<ProjectorAction>('projector-action', { detail: action }));
    };
    // The name contains the visible text, for people who use voice control.
    const name = typeof text !== 'string' || text.length === 1 || label.includes(text) ? label : `${text}: ${label}`;
    return html`<button
      type="button"
      aria-label=${name}
      aria-pressed=${pressed === undefined ? 'undefined' : pressed ? 'true' : 'false'}
      @click=${ask}
    >
      ${text}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-controls': ProjectorControls;
  }
}
