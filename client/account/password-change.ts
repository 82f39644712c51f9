import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChangePassword } from '../../shared/account.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import type { SubmissionState } from '../ui/submission.ts';
import { inputField } from '../ui/form-fields.ts';
import { accountFormEnd, accountFormStyles } from './account-form.ts';
import { usernameField } from './username-field.ts';

/**
 * Changes the member's password.
 *
 * @property username the member's name, for the browser's password manager
 * @property submission the state of sending it
 * @fires password-submit with a `ChangePassword`
 */
@customElement('password-change')
export class PasswordChangeForm extends LitElement {
  static override styles = accountFormStyles;

  @property({ attribute: false }) username = '';
  @property({ attribute: false }) submission: SubmissionState = { state: 'writing' };
  readonly #errors = new FieldErrors(this);

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('submission')) return;
    if (this.submission.state === 'done') this.renderRoot.querySelector('form')?.reset();
    if (this.submission.state === 'failed')
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    this.dispatchEvent(
      new CustomEvent<ChangePassword>('password-submit', {
        detail: { current: String(form.get('current')), next: String(form.get('next')) },
      }),
    );
  };

  override render(): TemplateResult {
    const { submission } = this;
    const problem = submission.state === 'failed' ? submission.problem : null;
    return html`
      <form novalidate @submit=${this.#submit}>
        ${usernameField(this.username)}
        ${inputField({ id: 'current', label: 'Current password', type: 'password', autocomplete: 'current-password', required: true, error: this.#errors.at(problem, 'current') })}
        ${inputField({ id: 'next', label: 'New password', type: 'password', autocomplete: 'new-password', required: true, hint: 'At least 8 characters.', error: this.#errors.at(problem, 'next') })}
        ${accountFormEnd(submission, {
          fields: ['current', 'next'],
          label: 'Change password',
          done: 'Password changed. You are logged out everywhere else.',
        })}
      </form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'password-change': PasswordChangeForm;
  }
}
