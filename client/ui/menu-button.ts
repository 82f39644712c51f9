import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from './icon.ts';
import type { IconName } from './icon-names.ts';
import { controls } from './styles/controls.ts';

/**
 * A button that opens a menu of links and buttons. It closes after a choice, with Escape, and when the focus or a click
 * goes elsewhere.
 *
 * @property label the words of the button
 * @property icon the icon before them
 * @attribute primary whether it is the page's main action
 * @attribute bare whether it shows the icon alone
 * @attribute bare-on-phones whether it does so on phones
 * @slot links and buttons, each a choice
 */
@customElement('menu-button')
export class MenuButton extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: block;
      }
      .button {
        width: 100%;
      }
      :host([bare]) .button {
        width: var(--target);
        padding: 0;
      }
      .menu {
        position: absolute;
        inset-block: var(--menu-at, calc(100% + var(--space-1)) auto);
        inset-inline-end: 0;
        z-index: 3;
        display: grid;
        width: max-content;
        min-width: 100%;
        max-width: calc(100vw - 2 * var(--space-4));
        padding: var(--space-2);
        border-color: var(--line);
        box-shadow: var(--shadow-large);
      }
      ::slotted(a),
      ::slotted(button) {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding: 0 var(--space-4) 0 var(--space-3);
        border: 0;
        border-radius: var(--radius-field);
        background: none;
        font-weight: 600;
        text-align: start;
        text-decoration: none;
        cursor: pointer;
      }
      ::slotted(a) {
        color: var(--ink) !important;
      }
      ::slotted(a:hover),
      ::slotted(button:hover) {
        background: var(--sunk);
      }
      @media (max-width: 44rem) {
        :host([bare-on-phones]) .button {
          width: var(--target);
          padding: 0;
        }
        :host([bare-on-phones]) .label {
          position: absolute;
          overflow: hidden;
          width: 1px;
          height: 1px;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) label = '';
  @property({ attribute: false }) icon: IconName = 'more';
  @property({ type: Boolean }) primary = false;
  @property({ type: Boolean }) bare = false;
  @state() private open = false;
  @query('button') private button!: HTMLButtonElement;

  constructor() {
    super();
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.open) this.#closeHere();
    });
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.contains(relatedTarget)) this.open = false;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('click', this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.#closeOutside);
  }

  override focus(): void {
    this.button.focus();
  }

  #closeOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = false;
  };

  #closeHere = (): void => {
    this.button.focus();
    this.open = false;
  };

  /**
   * Before the choice takes effect, the focus goes to the button: a dialog that it opens returns the focus there, and not
   * into the closed menu.
   */
  readonly #choose = { handleEvent: () => this.#closeHere(), capture: true };

  override render(): TemplateResult {
    const { label } = this;
    return html`
      <button
        type="button"
        class="button ${this.primary ? 'primary' : ''}"
        aria-expanded=${this.open}
        aria-controls="menu"
        @click=${() => {
          this.open = !this.open;
        }}
      >
        ${icon(this.icon)}<span class=${this.bare ? 'visually-hidden' : 'label'}>${label}</span>
      </button>
      <div id="menu" class="menu card" role="group" aria-label=${label} ?hidden=${!this.open} @click=${this.#choose}>
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'menu-button': MenuButton;
  }
}
