import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Account } from '../../shared/account.ts';
import { language } from '../words/format.ts';
import { errorBeside, type SubmissionState } from '../ui/submission.ts';
import { controls } from '../ui/styles/controls.ts';
import type { ShownLink } from './reset-link.ts';
import './reset-link.ts';

/** What the owner does with an account. */
export type AccountAction =
  | { do: 'role'; role: 'moderator' | 'member' }
  /** Create a reset link, or hide the one that is shown. */
  | { do: 'link' | 'hide' }
  | { do: 'close' };

/**
 * One account, for the owner.
 *
 * @property account the account
 * @property submission the state of the last action
 * @property link the reset link to show; null if there is none
 * @fires account-action with an `AccountAction`
 */
@customElement('person-row')
export class PersonRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4) var(--space-5);
      }
      @media (max-width: 44rem) {
        :host {
          padding: var(--space-4);
        }
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
      .problem {
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) submission: SubmissionState = { state: 'writing' };
  @property({ attribute: false }) link: ShownLink | null = null;

  #act(action: AccountAction): void {
    if (this.submission.state === 'sending') return;
    this.dispatchEvent(new CustomEvent<AccountAction>('account-action', { detail: action }));
  }

  #hideLink = (): void => {
    this.#act({ do: 'hide' });
    this.renderRoot.querySelector<HTMLElement>('#reset')?.focus();
  };

  override render(): TemplateResult {
    const { account, submission, link } = this;
    const { username, displayName, role, createdAt, canLogIn } = account;
    const problem = submission.state === 'failed' ? submission.problem : null;
    const beside = errorBeside(problem, []);
    return html`
      <div class="line">
        <div class="who">
          <div class="name">${displayName ?? username}</div>
          <div class="quiet">
            ${displayName === null ? nothing : html`<span class="username">${username}</span>. `}${roleNames[role]},
            since
            ${dayFormat.format(new Date(createdAt))}${canLogIn ? '' : '. Needs a new password before they can log in.'}
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
                <button type="button" class="button" id="reset" @click=${() => this.#act({ do: 'link' })}>
                  New password
                </button>
                <button type="button" class="button danger" @click=${() => this.#act({ do: 'close' })}>
                  Close account
                </button>
              </div>`
        }
      </div>
      ${
        link === null
          ? nothing
          : html`<reset-link .username=${username} .link=${link} @link-hide=${this.#hideLink}></reset-link>`
      }
      <div role="alert">${beside === '' ? nothing : html`<p class="problem">${beside}</p>`}</div>
    `;
  }
}

const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });

const roleNames: Record<Account['role'], string> = { owner: 'Owner', moderator: 'Moderator', member: 'Member' };

declare global {
  interface HTMLElementTagNameMap {
    'person-row': PersonRow;
  }
}
