import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { copyField } from '../ui/copy-field.ts';
import { isOnlyHere } from '../ui/qr-path.ts';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';
import { formatClock } from '../words/format.ts';
import '../ui/qr-code.ts';

/** A link that was just created; its address is known to nobody else. */
export type ShownLink = { address: string; expiresAt: string };

/**
 * A reset link for the owner to pass on: as a code to scan from this screen, and as an address to copy. Takes the focus
 * when it appears.
 *
 * @property username the account that it is for
 * @property link the link
 * @fires link-hide to hide it
 */
@customElement('reset-link')
export class ResetLinkView extends LitElement {
  static override styles = [
    controls,
    fields,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-4) var(--space-5);
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      qr-code {
        flex: 0 0 auto;
        width: min(15rem, 100%);
        margin: 0 auto;
      }
      .words {
        display: grid;
        flex: 1 1 16rem;
        align-content: start;
        gap: var(--space-3);
        min-width: 0;
      }
      h2 {
        font-size: var(--text-3);
        overflow-wrap: anywhere;
        outline: none;
      }
      p {
        font-size: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) username = '';
  @property({ attribute: false }) link!: ShownLink;
  @state() private said = '';
  @query('#address') private field!: HTMLInputElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('link')) this.said = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('link')) this.renderRoot.querySelector('h2')?.focus();
  }

  #copy = async (): Promise<void> => {
    this.said = await copyField(this.field);
  };

  override render(): TemplateResult {
    const { username, link } = this;
    return html`
      <section aria-labelledby="heading">
        <qr-code .text=${link.address}></qr-code>
        <div class="words">
          <h2 id="heading" tabindex="-1">A new password for ${username}</h2>
          <p>
            Let them scan the code or send them the link, and show it to nobody else: it opens the account. It works
            once, until ${formatClock(new Date(link.expiresAt))}. If it was used, make a new one.
          </p>
          ${
            isOnlyHere(link.address)
              ? html`<p>
                  Phones can’t open this link. Open the board by the address that the others use, and make a link there.
                </p>`
              : nothing
          }
          <div class="field">
            <label for="address">Link</label>
            <input id="address" readonly .value=${link.address} @focus=${() => this.field.select()} />
          </div>
          <div role="status">${this.said === '' ? nothing : html`<p>${this.said}</p>`}</div>
          <div class="actions">
            <button type="button" class="button" @click=${this.#copy}>Copy link</button>
            <button type="button" class="button" @click=${() => this.dispatchEvent(new CustomEvent('link-hide'))}>
              Hide
            </button>
          </div>
        </div>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'reset-link': ResetLinkView;
  }
}
