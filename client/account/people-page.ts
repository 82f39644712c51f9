import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Account } from '../../shared/account.ts';
import { mayManageAccounts } from '../../shared/policies.ts';
import { changeRole, closeAccount, createResetLink, listAccounts } from '../api/account-api.ts';
import { setPageTitle } from '../app/app-context.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import type { AccountAction } from './person-row.ts';
import type { ShownLink } from './reset-link.ts';
import { Subscription } from '../ui/subscription.ts';
import { AccountList, type AccountPages } from './account-list.ts';
import { loadedView } from '../ui/loaded-view.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import '../ui/confirm-dialog.ts';
import './person-row.ts';

/**
 * All accounts, for the owner: makes moderators, creates reset links, closes accounts.
 *
 * @property session who uses this browser
 */
@customElement('people-page')
export class PeoplePage extends LitElement {
  static override styles = [
    pageStyles,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @state() private closing: Account | null = null;
  /** One at a time: the others in the room should see the code of the right person. */
  @state() private shown: { username: string; link: ShownLink } | null = null;
  @state() private renewing: Account | null = null;
  @query('#close') private closeDialog!: ConfirmDialog;
  @query('#link') private linkDialog!: ConfirmDialog;
  readonly #people = new AccountList(listAccounts);

  constructor() {
    super();
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.#people.onChange(redraw));
    new Subscription(this, () => this.#people.start());
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'People');
  }

  async #act(account: Account, action: AccountAction): Promise<void> {
    switch (action.do) {
      case 'role':
        return this.#people.act(account.username, () => changeRole(account.username, action.role));
      case 'link':
        this.renewing = account;
        await this.updateComplete;
        return this.linkDialog.show();
      case 'hide':
        this.shown = null;
        return;
      case 'close':
        this.closing = account;
        await this.updateComplete;
        return this.closeDialog.show();
      default:
        return action satisfies never;
    }
  }

  #close = (): void => {
    const { closing } = this;
    if (closing !== null) void this.#people.act(closing.username, () => closeAccount(closing.username, 'keep'));
  };

  #createLink = (): void => {
    const { renewing } = this;
    if (renewing === null) return;
    const { username } = renewing;
    void this.#people.act(username, async () => {
      const { secret, expiresAt } = await createResetLink(username);
      this.shown = { username, link: { address: new URL(`/reset#${secret}`, location.href).href, expiresAt } };
    });
  };

  override render(): TemplateResult {
    return html`
      <a class="back" href="/">Back to the board</a>
      <h1 tabindex="-1">People</h1>
      ${this.#renderPeople()}
      <confirm-dialog
        id="link"
        calm
        .heading=${`A new password for ${this.renewing?.username ?? ''}?`}
        .confirmLabel=${'Make a link'}
        .detail=${'They are logged out everywhere. You get a link for them to choose a new password.'}
        @confirm=${this.#createLink}
      ></confirm-dialog>
      <confirm-dialog
        id="close"
        .heading=${`Close the account of ${this.closing?.username ?? ''}?`}
        .confirmLabel=${'Close account'}
        .detail=${'They are logged out everywhere and cannot log in again. Their posts stay on the board.'}
        @confirm=${this.#close}
      ></confirm-dialog>
    `;
  }

  #renderPeople(): TemplateResult {
    const { user } = this.session.session;
    if (this.session.known && !mayManageAccounts(user))
      return html`<div class="card sheet"><p>Only the owner of the board can see this page.</p></div>`;
    return loadedView(this.#people.state, {
      known: (list) => this.#renderAccounts(list),
      retry: () => this.#people.load(),
    });
  }

  #renderAccounts({ accounts, hasMore }: AccountPages): TemplateResult {
    return html`
      <p class="quiet">Moderators can edit, hide, pin and delete any event.</p>
      <ul class="card">
        ${repeat(
          accounts,
          ({ username }) => username,
          (account) =>
            html`<li>
              <person-row
                .account=${account}
                .link=${this.shown?.username === account.username ? this.shown.link : null}
                .submission=${this.#people.submissionOf(account.username).state}
                @account-action=${(event: CustomEvent<AccountAction>) => this.#act(account, event.detail)}
              ></person-row>
            </li>`,
        )}
      </ul>
      ${hasMore ? html`<div class="actions"><button type="button" class="button" @click=${() => this.#people.more()}>Show more</button></div>` : nothing}
      ${accounts.length > 1 ? nothing : html`<p class="quiet">Nobody else has an account yet.</p>`}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'people-page': PeoplePage;
  }
}
