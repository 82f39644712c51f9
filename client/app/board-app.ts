import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { mayModerate } from '../../shared/policies.ts';
import { logOut } from '../api/account-api.ts';
import { getSession } from '../api/board-api.ts';
import { boardAddress, type AppContext } from './app-context.ts';
import { followHistory, matchPage, type Arrival, type Match, type PageEntry } from './router.ts';
import { BoardStore } from '../store/board-store.ts';
import { BuildWatch } from './build-watch.ts';
import { reloadWhenServed } from './reload.ts';
import { SessionStore } from '../store/session-store.ts';
import { controls } from '../ui/styles/controls.ts';
import { reloadButton, reloadNote } from '../ui/reload-note.ts';
import './site-header.ts';

/** Addresses without a board in them that are the main board's; other pages stay with the board that one comes from. */
const mainPaths: ReadonlySet<string> = new Set(['/', '/projector', '/events/new']);

/**
 * The frame of every page: header, landmarks, and the page that the address names.
 *
 * @property pages the table of pages; the first that matches counts
 * @property fallback the page for addresses that none of them has
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
        padding: var(--space-5) var(--page-margin) 6rem;
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
        background: var(--new);
      }
    `,
  ];

  @property({ attribute: false }) pages: readonly PageEntry<AppContext>[] = [];
  @property({ attribute: false }) fallback!: PageEntry<AppContext>;
  @state() private match: Match<AppContext> | null = null;
  @state() private loadFailed = false;
  @state() private displayFailed = false;
  /** Before the first page is here, what is known of it by its address. */
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
    this.addEventListener(
      'open-display',
      () =>
        void this.#openDisplay().catch(() => {
          this.displayFailed = true;
        }),
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
    // The frame is not to flash up before the first page.
    if (this.match === null) this.bare = bare;
    try {
      await match.page.load?.();
    } catch {
      this.loadFailed = true;
      // Nobody is there to press a button.
      if (bare) void reloadWhenServed();
      return;
    }
    // Another address may have been chosen while the code was on its way.
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

  /** Where a new page begins, for eyes and for screen readers. */
  async #land(scrollY: number): Promise<void> {
    const page = this.main.firstElementChild;
    if (page instanceof LitElement) await page.updateComplete;
    // The heading may be a component's of the page.
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
        this.requestUpdate();
      }),
      store.feed.onChange(() => this.requestUpdate()),
      store.start(),
    ];
    this.#store = store;
    this.#stopStore = () => {
      for (const stop of stops) stop();
    };
  }

  #leaveBoard(): void {
    this.#stopStore?.();
    this.#stopStore = undefined;
    this.#store = null;
  }

  /** Where logging in leads back to; not to the page that one logs in on. */
  #placeToComeBack(): string {
    const { path } = this.match?.page ?? {};
    return path === '/login' || path === '/signup'
      ? (this.match?.place.query.get('next') ?? '/')
      : location.pathname + location.search;
  }

  #logOut = async (): Promise<void> => {
    // Without an answer one is not logged out, and the menu goes on saying so.
    await logOut().then(
      () => this.#session.leave(),
      () => this.#session.refresh(),
    );
  };

  /** Rejects without the network. */
  async #openDisplay(): Promise<void> {
    await import('./display-dialog.ts');
    const dialog = document.createElement('display-dialog');
    this.renderRoot.append(dialog);
    await dialog.show();
  }

  #takeTitle = (event: CustomEvent<string>): void => {
    this.#pageTitle = event.detail;
    this.#showTitle();
  };

  /** The page is made anew, once: it is then of the board that is open. What had the focus in it is gone. */
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
    return html`
      <a class="button primary skip" href="#main" @click=${this.#skip}>Skip to content</a>
      <site-header
        .heading=${store?.board?.title ?? ''}
        .home=${boardAddress(store?.slug ?? 'main')}
        .status=${store?.feed.status ?? { state: 'loading' }}
        .viewers=${store?.feed.viewers ?? 0}
        ?posting=${this.match?.page.path.endsWith('/new') === true}
        .user=${this.#session.known ? this.#session.session.user : undefined}
        .here=${this.#placeToComeBack()}
        .board=${store?.slug ?? 'main'}
        ?moderates=${store !== null && mayModerate({ key: '', role: store.you.role })}
        @log-out=${this.#logOut}
      ></site-header>
      ${this.#renderNotice()} ${this.#renderMain()}
    `;
  }

  #renderMain(): TemplateResult {
    return html`<main
      id="main"
      class=${this.bare ? 'bare' : ''}
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
    if (this.displayFailed) return html`<div class="notice">${reloadNote('Display')}</div>`;
    if (!this.#builds.isOutdated(this.#store?.feed.build ?? null)) return nothing;
    return html`<div class="notice" role="status">A new version is available. ${reloadButton}</div>`;
  }
}

/** The first heading of the first level, in whichever shadow it stands. */
function headingIn(root: ParentNode): HTMLElement | null {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const heading = element.matches('h1')
      ? element
      : element.shadowRoot === null
        ? null
        : headingIn(element.shadowRoot);
    if (heading !== null) return heading;
  }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'board-app': BoardApp;
  }
}
