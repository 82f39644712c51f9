import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Board } from '../../shared/board.ts';
import { markOf } from '../../shared/board-mark.ts';
import { pictureAddress, pictureSources } from '../../shared/picture-address.ts';
import { findBoardByCode, nameGuest } from '../api/join-api.ts';
import { boardAddress, setPageTitle } from '../app/app-context.ts';
import { inputField } from '../ui/form-fields.ts';
import { navigate } from '../app/router.ts';
import { showTheme } from '../ui/show-theme.ts';
import { Subscription } from '../ui/subscription.ts';
import { LoadedValue } from '../ui/loaded-value.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { friendlyName } from './friendly-name.ts';
import type { SessionStore } from '../store/session-store.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { errorBeside, Submission } from '../ui/submission.ts';
import { joinPageStyles } from './join-page.styles.ts';

/**
 * The page behind a scanned join code: asks for a name and leads to the board.
 *
 * @property session who uses this browser
 * @property code the board's join code
 */
@customElement('join-page')
export class JoinPage extends LitElement {
  static override styles = joinPageStyles;

  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) code = '';
  @state() private name = '';
  /** Whether the name is a suggestion, which typing replaces. */
  @state() private isSuggested = true;
  readonly #board = new LoadedValue<Board>();
  readonly #joining = new Submission();
  readonly #errors = new FieldErrors(this);

  constructor() {
    super();
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.#joining.onChange(redraw));
    new Subscription(this, (redraw) => {
      const stop = this.#board.onChange(redraw);
      void this.#find();
      return stop;
    });
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Join');
    this.name = this.session.name === '' ? friendlyName() : this.session.name;
  }

  protected override updated(): void {
    if (this.#board.value !== null) showTheme(this.#board.value.theme);
  }

  #find(): Promise<void> {
    return this.#board.load(() => findBoardByCode(this.code));
  }

  #suggest = (): void => {
    this.name = friendlyName();
    this.isSuggested = true;
    this.#errors.correct('name');
  };

  #write = ({ target }: Event): void => {
    const { id, value } = target as HTMLInputElement;
    if (id !== 'name') return;
    this.name = value;
    this.isSuggested = false;
  };

  #join = async (event: Event): Promise<void> => {
    event.preventDefault();
    const board = this.#board.value;
    if (board === null) return;
    const name = String(new FormData(event.target as HTMLFormElement).get('name')).trim();
    this.name = name;
    const errors = name === '' ? [{ path: 'name', message: 'Enter a name, or use a suggested one.' }] : [];
    const joined = await this.#joining.send(errors, async () => {
      await nameGuest(name);
      this.session.rememberGuest(name);
    });
    if (joined) return navigate(boardAddress(board.slug));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  };

  override render(): TemplateResult {
    const state = this.session.known ? this.#board.state : ({ state: 'loading' } as const);
    return html`${loadedView(state, {
      known: (board) => this.#renderBoard(board),
      retry: () => this.#find(),
      loading: () =>
        html`<div class="face"><h1 tabindex="-1">Join in</h1></div>
          <div class="card sheet"><p class="quiet" role="status">Looking for the board…</p></div>`,
      failed: (note) =>
        html`<div class="face"><h1 tabindex="-1">That code doesn’t work</h1></div>
          <div class="card sheet">
            ${note}
            <p><a href="/">To the main board</a></p>
          </div>`,
    })}`;
  }

  #renderBoard(board: Board): TemplateResult {
    return html`${this.#renderFace(board)}
      <div class="card sheet">${this.#renderWho(board)}</div>`;
  }

  #renderFace(board: Board): TemplateResult {
    const { cover, description } = board;
    return html`<div class="face ${cover ? 'covered' : ''}">
      ${
        cover
          ? html`<img
              class="cover"
              src=${pictureAddress(cover.id, 800)}
              srcset=${pictureSources(cover.id)}
              sizes="(min-width: 28rem) 28rem, 100vw"
              alt=${cover.alt}
            />`
          : nothing
      }
      <span class="mark" aria-hidden="true">${markOf(board)}</span>
      <h1 tabindex="-1">${board.title}</h1>
      ${description ? html`<p>${description}</p>` : nothing}
    </div>`;
  }

  #renderWho(board: Board): TemplateResult {
    const { user } = this.session.session;
    if (user !== null) {
      return html`<p>You post here as <strong>${user.displayName ?? user.username}</strong>.</p>
        <div class="actions"><a class="button primary" href=${boardAddress(board.slug)}>To the board</a></div>`;
    }
    const { problem, busy } = this.#joining;
    const beside = errorBeside(problem, ['name']);
    return html`<form novalidate @submit=${this.#join} @input=${this.#write}>
      ${inputField({ id: 'name', label: 'Your name', value: this.name, suggested: this.isSuggested, required: true, autocomplete: 'nickname', max: 60, hint: 'Everyone sees this name. Keep it or type your own.', error: this.#errors.at(problem, 'name') })}
      <div><button type="button" class="text-button" @click=${this.#suggest}>Suggest another</button></div>
      <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
      <div class="actions">
        <button class="button primary" aria-disabled=${busy}>${busy ? 'One moment…' : 'Join'}</button>
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'join-page': JoinPage;
  }
}
