import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Credentials } from '../../shared/account.ts';
import type { FormProblem } from '../ui/form-problem.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { errorBeside } from '../ui/submission.ts';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';
import { inputField } from '../ui/form-fields.ts';
import { newPasswordHint, showPassword, showPasswordStyles } from './show-password.ts';

export type CredentialsMode = 'log-in' | 'sign-up';

/**
 * Name and password, for signing up or logging in.
 *
 * @property submitLabel the label of its button
 * @property mode whether a name and password are chosen (`sign-up`) or known (`log-in`)
 * @property busy whether it is being sent
 * @property problem why it was refused; null if it was not
 * @fires credentials-submit with `Credentials`
 */
@customElement('credentials-form')
export class CredentialsForm extends LitElement {
  static override styles = [
    controls,
    fields,
    showPasswordStyles,
    css`
      form {
        display: grid;
        gap: var(--space-4);
      }
      .actions .primary {
        flex: 1;
      }
      .problem {
        padding: var(--space-3);
        border: 1px solid var(--danger);
        border-radius: var(--radius-field);
        font-size: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) submitLabel = '';
  @property({ attribute: false }) mode: CredentialsMode = 'log-in';
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: FormProblem | null = null;
  @state() private typed: Credentials = { username: '', password: '' };
  @state() private shown = false;
  readonly #errors = new FieldErrors(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A wrong password has to be typed again; when signing up, the chosen password stays if only the name is taken.
    if (changed.has('problem') && this.problem !== null && this.mode === 'log-in' && this.problem.detail !== '')
      this.typed = { ...this.typed, password: '' };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('problem') || this.problem === null) return;
    const invalid = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    (
      invalid ?? this.renderRoot.querySelector<HTMLElement>(this.mode === 'sign-up' ? '#username' : '#password')
    )?.focus();
  }

  #write = ({ target }: Event): void => {
    const { id, value } = target as HTMLInputElement;
    if (id in this.typed) this.typed = { ...this.typed, [id]: value };
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    if (this.busy) return;
    // Read from the inputs: browsers can fill them in without an event.
    const form = new FormData(event.target as HTMLFormElement);
    this.typed = { username: String(form.get('username')), password: String(form.get('password')) };
    this.dispatchEvent(new CustomEvent<Credentials>('credentials-submit', { detail: this.typed }));
  };

  override render(): TemplateResult {
    const { mode, problem, typed } = this;
    const isNew = mode === 'sign-up';
    const beside = errorBeside(problem, ['username', 'password']);
    return html`
      <form novalidate @submit=${this.#submit} @input=${this.#write} @change=${this.#write}>
        ${inputField({
          id: 'username',
          label: 'Name',
          value: typed.username,
          required: true,
          autocomplete: 'username',
          error: this.#errors.at(problem, 'username'),
          ...(isNew
            ? {
                hint: 'Letters, digits, dots, hyphens and underscores; no spaces. Everyone sees it with your posts.',
                max: 32,
              }
            : {}),
        })}
        ${inputField({
          id: 'password',
          label: 'Password',
          type: this.shown ? 'text' : 'password',
          value: typed.password,
          required: true,
          autocomplete: isNew ? 'new-password' : 'current-password',
          error: this.#errors.at(problem, 'password'),
          ...(isNew ? { hint: newPasswordHint } : {}),
        })}
        ${showPassword(this.shown, (shown) => {
          this.shown = shown;
        })}
        <div role="alert">${beside === '' || this.busy ? nothing : html`<p class="problem">${beside}</p>`}</div>
        <div class="actions">
          <button class="button primary" aria-disabled=${this.busy}>
            ${this.busy ? 'One moment…' : this.submitLabel}
          </button>
        </div>
      </form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'credentials-form': CredentialsForm;
  }
}
