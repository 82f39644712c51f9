import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { copyField } from '../ui/copy-field.ts';
import { icon } from '../ui/icon.ts';
import { isOnlyHere } from '../ui/qr-path.ts';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';
import { fields } from '../ui/styles/fields.ts';
import '../ui/qr-code.ts';

/**
 * Ways to pass on the address of a board or an event: a QR code, a copy, and the share sheet of the phone if it has one.
 *
 * @property name the name of the board or event
 * @property address its absolute address
 */
@customElement('share-dialog')
export class ShareDialog extends LitElement {
  static override styles = [
    controls,
    fields,
    dialogs,
    css`
      qr-code {
        width: min(15rem, 60vw, 40vh);
        margin: var(--space-4) auto;
        border-radius: var(--radius-field);
      }
      .said {
        min-height: 1.4em;
        margin-top: var(--space-2);
        font-size: var(--text-2);
      }
      .quiet {
        margin-bottom: var(--space-3);
        color: var(--ink-quiet);
        font-size: var(--text-2);
        text-align: center;
      }
      dialog .actions {
        margin-top: var(--space-3);
      }
      @media (forced-colors: active) {
        qr-code {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) name = '';
  @property({ attribute: false }) address = '';
  @state() private said = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;
  @query('.primary') private primary!: HTMLButtonElement;

  /** Opens the dialog. It removes itself when it closes. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
    this.primary.focus();
  }

  #copy = async (): Promise<void> => {
    this.said = '';
    this.said = await copyField(this.field);
  };

  #send = async (): Promise<void> => {
    this.said = '';
    try {
      await navigator.share({ title: this.name, url: this.address });
      this.dialog.close();
    } catch (error) {
      // They closed the share sheet.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.said = 'That did not work. Copy the link instead.';
    }
  };

  override render(): TemplateResult {
    const canSend = 'share' in navigator;
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.remove()}>
        <h2 id="heading">Share “${this.name}”</h2>
        <qr-code .text=${this.address}></qr-code>
        ${isOnlyHere(this.address) ? html`<p class="quiet">Phones can’t open this address.</p>` : nothing}
        <div class="field">
          <label for="address">Address</label
          ><input id="address" type="url" readonly .value=${this.address} @focus=${() => this.field.select()} />
        </div>
        <p class="said" role="status">${this.said}</p>
        <div class="actions">
          <button type="button" class="button" @click=${() => this.dialog.close()}>Close</button>
          <button type="button" class="button ${canSend ? '' : 'primary'}" @click=${this.#copy}>
            ${icon('link')} Copy link
          </button>
          ${canSend ? html`<button type="button" class="button primary" @click=${this.#send}>${icon('share')} Send</button>` : nothing}
        </div>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'share-dialog': ShareDialog;
  }
}
