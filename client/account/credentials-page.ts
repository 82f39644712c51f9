import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Credentials } from '../../shared/account.ts';
import { logIn, signUp } from '../api/account-api.ts';
import { addressWithNext, setPageTitle } from '../app/app-context.ts';
import { navigate } from '../app/router.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { disclosure } from '../ui/styles/disclosure.ts';
import { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import type { CredentialsMode } from './credentials-form.ts';
import './credentials-form.ts';
import { missingCredentials, nextPage } from './credentials.ts';

const modes = {
  'log-in': {
    title: 'Log in',
    send: logIn,
    otherwise: 'No account yet?',
    other: { path: '/signup', title: 'Sign up' },
  },
  'sign-up': {
    title: 'Sign up',
    send: signUp,
    otherwise: 'Have an account?',
    other: { path: '/login', title: 'Log in' },
  },
} as const;

const forgotten = html`
  <details>
    <summary>Forgot your password?</summary>
    <p>
      This board sends no e-mail. Ask the person who runs it: they give you a link or a QR code, and you choose a new
      password yourself.
    </p>
    <p>
      You run it? On the board’s machine, <code>npm run reset-password -- NAME</code> prints a link for your account.
      Run it in the folder where you start the board.
    </p>
  </details>
`;

/**
 * Logging in or signing up, with a link to the other.
 *
 * @property session who uses this browser
 * @property mode `log-in` or `sign-up`
 * @property query the address's query: `next` is the page to go to afterwards
 */
@customElement('credentials-page')
export class CredentialsPage extends LitElement {
  static override styles = [
    pageStyles,
    disclosure,
    css`
      :host {
        max-width: 28rem;
      }
      summary {
        display: flex;
        align-items: center;
        width: fit-content;
        min-height: var(--target);
        list-style: none;
        cursor: pointer;
        gap: var(--space-2);
      }
      summary::before {
        margin-inline-start: 0;
      }
      details p {
        padding-bottom: var(--space-3);
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) mode: CredentialsMode = 'log-in';
  @property({ attribute: false }) query = new URLSearchParams();
  readonly #submission = new Submission();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.#submission.onChange(redraw));
  }

  protected override firstUpdated(): void {
    setPageTitle(this, modes[this.mode].title);
  }

  async #submit(credentials: Credentials, next: string): Promise<void> {
    const entered = await this.#submission.send(missingCredentials(credentials), async () =>
      this.session.enter(await modes[this.mode].send(credentials)),
    );
    if (entered) navigate(next);
  }

  override render(): TemplateResult {
    return html`
      <a class="back" href="/">Back to the board</a>
      <div class="card sheet">
        <h1 tabindex="-1">${modes[this.mode].title}</h1>
        ${this.#renderForm()}
      </div>
    `;
  }

  #renderForm(): TemplateResult {
    const { user } = this.session.session;
    const { otherwise, other } = modes[this.mode];
    const next = nextPage(this.query, location.origin);
    if (user !== null)
      return html`<p>You are logged in as <strong>${user.username}</strong>. <a href=${next}>Continue</a></p>`;
    return html`
      <credentials-form
        .mode=${this.mode}
        .submitLabel=${modes[this.mode].title}
        ?busy=${this.#submission.busy}
        .problem=${this.#submission.problem}
        @credentials-submit=${({ detail }: CustomEvent<Credentials>) => this.#submit(detail, next)}
      ></credentials-form>
      ${this.mode === 'log-in' ? forgotten : nothing}
      <p class="quiet">${otherwise} <a href=${addressWithNext(other.path, next)}>${other.title}</a></p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'credentials-page': CredentialsPage;
  }
}
