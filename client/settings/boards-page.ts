import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Board } from '../../shared/board.ts';
import { markOf } from '../../shared/board-mark.ts';
import { themes } from '../../shared/theme.ts';
import { createBoard, listBoards } from '../api/moderation-api.ts';
import { addressWithNext, boardAddress, setPageTitle } from '../app/app-context.ts';
import { inputField } from '../ui/form-fields.ts';
import { navigate } from '../app/router.ts';
import { Subscription } from '../ui/subscription.ts';
import { loadPages } from '../ui/load-pages.ts';
import { LoadedValue } from '../ui/loaded-value.ts';
import { loadedView } from '../ui/loaded-view.ts';
import type { SessionStore } from '../store/session-store.ts';
import { slugOf } from './slug.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { errorBeside, Submission } from '../ui/submission.ts';
import { fields } from '../ui/styles/fields.ts';
import { pageStyles } from '../ui/page.styles.ts';

type MyBoards = { boards: readonly Board[]; mayMake: boolean; hasMore: boolean };

/**
 * The boards that the member moderates, and a form to create one.
 *
 * @property session who uses this browser
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
      @media (max-width: 44rem) {
        li {
          padding: var(--space-4);
        }
      }
      .mark {
        display: grid;
        flex: none;
        place-items: center;
        width: 2.75rem;
        height: 2.75rem;
        border-radius: 0.85rem;
        background: oklch(0.335 calc(0.098 * var(--strength)) var(--hue));
        color: oklch(0.985 0.012 var(--hue));
        font-size: 1.4rem;
        font-weight: 800;
        line-height: 1;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .who {
        display: flex;
        flex: 1 1 16rem;
        align-items: center;
        gap: var(--space-3);
        min-width: 0;
        overflow-wrap: anywhere;
      }
      @media (forced-colors: active) {
        .mark {
          border: 1px solid;
        }
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
  /** As typed; null while it follows the title. */
  @state() private slug: string | null = null;
  @state() private title_ = '';
  #pages = 1;
  readonly #boards = new LoadedValue<MyBoards>();
  readonly #creating = new Submission();
  readonly #errors = new FieldErrors(this, (id) => (id === 'title' && this.slug === null ? ['title', 'slug'] : [id]));

  constructor() {
    super();
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.#creating.onChange(redraw));
    new Subscription(this, (redraw) => {
      const stop = this.#boards.onChange(redraw);
      void this.#load();
      return () => {
        stop();
        this.#boards.cancel();
      };
    });
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Boards');
  }

  #load(): Promise<void> {
    return this.#boards.load(async (signal) => {
      const { pages, hasMore } = await loadPages(this.#pages, (after) => listBoards(after, signal));
      return {
        boards: pages.flatMap(({ boards }) => boards),
        mayMake: pages.some(({ mayMake }) => mayMake),
        hasMore,
      };
    });
  }

  #more = (): void => {
    this.#pages += 1;
    void this.#load();
  };

  #write = ({ target }: Event): void => {
    const { id, value } = target as HTMLInputElement;
    if (id === 'title') this.title_ = value;
    if (id === 'slug') this.slug = value === '' ? null : value;
  };

  #create = async (event: Event): Promise<void> => {
    event.preventDefault();
    const title = this.title_.trim();
    const slug = this.slug ?? slugOf(title);
    const errors = title === '' ? [{ path: 'title', message: 'Give the board a title.' }] : [];
    const created = await this.#creating.send(errors, async () => {
      await createBoard({ slug, title });
    });
    if (created) return navigate(`/b/${slug}/settings`);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  override render(): TemplateResult {
    return html`
      <a class="back" href="/">Back to the board</a>
      <h1 tabindex="-1">Boards</h1>
      ${this.#renderLoaded()}
    `;
  }

  #renderLoaded(): TemplateResult {
    if (this.session.known && this.session.session.user === null) {
      return html`<div class="card sheet">
        <p>Log in to see the boards that you moderate.</p>
        <div class="actions"><a class="button primary" href=${addressWithNext('/login', '/boards')}>Log in</a></div>
      </div>`;
    }
    return loadedView(this.#boards.state, { known: (mine) => this.#renderBoards(mine), retry: () => this.#load() });
  }

  #renderBoards({ boards, mayMake, hasMore }: MyBoards): TemplateResult {
    return html`
      ${
        boards.length === 0
          ? html`<p class="quiet">You don’t moderate any boards yet.</p>`
          : html`<ul class="card">
              ${repeat(
                boards,
                ({ slug }) => slug,
                (board) => this.#renderBoard(board),
              )}
            </ul>`
      }
      ${hasMore ? html`<div class="actions"><button type="button" class="button" @click=${this.#more}>Show more</button></div>` : nothing}
      ${mayMake ? this.#renderForm() : nothing}
    `;
  }

  #renderBoard(board: Board): TemplateResult {
    const { slug, title, archived, joinCode } = board;
    const { hue, strength } = themes[board.theme];
    return html`<li>
      <div class="who">
        <span class="mark" aria-hidden="true" .style=${`--hue:${hue};--strength:${strength}`}>${markOf(board)}</span>
        <div>
          <a href=${boardAddress(slug)}>${title}</a>
          <div class="quiet" dir="ltr">
            ${new URL(boardAddress(slug), location.href).href.replace(/^https?:\/\/|\/$/g, '')}${joinCode === null ? '' : ` · code ${joinCode}`}${archived ? ' · archived' : ''}
          </div>
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
    const { problem, busy } = this.#creating;
    const beside = errorBeside(problem, ['title', 'slug']);
    return html`
      <section class="card sheet" aria-labelledby="new">
        <h2 id="new">New board</h2>
        <form novalidate @submit=${this.#create} @input=${this.#write}>
          ${inputField({ id: 'title', label: 'Title', value: this.title_, required: true, max: 80, placeholder: 'Year 5', error: this.#errors.at(problem, 'title') })}
          ${inputField({ id: 'slug', label: 'Address', value: this.slug ?? slugOf(this.title_), required: true, max: 40, hint: `${location.host}/b/${this.slug ?? slugOf(this.title_)}`, error: this.#errors.at(problem, 'slug') })}
          <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
          <div class="actions"><button class="button primary" aria-disabled=${busy}>Create board</button></div>
        </form>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'boards-page': BoardsPage;
  }
}
