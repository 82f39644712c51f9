import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { FieldErrors } from '../ui/field-errors.ts';
import { inputField } from '../ui/form-fields.ts';
import type { SubmissionState } from '../ui/submission.ts';
import { accountFormEnd, accountFormStyles } from './account-form.ts';

/**
 * Changes how a member is shown. Empty, they are shown by their username.
 *
 * @property username the member's username, which stays
 * @property shown the current display name; '' for none
 * @property submission the state of sending it
 * @fires display-name-submit with what is typed
 */
@customElement('display-name-form')
export class DisplayNameForm extends LitElement {
  static override styles = accountFormStyles;

  @property({ attribute: false }) username = '';
  @property({ attribute: false }) shown = '';
  @property({ attribute: false }) submission: SubmissionState = { state: 'writing' };
  /** Null while nothing is typed: then the field follows the account. */
  @state() private typed: string | null = null;
  readonly #errors = new FieldErrors(this);

  protected override updated(): void {
    if (this.submission.state === 'done' && this.typed?.trim() === this.shown) this.typed = null;
  }

  #write = ({ target }: Event): void => {
    this.typed = (target as HTMLInputElement).value;
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('display-name-submit', { detail: (this.typed ?? this.shown).trim() }));
  };

  override render(): TemplateResult {
    const { submission, shown, typed } = this;
    const problem = submission.state === 'failed' ? submission.problem : null;
    return html`
      <form novalidate @submit=${this.#submit} @input=${this.#write}>
        ${inputField({ id: 'displayName', label: 'Display name', value: typed ?? shown, max: 50, hint: `Shown with your posts, also those that are there. You log in as ${this.username}.`, error: this.#errors.at(problem, 'displayName') })}
        ${accountFormEnd(submission, { fields: ['displayName'], label: 'Save', done: 'Saved.' })}
      </form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'display-name-form': DisplayNameForm;
  }
}
