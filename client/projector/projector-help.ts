import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { projectorActions } from './projector-actions.ts';
import { controls } from '../ui/styles/controls.ts';

/** The list of the projector's keyboard shortcuts. */
@customElement('projector-help')
export class ProjectorHelp extends LitElement {
  static override styles = [
    controls,
    css`
      dialog {
        width: max-content;
        max-width: 92vw;
        max-height: 94vh;
        padding: calc(3 * var(--u)) calc(4 * var(--u));
        border: 1px solid var(--line-strong);
        border-radius: calc(2 * var(--u));
        background: var(--card-today);
        color: var(--ink);
        font-size: calc(4 * var(--u));
        line-height: 1.3;
      }
      dialog::backdrop {
        background: oklch(0 0 0 / 0.6);
      }
      h2 {
        margin-bottom: calc(1.4 * var(--u));
        font-size: calc(5.25 * var(--u));
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: calc(0.8 * var(--u)) calc(3 * var(--u));
      }
      dt {
        font-weight: 700;
        color: var(--accent);
      }
      .button {
        margin-top: calc(2 * var(--u));
        min-height: max(calc(6.4 * var(--u)), var(--target));
        font-size: calc(4 * var(--u));
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  get open(): boolean {
    return this.dialog?.open ?? false;
  }

  toggle(): void {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading">
      <h2 id="heading">Shortcuts</h2>
      <dl>
        ${projectorActions.map(
          ({ shown, says }) =>
            html`<dt>${shown}</dt>
              <dd>${says}</dd>`,
        )}
      </dl>
      <button type="button" class="button" @click=${() => this.dialog.close()}>Close</button>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-help': ProjectorHelp;
  }
}
