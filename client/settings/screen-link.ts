import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import '../ui/confirm-dialog.ts';
import { copyField } from '../ui/copy-field.ts';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';

/**
 * The link for a screen without a logged-in member, and how to turn it off. Asks before screens go dark.
 *
 * @property address the absolute link; null if there is none
 * @property projector the public address of the projector
 * @fires screen-renew to create a link, or replace it
 * @fires screen-drop to turn the link off
 */
@customElement('screen-link')
export class ScreenLinkSettings extends LitElement {
  static override styles = [
    controls,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .quiet {
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
      .link {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .link input {
        flex: 1 1 16rem;
        min-width: 0;
      }
      .said {
        font-size: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) address: string | null = null;
  @property({ attribute: false }) projector = '';
  @state() private said = '';
  @query('#address') private field!: HTMLInputElement;
  @query('#renew') private renewButton!: HTMLButtonElement;
  @query('#ask-renew') private renewDialog!: ConfirmDialog;
  @query('#ask-drop') private dropDialog!: ConfirmDialog;

  #tell(name: 'screen-renew' | 'screen-drop'): void {
    this.said = '';
    this.dispatchEvent(new CustomEvent(name));
  }

  #renew = (): void => {
    if (this.address === null) this.#tell('screen-renew');
    else this.renewDialog.show();
  };

  #drop = (): void => {
    // The button that had the focus goes with the link.
    this.renewButton.focus();
    this.#tell('screen-drop');
  };

  override render(): TemplateResult {
    const { address } = this;
    return html`
      <p class="quiet">
        A screen opened with this link shows the board with nobody logged in. Create a new link, or turn it off, to
        switch off every screen that uses the old one.
      </p>
      ${
        address === null
          ? html`<p class="quiet">
              There is no link yet. Anyone can open the projector at <a href=${this.projector}>${this.projector}</a>.
            </p>`
          : html` <div class="field">
              <label for="address">Link for the screen</label>
              <div class="link">
                <input id="address" readonly .value=${address} @focus=${() => this.field.select()} />
                <button
                  type="button"
                  class="button"
                  @click=${async () => {
                    this.said = await copyField(this.field);
                  }}
                >
                  Copy
                </button>
              </div>
            </div>`
      }
      <div role="status">${this.said === '' ? nothing : html`<p class="said">${this.said}</p>`}</div>
      <div class="actions">
        ${address === null ? nothing : html`<a class="button" href=${address} target="_blank">Open</a>`}
        <button type="button" class="button" id="renew" @click=${this.#renew}>
          ${address === null ? 'Create a link' : 'New link'}
        </button>
        ${address === null ? nothing : html`<button type="button" class="button" @click=${() => this.dropDialog.show()}>Turn off</button>`}
      </div>
      <confirm-dialog
        id="ask-renew"
        .heading=${'Make a new link?'}
        .detail=${'Every screen that uses this link goes dark at once, and needs the new one.'}
        .confirmLabel=${'New link'}
        @confirm=${() => this.#tell('screen-renew')}
      ></confirm-dialog>
      <confirm-dialog
        id="ask-drop"
        .heading=${'Turn off the link?'}
        .detail=${'Every screen that uses this link goes dark at once. A link that you create later is another one.'}
        .confirmLabel=${'Turn off'}
        @confirm=${this.#drop}
      ></confirm-dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'screen-link': ScreenLinkSettings;
  }
}
