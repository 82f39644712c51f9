import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { BoardStore } from '../store/board-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';
import { Subscription } from '../ui/subscription.ts';
import './post-panel.ts';

/**
 * The form for a new event in a dialog over the board. It closes when the event is posted. Closing it keeps what is typed.
 *
 * @property store the board to post on
 * @property session who uses this browser
 * @fires close when it has closed
 */
@customElement('composer-dialog')
export class ComposerDialog extends LitElement {
  static override styles = [
    controls,
    dialogs,
    css`
      dialog {
        width: min(44rem, calc(100vw - 2rem));
        border-radius: var(--radius-band);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-bottom: var(--space-4);
      }
      .close {
        width: var(--target);
        padding: 0;
        border-color: transparent;
        font-size: 1.5rem;
        font-weight: 400;
      }
      /* A sheet of the whole screen, so that the keyboard leaves room for the fields. */
      @media (max-width: 44rem) {
        dialog {
          width: 100vw;
          max-width: none;
          height: 100dvh;
          max-height: none;
          padding: var(--space-4) var(--space-4) var(--space-6);
          border: 0;
          border-radius: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @query('dialog') private dialog!: HTMLDialogElement;

  constructor() {
    super();
    new Subscription(this, () =>
      this.store.posting.onChange(() => {
        if (this.store.posting.state.state === 'posted') this.dialog.close();
      }),
    );
  }

  protected override async firstUpdated(): Promise<void> {
    this.dialog.showModal();
    const panel = this.renderRoot.querySelector('post-panel');
    await panel?.updateComplete;
    panel?.focus();
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
        <header>
          <h2 id="heading">Post an event</h2>
          <button type="button" class="button close" aria-label="Close" @click=${() => this.dialog.close()}>×</button>
        </header>
        <post-panel .store=${this.store} .session=${this.session}></post-panel>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'composer-dialog': ComposerDialog;
  }
}
