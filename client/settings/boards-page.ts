import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Board } from '../../shared/board.ts';
import { createBoard, listBoards } from '../api/moderation-api.ts';
import { boardAddress, tellTitle } from '../app/app-context.ts';
import { inputField } from '../ui/form-fields.ts';
import { navigate } from '../app/router.ts';
import { addressWithNext } from '../ui/credentials.ts';
import { Subscription } from '../ui/subscription.ts';
import { problemOf } from '../ui/form-problem.ts';
import type { SessionStore } from '../store/session-store.ts';
import { slugOf } from './slug.ts';
import { errorAt, errorBeside, Submission } from '../ui/submission.ts';
import { fields } from '../ui/styles/fields.ts';
import { pageStyles } from '../ui/page.styles.ts';
import '../ui/loading-rows.ts';

type Loaded =
  { state: 'loading' } | { state: 'shown'; boards: Board[]; mayMake: boolean } | { state: 'failed'; detail: string };

/**
 * The boards that one looks after, and making another.
 *
 * @property session who this is
 */
@customElement('boards-page')
export class BoardsPage extends LitElement {
  static override styles = [
    pageStyles,
    fields,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-4) var(--space-5);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .who {
        flex: 1 1 14rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .who a {
        font-weight: 700;
      }
      .who .quiet {
        font-size: var(--text-2);
      }
      h2 {
        font-size: var(--text-4);
      }
      form {
        display: grid;
        gap: var(--space-4);
        max-width: 30rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @state() private loaded: Loaded = { state: 'loading' };
  /** As typed; null while it follows the title. */
  @state() private slug: string | null = null;
  @state() private title_ = '';
  readonly #making = new Submission();

  constructor() {
    super();
    new Subscription(this, (tell) => this.session.onChange(tell));
    new Subscription(this, (tell) => this.#making.onChange(tell));
    new Subscription(this, () => {
      const abort = new AbortController();
      void this.#load(abort.signal);
      return () => abort.abort();
    });
  }

  protected override firstUpdated(): void {
    tellTitle(this, 'Boards');
  }

  override render(): TemplateResult {
    return html`
      <a class="back" href="/">Back to the board</a>
      <h1 tabindex="-1">Boards</h1>
      ${this.#renderLoaded()}
    `;
  }

  #renderLoaded(): TemplateResult {
    const { loaded } = this;
    if (this.session.known && this.session.session.user === null) {
      return html`<div class="card sheet">
        <p>Log in to see the boards that you look after.</p>
        <div class="actions"><a class="button primary" href=${addressWithNext('/login', '/boards')}>Log in</a></div>
      </div>`;
    }
    if (loaded.state === 'loading') return html`<loading-rows></loading-rows>`;
    if (loaded.state === 'failed')
      return html`<div class="card sheet" role="alert">
        <p>${loaded.detail}</p>
        <div class="actions"><button type="button" class="button" @click=${() => this.#load()}>Try again</button></div>
      </div>`;
    return html`
      ${
        loaded.boards.length === 0
          ? html`<p class="quiet">You look after no board yet.</p>`
          : html`<ul class="card">
              ${repeat(
                loaded.boards,
                ({ slug }) => slug,
                (board) => this.#renderBoard(board),
              )}
            </ul>`
      }
      ${loaded.mayMake ? this.#renderForm() : nothing}
    `;
  }

  #renderBoard({ slug, title, archived, joinCode }: Board): TemplateResult {
    return html`<li>
      <div class="who">
        <a href=${boardAddress(slug)}>${title}</a>
        <div class="quiet">
          ${boardAddress(slug)}${joinCode === null ? '' : ` · code ${joinCode}`}${archived ? ' · archived' : ''}
        </div>
      </div>
      <div class="actions">
        <a class="button" href="/b/${slug}/moderate" aria-label="Moderate ${title}">Moderate</a>
        <a class="button" href="/b/${slug}/settings" aria-label="Settings of ${title}">Settings</a>
        <a
          class="button"
          href=${slug === 'main' ? '/projector' : `/b/${slug}/projector`}
          aria-label="Projector of ${title}"
          >Projector</a
        >
      </div>
    </li>`;
  }

  #renderForm(): TemplateResult {
    const { problem, busy } = this.#making;
    const beside = errorBeside(problem, ['title', 'slug']);
    return html`
      <section class="card sheet" aria-labelledby="new">
        <h2 id="new">A new board</h2>
        <form novalidate @submit=${this.#make} @input=${this.#write}>
          ${inputField({ id: 'title', label: 'Title', value: this.title_, required: true, max: 80, placeholder: 'Year 5', error: errorAt(problem, 'title') })}
          ${inputField({ id: 'slug', label: 'Address', value: this.slug ?? slugOf(this.title_), required: true, max: 40, hint: `${location.host}/b/${this.slug ?? slugOf(this.title_)}`, error: errorAt(problem, 'slug') })}
          <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
          <div class="actions"><button class="button primary" aria-disabled=${busy}>Make the board</button></div>
        </form>
      </section>
    `;
  }

  async #load(signal: AbortSignal = AbortSignal.timeout(20_000)): Promise<void> {
    this.loaded = { state: 'loading' };
    try {
      this.loaded = { state: 'shown', ...(await listBoards(signal)) };
    } catch (error) {
      if (!signal.aborted) this.loaded = { state: 'failed', detail: problemOf(error).detail };
    }
  }

  #write = ({ target }: Event): void => {
    const { id, value } = target as HTMLInputElement;
    if (id === 'title') this.title_ = value;
    if (id === 'slug') this.slug = value === '' ? null : value;
  };

  #make = async (event: Event): Promise<void> => {
    event.preventDefault();
    const title = this.title_.trim();
    const slug = this.slug ?? slugOf(title);
    const errors = title === '' ? [{ path: 'title', message: 'Give the board a title.' }] : [];
    const made = await this.#making.send(errors, async () => {
      await createBoard({ slug, title });
    });
    if (made) return navigate(`/b/${slug}/settings`);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'boards-page': BoardsPage;
  }
}
