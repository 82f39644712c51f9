import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeleteAccount } from '../../shared/account.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import type { SubmissionState } from '../ui/submission.ts';
import { errorBeside } from '../ui/submission.ts';
import { controls } from '../ui/styles/controls.ts';
import { disclosure } from '../ui/styles/disclosure.ts';
import { fields } from '../ui/styles/fields.ts';
import { inputField } from '../ui/form-fields.ts';

export type AccountDeletion = Required<DeleteAccount>;

/**
 * Deletes the member's account: asks what happens to its events, and for the password.
 *
 * @property submission the state of sending it
 * @fires deletion-submit with an `AccountDeletion`
 */
@customElement('account-deletion')
export class AccountDeletionForm extends LitElement {
  static override styles = [
    controls,
    fields,
    disclosure,
    css`
      form {
        display: grid;
        gap: var(--space-4);
        max-width: 26rem;
        padding-top: var(--space-3);
      }
      fieldset {
        display: grid;
        gap: var(--space-1);
      }
      fieldset label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
      }
      input[type='radio'] {
        width: 1.15rem;
        min-height: 1.15rem;
        margin: 0;
        accent-color: var(--accent-ink);
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        width: fit-content;
        min-height: var(--target);
        color: var(--danger);
        font-weight: 600;
        list-style: none;
        cursor: pointer;
      }
      .problem {
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) submission: SubmissionState = { state: 'writing' };
  readonly #errors = new FieldErrors(this);

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('submission') && this.submission.state === 'failed')
      this.renderRoot.querySelector<HTMLElement>('#password')?.focus();
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const events = form.get('events') === 'delete' ? 'delete' : 'keep';
    this.dispatchEvent(
      new CustomEvent<AccountDeletion>('deletion-submit', {
        detail: { password: String(form.get('password')), events },
      }),
    );
  };

  override render(): TemplateResult {
    const { submission } = this;
    const problem = submission.state === 'failed' ? submission.problem : null;
    const beside = errorBeside(problem, ['password']);
    return html`
      <details>
        <summary>Delete account</summary>
        <form novalidate @submit=${this.#submit}>
          <fieldset>
            <legend>Your posts</legend>
            <label
              ><input type="radio" name="events" value="keep" checked /> Keep them on the board, with your name</label
            >
            <label><input type="radio" name="events" value="delete" /> Delete them too</label>
          </fieldset>
          ${inputField({ id: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', required: true, error: this.#errors.at(problem, 'password') })}
          <div role="alert">${beside === '' ? nothing : html`<p class="problem">${beside}</p>`}</div>
          <div class="actions">
            <button class="button danger" aria-disabled=${submission.state === 'sending'}>
              Delete account for good
            </button>
          </div>
        </form>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'account-deletion': AccountDeletionForm;
  }
}
