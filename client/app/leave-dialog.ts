import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { leaveAsGuest } from '../api/join-api.ts';
import { boardAddress } from './app-context.ts';
import type { SessionStore } from '../store/session-store.ts';
import { forgetStored } from '../ui/forget-stored.ts';
import { errorBeside, Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { guestDialogStyles } from './guest-dialog.styles.ts';

/**
 * Asks a guest whether to leave, says what they lose, and forgets them in this browser.
 *
 * @property session who uses this browser
 * @property slug the current board
 */
@customElement('leave-dialog')
export class LeaveDialog extends LitElement {
  static override styles = guestDialogStyles;

  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) slug = 'main';
  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #leaving = new Submission();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.#leaving.onChange(redraw));
  }

  /** Opens the dialog. It removes itself when it closes. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
  }

  #leave = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!(await this.#leaving.send([], leaveAsGuest))) return;
    forgetStored('sessionStorage', ['board.draft.', 'board.edit.']);
    void this.session.leaveAsGuest();
    // A new page: what this one remembers is not for the next person.
    location.assign(boardAddress(this.slug));
  };

  override render(): TemplateResult {
    const { problem, busy } = this.#leaving;
    const beside = errorBeside(problem, []);
    return html`
      <dialog aria-labelledby="heading" aria-describedby="detail" @close=${() => this.remove()}>
        <form novalidate @submit=${this.#leave}>
          <h2 id="heading">Leave this board?</h2>
          <p class="quiet" id="detail">
            This browser forgets <strong>${this.session.name}</strong>, on all boards here. Your posts stay, but you can
            no longer change or delete them, or see what becomes of them. What you typed and did not post is lost.
          </p>
          <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
          <div class="actions">
            <button type="button" class="button" @click=${() => this.dialog.close()}>Stay</button>
            <button class="button leave" aria-disabled=${busy}>${busy ? 'One moment…' : 'Leave'}</button>
          </div>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'leave-dialog': LeaveDialog;
  }
}
