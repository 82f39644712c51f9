import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from './styles/controls.ts';
import { dialogs } from './styles/dialogs.ts';

/**
 * Asks for confirmation. Escape and a click outside cancel.
 *
 * @property heading the question
 * @property detail what confirming does
 * @property confirmLabel the label of the button that confirms
 * @property moreLabel the label of a second button that does more; '' for no such button
 * @property cancelLabel the label of the button that cancels
 * @attribute calm for actions that remove nothing: the button is not red
 * @fires confirm with `{more}`: whether the second button was pressed
 */
@customElement('confirm-dialog')
export class ConfirmDialog extends LitElement {
  static override styles = [
    controls,
    dialogs,
    css`
      /* Closed, it takes no room beside its neighbours. */
      :host {
        display: contents;
      }
      .wide {
        width: min(36rem, calc(100vw - 2rem));
      }
      p {
        margin-top: var(--space-2);
        color: var(--ink-quiet);
      }
      .yes {
        border-color: transparent;
        background: var(--danger);
        color: var(--card);
      }
      @media (max-width: 30rem) {
        .button {
          flex: auto;
        }
      }
      .yes:hover {
        color: var(--card);
        filter: brightness(1.08);
      }
      :host([calm]) .yes {
        background: var(--accent);
        color: var(--on-accent);
      }
    `,
  ];

  @property({ attribute: false }) heading = '';
  @property({ attribute: false }) detail = '';
  @property({ attribute: false }) confirmLabel = 'Yes';
  @property({ attribute: false }) moreLabel = '';
  @property({ attribute: false }) cancelLabel = 'Cancel';
  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.returnValue = '';
    this.dialog.showModal();
  }

  #close = (): void => {
    const { returnValue } = this.dialog;
    if (returnValue !== '')
      this.dispatchEvent(new CustomEvent('confirm', { detail: { more: returnValue === 'more' } }));
  };

  #clickBeside = (event: MouseEvent): void => {
    if (event.target !== this.dialog || event.detail === 0) return;
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    const inside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    if (!inside) this.dialog.close('');
  };

  override render(): TemplateResult {
    return html`
      <dialog
        class=${this.moreLabel === '' ? '' : 'wide'}
        aria-labelledby="heading"
        aria-describedby="detail"
        @close=${this.#close}
        @click=${this.#clickBeside}
      >
        <form method="dialog">
          <h2 id="heading">${this.heading}</h2>
          <p id="detail">${this.detail}</p>
          <div class="actions">
            <button class="button" value="">${this.cancelLabel}</button>
            <button class="button yes" value="yes">${this.confirmLabel}</button>
            ${this.moreLabel === '' ? nothing : html`<button class="button yes" value="more">${this.moreLabel}</button>`}
          </div>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'confirm-dialog': ConfirmDialog;
  }
}
