import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { WordField } from '../review/word-field.ts';
import '../review/word-field.ts';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';

export type SelectionAct = { act: 'approve' | 'hide' | 'delete' } | { act: 'reject'; note: string | null };

/**
 * What can be done with the selected events.
 *
 * @property waiting how many of them wait
 * @property shown how many of them are on the board
 * @property concealed how many of them are hidden
 * @fires selection-act with a `SelectionAct`
 * @fires selection-end to select nothing any more
 */
@customElement('selection-bar')
export class SelectionBar extends LitElement {
  static override styles = [
    controls,
    dialogs,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border: 1px solid var(--line-strong);
        box-shadow: var(--shadow-large);
      }
      .count {
        flex: 1 1 6rem;
        font-weight: 700;
      }
      @media (max-width: 30rem) {
        .bar {
          padding: var(--space-3);
        }
        .count {
          flex-basis: 100%;
        }
        .bar .button {
          flex: 1 1 auto;
        }
      }
      dialog word-field {
        margin: var(--space-3) 0 var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) waiting = 0;
  @property({ attribute: false }) shown = 0;
  @property({ attribute: false }) concealed = 0;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('word-field') private field!: WordField;

  #act(detail: SelectionAct): void {
    this.dispatchEvent(new CustomEvent<SelectionAct>('selection-act', { detail }));
  }

  #close = (): void => {
    if (this.dialog.returnValue === 'reject') this.#act({ act: 'reject', note: this.field.word });
  };

  override render(): TemplateResult {
    const { waiting, shown } = this;
    const count = waiting + shown + this.concealed;
    return html`
      <div class="card bar" role="group" aria-label="The selected events">
        <span class="count" role="status">${`${count} selected`}</span>
        ${waiting === 0 ? nothing : html`${this.#button('Approve', { act: 'approve' })}${this.#renderReject()}`}
        ${shown === 0 ? nothing : this.#button('Hide', { act: 'hide' })}
        ${count === 0 ? nothing : this.#button('Delete', { act: 'delete' }, 'danger')}
        <button type="button" class="button" @click=${() => this.dispatchEvent(new CustomEvent('selection-end'))}>
          Done
        </button>
      </div>
      <dialog aria-labelledby="heading" @close=${this.#close}>
        <form method="dialog">
          <h2 id="heading">Reject ${waiting === 1 ? 'this post' : `these ${waiting} posts`}?</h2>
          <word-field .label=${waiting === 1 ? 'Words for its author' : 'Words for their authors'}></word-field>
          <div class="actions">
            <button class="button" value="">Cancel</button>
            <button class="button danger" value="reject">Reject</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #renderReject(): TemplateResult {
    const ask = (): void => {
      this.dialog.returnValue = '';
      this.dialog.showModal();
    };
    return html`<button type="button" class="button danger" @click=${ask}>Reject…</button>`;
  }

  #button(label: string, act: SelectionAct, kind = ''): TemplateResult {
    return html`<button type="button" class="button ${kind}" @click=${() => this.#act(act)}>${label}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'selection-bar': SelectionBar;
  }
}
