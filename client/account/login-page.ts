import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { logIn } from '../api/account-api.ts';
import { tellTitle } from '../app/app-context.ts';
import { navigate } from '../app/router.ts';
import { addressWithNext, missingCredentials, nextPage } from '../ui/credentials.ts';
import { type Credentials } from '../../shared/account.ts';
import { Subscription } from '../ui/subscription.ts';
import type { SessionStore } from '../store/session-store.ts';
import { Submission } from '../ui/submission.ts';
import { pageStyles } from '../ui/page.styles.ts';
import './credentials-form.ts';

/**
 * Logging in, with the way to sign up beside it.
 *
 * @property session who this is
 * @property query the address's query: `next` is where one goes on to
 */
@customElement('login-page')
export class LoginPage extends LitElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        max-width: 28rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) query = new URLSearchParams();
  readonly #submission = new Submission();

  constructor() {
    super();
    new Subscription(this, (tell) => this.session.onChange(tell));
    new Subscription(this, (tell) => this.#submission.onChange(tell));
  }

  protected override firstUpdated(): void {
    tellTitle(this, 'Log in');
  }

  override render(): TemplateResult {
    const { user } = this.session.session;
    const next = nextPage(this.query, location.origin);
    return html`
      <a class="back" href="/">Back to the board</a>
      <div class="card sheet">
        <h1 tabindex="-1">Log in</h1>
        ${
          user !== null
            ? html`<p>You are logged in as <strong>${user.username}</strong>. <a href=${next}>Go on</a></p>`
            : html` <credentials-form
                  .submitLabel=${'Log in'}
                  ?busy=${this.#submission.busy}
                  .problem=${this.#submission.problem}
                  @credentials-submit=${(event: CustomEvent<Credentials>) => this.#submit(event.detail, next)}
                ></credentials-form>
                <p class="quiet">No account yet? <a href=${addressWithNext('/signup', next)}>Sign up</a></p>`
        }
      </div>
    `;
  }

  async #submit(credentials: Credentials, next: string): Promise<void> {
    const entered = await this.#submission.send(missingCredentials(credentials), async () =>
      this.session.enter(await logIn(credentials)),
    );
    if (entered) navigate(next);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'login-page': LoginPage;
  }
}
