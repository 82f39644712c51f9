import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../ui/icon.ts';
import { copyField } from '../ui/copy-field.ts';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';
import { fields } from '../ui/styles/fields.ts';

/**
 * Ways to follow a board elsewhere: in a calendar, by a link or by its address, and as an Atom feed.
 *
 * @property slug the board's slug
 */
@customElement('follow-dialog')
export class FollowDialog extends LitElement {
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
      dialog .primary {
        margin-top: var(--space-4);
      }
      dialog .actions {
        align-items: center;
        margin-top: var(--space-3);
      }
      .atom {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        margin-inline-end: auto;
        font-size: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) slug = 'main';
  @state() private said = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;

  /** Opens the dialog. It removes itself when it closes. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const feed = `/boards/${this.slug}`;
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.remove()}>
        <h2 id="heading">Follow this board</h2>
        <p class="quiet">What is posted or changed here then shows in your calendar, too.</p>
        <a class="button primary" href="webcal://${location.host}${feed}.ics"
          >${icon('calendar')} Subscribe in a calendar</a
        >
        <p class="quiet">
          Nothing opens? Add this address to your calendar app: “From URL” in Google Calendar, “New Calendar
          Subscription” in Apple Calendar, “Subscribe from web” in Outlook.
        </p>
        <div class="field">
          <label for="address">Address</label
          ><input
            id="address"
            type="url"
            readonly
            .value=${`${location.origin}${feed}.ics`}
            @focus=${() => this.field.select()}
          />
        </div>
        <p class="said" role="status">${this.said}</p>
        <div class="actions">
          <a class="atom" href="${feed}.atom" target="_blank">Atom feed</a>
          <button type="button" class="button" @click=${() => this.dialog.close()}>Close</button>
          <button
            type="button"
            class="button"
            @click=${async () => {
              this.said = '';
              this.said = await copyField(this.field);
            }}
          >
            ${icon('link')} Copy
          </button>
        </div>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'follow-dialog': FollowDialog;
  }
}
