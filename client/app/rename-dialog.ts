import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { nameGuest } from '../api/join-api.ts';
import type { SessionStore } from '../store/session-store.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { inputField } from '../ui/form-fields.ts';
import { errorBeside, Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { guestDialogStyles } from './guest-dialog.styles.ts';

/**
 * Gives a guest another name. Only what they post from then on has it: their posts were seen, and perhaps approved, under
 * the name that they had.
 *
 * @property session who uses this browser
 */
@customElement('rename-dialog')
export class RenameDialog extends LitElement {
  static override styles = guestDialogStyles;

  @property({ attribute: false }) session!: SessionStore;
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private name = '';
  readonly #renaming = new Submission();
  readonly #errors = new FieldErrors(this);

  constructor() {
    super();
    new Subscription(this, (redraw) => this.#renaming.onChange(redraw));
  }

  /** Opens the dialog. It removes itself when it closes. */
  async show(): Promise<void> {
    this.name = this.session.name;
    await this.updateComplete;
    this.dialog.showModal();
    this.renderRoot.querySelector<HTMLInputElement>('#name')?.select();
  }

  #write = ({ target }: Event): void => {
    this.name = (target as HTMLInputElement).value;
  };

  #rename = async (event: Event): Promise<void> => {
    event.preventDefault();
    const name = this.name.trim();
    const errors = name === '' ? [{ path: 'name', message: 'Enter a name.' }] : [];
    const renamed = await this.#renaming.send(errors, async () => {
      // The server may write it in another form.
      this.session.rememberGuest((await nameGuest(name)).guest?.name ?? name);
    });
    if (renamed) return this.dialog.close();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  };

  override render(): TemplateResult {
    const { problem, busy } = this.#renaming;
    const beside = errorBeside(problem, ['name']);
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.remove()}>
        <form novalidate @submit=${this.#rename} @input=${this.#write}>
          <h2 id="heading">Rename</h2>
          ${inputField({ id: 'name', label: 'Your name', value: this.name, required: true, autocomplete: 'nickname', max: 60, hint: 'For what you post from now on. What you have posted keeps its name.', error: this.#errors.at(problem, 'name') })}
          <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
          <div class="actions">
            <button type="button" class="button" @click=${() => this.dialog.close()}>Cancel</button>
            <button class="button primary" aria-disabled=${busy}>${busy ? 'One moment…' : 'Rename'}</button>
          </div>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rename-dialog': RenameDialog;
  }
}
