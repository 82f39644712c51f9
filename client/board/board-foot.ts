import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../ui/styles/controls.ts';
import { reloadNote } from '../ui/reload-note.ts';

/**
 * The foot of the board page: calendar, Atom feed, print, and display settings.
 *
 * @property slug the board's slug
 * @fires open-display to open the display settings
 */
@customElement('board-foot')
export class BoardFoot extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-5);
        margin-top: var(--space-6);
        padding-top: var(--space-2);
        border-top: 1px solid var(--line);
        font-size: var(--text-2);
      }
      a,
      .text-button {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        color: var(--ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) slug = 'main';
  @state() private failed = false;

  /** Rejects if the dialog's code cannot be loaded. */
  async #showAddress(address: string): Promise<void> {
    await import('./calendar-address.ts');
    const dialog = Object.assign(document.createElement('calendar-address'), { address });
    this.renderRoot.append(dialog);
    await dialog.show();
  }

  override render(): TemplateResult {
    const feed = `/boards/${this.slug}`;
    return html`
      <a href="webcal://${location.host}${feed}.ics">Subscribe in a calendar</a>
      <button
        type="button"
        class="text-button"
        @click=${() =>
          this.#showAddress(`${location.origin}${feed}.ics`).catch(() => {
            this.failed = true;
          })}
      >
        Calendar address
      </button>
      <a href="/events/myevents">My events</a>
      <a href="${feed}.atom" target="_blank">Atom feed</a>
      <button type="button" class="text-button" @click=${() => print()}>Print</button>
      <button
        type="button"
        class="text-button"
        @click=${() => this.dispatchEvent(new CustomEvent('open-display', { bubbles: true, composed: true }))}
      >
        Display
      </button>
      ${this.failed ? reloadNote('The calendar address') : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'board-foot': BoardFoot;
  }
}
