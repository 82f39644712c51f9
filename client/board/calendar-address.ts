import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { copyField } from '../ui/copy-field.ts';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';
import { fields } from '../ui/styles/fields.ts';

/**
 * The address of a board's calendar, for calendar apps that cannot be opened by a link.
 *
 * @property address the absolute address
 */
@customElement('calendar-address')
export class CalendarAddress extends LitElement {
  static override styles = [
    controls,
    fields,
    dialogs,
    css`
      dialog {
        width: min(34rem, calc(100vw - 2rem));
      }
      .quiet {
        margin-top: var(--space-2);
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
      .field {
        margin-top: var(--space-4);
      }
      .said {
        min-height: 1.4em;
        margin-top: var(--space-2);
        font-size: var(--text-2);
      }
      .actions {
        margin-top: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) address = '';
  @state() private said = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;

  /** Opens the dialog. It removes itself when it closes. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
    this.field.select();
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.remove()}>
        <h2 id="heading">This board in your calendar</h2>
        <p class="quiet">
          Add this address to your calendar app: “From URL” in Google Calendar, “New Calendar Subscription” in Apple
          Calendar, “Subscribe from web” in Outlook. It then updates when the board changes.
        </p>
        <div class="field">
          <label for="address">Address</label
          ><input id="address" readonly .value=${this.address} @focus=${() => this.field.select()} />
        </div>
        <p class="said" role="status">${this.said}</p>
        <div class="actions">
          <button type="button" class="button" @click=${() => this.dialog.close()}>Close</button>
          <button
            type="button"
            class="button primary"
            @click=${async () => {
              this.said = await copyField(this.field);
            }}
          >
            Copy
          </button>
        </div>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'calendar-address': CalendarAddress;
  }
}
