import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ResetLinkOwner } from '../../shared/account.ts';
import { openResetLink, resetPassword } from '../api/account-api.ts';
import { setPageTitle } from '../app/app-context.ts';
import type { SessionStore } from '../store/session-store.ts';
import { inputField } from '../ui/form-fields.ts';
import { LoadedValue } from '../ui/loaded-value.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { errorBeside, Submission } from '../ui/submission.ts';
import { fields } from '../ui/styles/fields.ts';
import { Subscription } from '../ui/subscription.ts';
import { newPasswordHint, showPassword, showPasswordStyles } from './show-password.ts';
import { usernameField } from './username-field.ts';

/**
 * The page behind a reset link: asks for a new password, and logs its person in. The secret of the link is what follows
 * `#` in the address, which browsers send to nobody.
 *
 * @property session who uses this browser
 */
@customElement('reset-page')
export class ResetPage extends LitElement {
  static override styles = [
    pageStyles,
    fields,
    showPasswordStyles,
    css`
      :host {
        max-width: 28rem;
      }
      form {
        display: grid;
        gap: var(--space-4);
      }
      strong {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @state() private shown = false;
  readonly #link = new LoadedValue<ResetLinkOwner>();
  readonly #setting = new Submission();
  readonly #errors = new FieldErrors(this);

  constructor() {
    super();
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.#link.onChange(redraw));
    new Subscription(this, (redraw) => this.#setting.onChange(redraw));
    new Subscription(this, () => {
      this.#open();
      // Another link, pasted into the address bar, does not load the page again.
      window.addEventListener('hashchange', this.#open);
      return () => window.removeEventListener('hashchange', this.#open);
    });
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'New password');
  }

  #open = (): void => {
    this.#link.clear();
    void this.#link.load((signal) => openResetLink(secret(), signal));
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const next = String(new FormData(event.target as HTMLFormElement).get('next'));
    const errors = next === '' ? [{ path: 'next', message: 'Enter a new password.' }] : [];
    const set = await this.#setting.send(errors, () => this.session.replace(() => resetPassword(secret(), next)));
    await this.updateComplete;
    if (set) {
      // The link is used up: after a reload, the board is of more use.
      history.replaceState(history.state, '', '/');
      this.renderRoot.querySelector('h1')?.focus();
    } else this.renderRoot.querySelector<HTMLElement>('#next')?.focus();
  };

  override render(): TemplateResult {
    const isSet = this.#setting.state.state === 'done';
    const failed = this.#link.state.state === 'failed';
    return html`
      ${isSet ? nothing : html`<a class="back" href="/">Back to the board</a>`}
      <div class="card sheet">
        <h1 tabindex="-1">
          ${isSet ? 'Your new password is set' : failed ? 'This link doesn’t work' : 'Choose a new password'}
        </h1>
        ${isSet ? this.#renderSet() : this.#renderLink()}
      </div>
    `;
  }

  #renderSet(): TemplateResult {
    return html`
      <p>
        You are logged in as <strong>${this.#link.value?.username ?? ''}</strong>. Everywhere else this account is
        logged out.
      </p>
      <div class="actions"><a class="button primary" href="/">To the board</a></div>
    `;
  }

  #renderLink(): TemplateResult {
    return loadedView(this.#link.state, {
      known: (link) => this.#renderForm(link),
      retry: this.#open,
      loading: () => html`<p class="quiet" role="status">Looking at your link…</p>`,
      failed: (note) => html`${note}`,
    });
  }

  #renderForm({ username }: ResetLinkOwner): TemplateResult {
    const { problem, busy } = this.#setting;
    const { user } = this.session.session;
    const beside = errorBeside(problem, ['next']);
    return html`
      <p>
        For the account <strong>${username}</strong>.
        ${
          user === null || user.username === username
            ? nothing
            : html`This browser is logged in as <strong>${user.username}</strong>, and will be logged in as
                <strong>${username}</strong> instead.`
        }
      </p>
      <form novalidate @submit=${this.#submit}>
        ${usernameField(username)}
        ${inputField({
          id: 'next',
          label: 'New password',
          type: this.shown ? 'text' : 'password',
          autocomplete: 'new-password',
          required: true,
          hint: newPasswordHint,
          error: this.#errors.at(problem, 'next'),
        })}
        ${showPassword(this.shown, (shown) => {
          this.shown = shown;
        })}
        <div role="alert">${beside === '' || busy ? nothing : html`<p class="problem">${beside}</p>`}</div>
        <div class="actions">
          <button class="button primary" aria-disabled=${busy}>${busy ? 'One moment…' : 'Set password'}</button>
        </div>
      </form>
    `;
  }
}

function secret(): string {
  return location.hash.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'reset-page': ResetPage;
  }
}
