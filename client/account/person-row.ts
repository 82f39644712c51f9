import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Account } from '../../shared/account.ts';
import { formatInstant } from '../words/format.ts';
import { errorAt, errorBeside, type SubmissionState } from '../ui/submission.ts';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';
import { inputField } from '../ui/form-fields.ts';

/** What the owner does with an account. */
export type AccountAction =
  { do: 'role'; role: 'moderator' | 'member' } | { do: 'password'; next: string } | { do: 'close' };

/**
 * One account, for the owner.
 *
 * @property account the account
 * @property submission the state of the last action
 * @fires account-action with an `AccountAction`
 */
@customElement('person-row')
export class PersonRow extends LitElement {
  static override styles = [
    controls,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4) var(--space-5);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .who {
        flex: 1 1 12rem;
        min-width: 0;
      }
      .name {
        font-weight: 700;
        overflow-wrap: anywhere;
      }
      .quiet {
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3);
      }
      form .field {
        flex: 1 1 14rem;
      }
      .problem {
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) submission: SubmissionState = { state: 'writing' };
  @state() private settingPassword = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('submission') && this.submission.state === 'done') this.settingPassword = false;
  }

  #act(action: AccountAction): void {
    if (this.submission.state === 'sending') return;
    this.dispatchEvent(new CustomEvent<AccountAction>('account-action', { detail: action }));
  }

  #togglePassword = async (): Promise<void> => {
    this.settingPassword = !this.settingPassword;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('#next')?.focus();
  };

  #setPassword = (event: Event): void => {
    event.preventDefault();
    this.#act({ do: 'password', next: String(new FormData(event.target as HTMLFormElement).get('next')) });
  };

  override render(): TemplateResult {
    const { account, submission } = this;
    const { username, role, createdAt, canLogIn } = account;
    const problem = submission.state === 'failed' ? submission.problem : null;
    const beside = errorBeside(problem, ['next']);
    return html`
      <div class="line">
        <div class="who">
          <div class="name">${username}</div>
          <div class="quiet">
            ${roleNames[role]}, since
            ${formatInstant(createdAt)}${canLogIn ? '' : '. Needs a new password before they can log in.'}
          </div>
        </div>
        ${
          role === 'owner'
            ? nothing
            : html`<div class="actions">
                <button
                  type="button"
                  class="button"
                  @click=${() => this.#act({ do: 'role', role: role === 'member' ? 'moderator' : 'member' })}
                >
                  ${role === 'member' ? 'Make moderator' : 'Remove as moderator'}
                </button>
                <button
                  type="button"
                  class="button"
                  aria-expanded=${this.settingPassword}
                  @click=${this.#togglePassword}
                >
                  New password
                </button>
                <button type="button" class="button danger" @click=${() => this.#act({ do: 'close' })}>Close</button>
              </div>`
        }
      </div>
      ${
        this.settingPassword
          ? html`<form novalidate @submit=${this.#setPassword}>
              ${inputField({ id: 'next', label: `New password for ${username}`, type: 'text', autocomplete: 'off', required: true, error: errorAt(problem, 'next') })}
              <button class="button primary">Set password</button>
            </form>`
          : nothing
      }
      <div role="alert">${beside === '' ? nothing : html`<p class="problem">${beside}</p>`}</div>
    `;
  }
}

const roleNames: Record<Account['role'], string> = { owner: 'Owner', moderator: 'Moderator', member: 'Member' };

declare global {
  interface HTMLElementTagNameMap {
    'person-row': PersonRow;
  }
}
