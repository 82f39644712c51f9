import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { mayModerate } from '../../shared/policies.ts';
import { getSession } from '../api/board-api.ts';
import { isClockWrong } from '../api/board-time.ts';
import type { AppContext, Dialog } from './app-context.ts';
import { followHistory, matchPage, type Arrival, type Match, type PageEntry } from './router.ts';
import { BoardStore } from '../store/board-store.ts';
import { BuildWatch } from './build-watch.ts';
import { headingIn } from './heading-in.ts';
import { reloadWhenServed } from './reload.ts';
import { SessionStore } from '../store/session-store.ts';
import { controls } from '../ui/styles/controls.ts';
import { reloadButton, reloadNote } from '../ui/reload-note.ts';
import { showTheme } from '../ui/show-theme.ts';
import { stopAll } from '../ui/stop-all.ts';
import './site-header.ts';

/** Addresses without a board that belong to the main board. Other pages keep the board that was open before. */
const mainPaths: ReadonlySet<string> = new Set(['/', '/projector', '/events/new']);

/**
 * The frame of every page: header, landmarks, and the page that the address names.
 *
 * @property pages the table of pages; the first match wins
 * @property fallback the page for all other addresses
 */
@customElement('board-app')
export class BoardApp extends LitElement {
  static override styles = [
    controls,
    css`
      .skip {
        position: absolute;
        top: var(--space-2);
        left: var(--space-2);
        z-index: 2;
      }
      .skip:not(:focus) {
        transform: translateY(-200%);
      }
      main {
        max-width: var(--page-width);
        margin: 0 auto;
        padding: var(--space-4) var(--page-margin) 7rem;
      }
      main.board {
        max-width: var(--board-width);
      }
      @media print {
        main {
          padding-bottom: 0;
        }
      }
      main:focus {
        outline: none;
      }
      main.bare {
        max-width: none;
        padding: 0;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-2) var(--page-margin);
        background: var(--new-soft);
      }
    `,
  ];

  @property({ attribute: false }) pages: readonly PageEntry<AppContext>[] = [];
  @property({ attribute: false }) fallback!: PageEntry<AppContext>;
  @state() private match: Match<AppContext> | null = null;
  @state() private loadFailed = false;
  /** The dialog whose code could not be loaded; '' for none. */
  @state() private failedDialog = '';
  /** Whether the page has no frame. Known from the address before the page's code is here. */
  @state() private bare = false;
  @query('main') private main!: HTMLElement;
  readonly #session = new SessionStore(getSession);
  #store: BoardStore | null = null;
  #stopStore: (() => void) | undefined;
  #stopSession: (() => void) | undefined;
  #stopHistory: (() => void) | undefined;
  readonly #builds = new BuildWatch();
  #pageTitle = '';

  constructor() {
    super();
    this.addEventListener('open-display', () =>
      this.#open('Display', async () => {
        await import('./display-dialog.ts');
        return document.createElement('display-dialog');
      }),
    );
    this.addEventListener('open-dialog', ({ detail: { name, make } }) =>
      this.#open(name, () => make(this.#session, this.#store?.slug ?? 'main')),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopSession = this.#session.onChange(() => this.requestUpdate());
    void this.#session.refresh();
    this.#stopHistory = followHistory((arrival) => void this.#arrive(arrival));
    void this.#arrive({ url: new URL(location.href), how: 'replace', scrollY: 0 });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopSession?.();
    this.#stopHistory?.();
    this.#stopStore?.();
  }

  async #arrive({ url, how, scrollY }: Arrival): Promise<void> {
    const match = matchPage(this.pages, url) ?? { page: this.fallback, place: { params: {}, query: url.searchParams } };
    const bare = match.page.bare ?? false;
    // Otherwise the frame would flash up before a page without one.
    if (this.match === null) this.bare = bare;
    try {
      await match.page.load?.();
    } catch {
      this.loadFailed = true;
      // A page without a frame is on a screen where nobody can press a button.
      if (bare) void reloadWhenServed();
      return;
    }
    // The address may have changed while the code was loading.
    if (url.href !== location.href) return;
    this.loadFailed = false;
    this.bare = bare;
    if ('renderAlone' in match.page) this.#leaveBoard();
    else
      this.#openBoard(
        match.place.params.board ?? (mainPaths.has(match.page.path) ? 'main' : (this.#store?.slug ?? 'main')),
      );
    this.match = match;
    if (how === 'replace') return;
    await this.updateComplete;
    await this.#land(scrollY);
  }

  /** Moves the focus and the scroll position to where a new page begins. */
  async #land(scrollY: number): Promise<void> {
    const page = this.main.firstElementChild;
    if (page instanceof LitElement) await page.updateComplete;
    // The heading may be inside a component of the page.
    await new Promise(requestAnimationFrame);
    (headingIn(this.main) ?? this.main).focus({ preventScroll: true });
    window.scrollTo(0, scrollY);
  }

  #openBoard(slug: string): void {
    if (this.#store?.slug === slug) return;
    this.#leaveBoard();
    const store = new BoardStore(slug, this.#session);
    const stops = [
      store.onChange(() => {
        this.#showTitle();
        if (store.board !== null) showTheme(store.board.theme);
        this.requestUpdate();
      }),
      store.feed.onChange(() => this.requestUpdate()),
      store.start(),
    ];
    this.#store = store;
    this.#stopStore = stopAll(stops);
  }

  #leaveBoard(): void {
    this.#stopStore?.();
    this.#stopStore = undefined;
    this.#store = null;
  }

  /** The address to come back to after logging in; never the log-in page itself. */
  #placeToComeBack(): string {
    const { path } = this.match?.page ?? {};
    return path === '/login' || path === '/signup'
      ? (this.match?.place.query.get('next') ?? '/')
      : location.pathname + location.search;
  }

  #logOut = async (): Promise<void> => {
    // If the server does not answer, the member is still logged in, and the menu keeps showing that. The calls of
    // accounts are loaded when somebody needs them, to keep the first page light.
    await import('../api/account-api.ts')
      .then(({ logOut }) => logOut())
      .then(
        () => this.#session.leave(),
        () => this.#session.refresh(),
      );
  };

  /** `make` rejects if the dialog's code cannot be loaded. */
  #open(name: string, make: () => Promise<Dialog>): void {
    make().then(
      (dialog) => {
        this.renderRoot.append(dialog);
        return dialog.show();
      },
      () => {
        this.failedDialog = name;
      },
    );
  }

  #takeTitle = (event: CustomEvent<string>): void => {
    this.#pageTitle = event.detail;
    this.#showTitle();
  };

  /** Opens the page's board. That creates the page again, once, so a focus inside it has to be set again. */
  #takeBoard = async ({ detail: slug }: CustomEvent<string>): Promise<void> => {
    if (this.#store?.slug === slug) return;
    const hadFocus = this.main.matches(':focus-within:not(:focus)');
    this.#openBoard(slug);
    this.requestUpdate();
    await this.updateComplete;
    if (hadFocus) await this.#land(window.scrollY);
  };

  #showTitle(): void {
    document.title = [this.#pageTitle, this.#store?.board?.title ?? 'Community Board']
      .filter((part) => part !== '')
      .join(' · ');
  }

  #skip = (event: Event): void => {
    event.preventDefault();
    this.main.focus();
  };

  override render(): TemplateResult {
    return this.bare ? this.#renderMain() : this.#renderFrame();
  }

  #renderFrame(): TemplateResult {
    const store = this.#store;
    const path = this.match?.page.path ?? '';
    const isBoard = this.#isBoard();
    return html`
      <a class="button primary skip" href="#main" @click=${this.#skip}>Skip to content</a>
      <site-header
        .slug=${store?.slug ?? 'main'}
        .board=${store?.board ?? null}
        ?own=${isBoard}
        ?large=${isBoard && !this.match?.place.query.has('view')}
        ?plain=${path === '/events/:id'}
        .status=${store?.feed.status ?? { state: 'loading' }}
        .viewers=${store?.feed.viewers ?? 0}
        ?posting=${isBoard || path.endsWith('/new')}
        .who=${this.#session.known ? this.#session.session : undefined}
        ?removed=${store?.you.removed === true}
        .here=${this.#placeToComeBack()}
        .waiting=${store !== null && mayModerate({ key: '', role: store.you.role }) ? store.waiting : null}
        @log-out=${this.#logOut}
      ></site-header>
      ${this.#renderNotice()} ${this.#renderMain()}
    `;
  }

  #isBoard(): boolean {
    const path = this.match?.page.path;
    return path === '/' || path === '/b/:board';
  }

  #renderMain(): TemplateResult {
    return html`<main
      id="main"
      class=${this.bare ? 'bare' : this.#isBoard() ? 'board' : ''}
      tabindex="-1"
      @page-title=${this.#takeTitle}
      @page-board=${this.#takeBoard}
    >
      ${this.#renderPage()}
    </main>`;
  }

  #renderPage(): unknown {
    const { match } = this;
    const store = this.#store;
    if (this.loadFailed) return reloadNote('This page');
    if (match === null) return nothing;
    const { page, place } = match;
    const key = `${page.path} ${Object.values(place.params).join(' ')}`;
    if ('renderAlone' in page) return keyed(key, page.renderAlone(place, { session: this.#session }));
    return store === null
      ? nothing
      : keyed(`${store.slug} ${key}`, page.render(place, { store, session: this.#session }));
  }

  #renderNotice(): TemplateResult | typeof nothing {
    if (this.failedDialog !== '') return html`<div class="notice">${reloadNote(`“${this.failedDialog}”`)}</div>`;
    if (isClockWrong())
      return html`<div class="notice" role="status">This device’s clock is wrong. The board goes by its own.</div>`;
    if (this.#store === null || !this.#builds.isOutdated(this.#store.feed)) return nothing;
    return html`<div class="notice" role="status">A new version is available. ${reloadButton}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'board-app': BoardApp;
  }
}
