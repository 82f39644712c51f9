import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { projectorActions } from '../../state/projector-actions.ts';
import { controls } from '../../styles/controls.ts';

/** The keys of the projector. */
@customElement('projector-help')
export class ProjectorHelp extends LitElement {
  static override styles = [
    controls,
    css`
      dialog {
        width: max-content;
        max-width: 92vw;
        max-height: 94vh;
        padding: 3vh 4vh;
        border: 1px solid var(--line-strong);
        border-radius: 2vh;
        background: var(--card-today);
        color: var(--ink);
        font-size: 4vh;
        line-height: 1.3;
      }
      dialog::backdrop {
        background: oklch(0 0 0 / 0.6);
      }
      h2 {
        margin-bottom: 1.4vh;
        font-size: 5.25vh;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.8vh 3vh;
      }
      dt {
        font-weight: 700;
        color: var(--accent);
      }
      .button {
        margin-top: 2vh;
        min-height: max(6.4vh, var(--target));
        font-size: 4vh;
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
      <h2 id="heading">Keys</h2>
      <dl>${projectorActions.map(({ shown, says }) => html`<dt>${shown}</dt><dd>${says}</dd>`)}</dl>
      <button type="button" class="button" @click=${() => this.dialog.close()}>Close</button>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-help': ProjectorHelp;
  }
}
