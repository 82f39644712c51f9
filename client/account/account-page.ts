import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChangePassword } from '../../shared/account.ts';
import type { Session } from '../../shared/session.ts';
import { changeDisplayName, changePassword, deleteAccount, logOutEverywhere } from '../api/account-api.ts';
import { addressWithNext, setPageTitle } from '../app/app-context.ts';
import type { AccountDeletion } from './account-deletion.ts';
import { navigate } from '../app/router.ts';
import { Subscription } from '../ui/subscription.ts';
import type { SessionStore } from '../store/session-store.ts';
import { Submission } from '../ui/submission.ts';
import { pageStyles } from '../ui/page.styles.ts';
import './account-deletion.ts';
import '../ui/loading-rows.ts';
import './display-name-form.ts';
import './password-change.ts';

/**
 * The member's own account: changing the password, logging out everywhere, deleting the account.
 *
 * @property session who uses this browser
 */
@customElement('account-page')
export class AccountPage extends LitElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        max-width: 40rem;
      }
      h2 {
        font-size: var(--text-4);
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  readonly #naming = new Submission();
  readonly #password = new Submission();
  readonly #leaving = new Submission();
  readonly #deletion = new Submission();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    for (const submission of [this.#naming, this.#password, this.#leaving, this.#deletion])
      new Subscription(this, (redraw) => submission.onChange(redraw));
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Account');
  }

  async #changeDisplayName(typed: string): Promise<void> {
    await this.#naming.send([], async () => {
      await changeDisplayName(typed === '' ? null : typed);
      await this.session.refresh();
    });
  }

  async #changePassword({ current, next }: ChangePassword): Promise<void> {
    const errors = [
      ...(current === '' ? [{ path: 'current', message: 'Enter your current password.' }] : []),
      ...(next === '' ? [{ path: 'next', message: 'Enter the new password.' }] : []),
    ];
    await this.#password.send(errors, () => this.session.replace(() => changePassword(current, next)));
  }

  #logOutEverywhere = async (): Promise<void> => {
    await this.#leaving.send([], async () => {
      await logOutEverywhere();
      await this.session.leave();
    });
  };

  async #deleteAccount({ password, events }: AccountDeletion): Promise<void> {
    const errors = password === '' ? [{ path: 'password', message: 'Enter your password.' }] : [];
    const deleted = await this.#deletion.send(errors, () => deleteAccount(password, events));
    if (!deleted) return;
    void this.session.leave();
    navigate('/');
  }

  override render(): TemplateResult {
    const { user } = this.session.session;
    return html`
      <a class="back" href="/">Back to the board</a>
      <h1 tabindex="-1">Account</h1>
      ${
        user !== null
          ? this.#renderAccount(user)
          : this.session.known
            ? html`
                <div class="card sheet">
                  <p>You are not logged in.</p>
                  <div class="actions">
                    <a class="button primary" href=${addressWithNext('/login', '/account')}>Log in</a>
                  </div>
                </div>
              `
            : html`<loading-rows></loading-rows>`
      }
    `;
  }

  #renderAccount({ username, displayName }: NonNullable<Session['user']>): TemplateResult {
    return html`
      <section class="card sheet" aria-labelledby="name-heading">
        <h2 id="name-heading">Name</h2>
        <display-name-form
          .username=${username}
          .shown=${displayName ?? ''}
          .submission=${this.#naming.state}
          @display-name-submit=${({ detail }: CustomEvent<string>) => this.#changeDisplayName(detail)}
        ></display-name-form>
      </section>
      <section class="card sheet" aria-labelledby="password-heading">
        <h2 id="password-heading">Password</h2>
        <password-change
          .username=${username}
          .submission=${this.#password.state}
          @password-submit=${(event: CustomEvent<ChangePassword>) => this.#changePassword(event.detail)}
        ></password-change>
      </section>
      <section class="card sheet" aria-labelledby="sessions-heading">
        <h2 id="sessions-heading">Where you are logged in</h2>
        <p>
          Lost a phone, or forgot to log out at school? This logs <strong>${username}</strong> out everywhere, here too.
        </p>
        <div role="alert">${this.#leaving.problem?.detail ?? ''}</div>
        <div class="actions">
          <button type="button" class="button" aria-disabled=${this.#leaving.busy} @click=${this.#logOutEverywhere}>
            Log out everywhere
          </button>
        </div>
      </section>
      <section class="card sheet" aria-label="Deleting the account">
        <account-deletion
          .submission=${this.#deletion.state}
          @deletion-submit=${(event: CustomEvent<AccountDeletion>) => this.#deleteAccount(event.detail)}
        ></account-deletion>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'account-page': AccountPage;
  }
}
