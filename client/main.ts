import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getSession } from './api/board-api.ts';
import type { BoardPage } from './pages/board-page.ts';
import { internalLink, routeOf, type PageRoute } from './router.ts';
import { BoardStore } from './state/board-store.ts';
import { SessionStore } from './state/session-store.ts';
import './components/site-header/site-header.ts';

/** What each page needs is loaded when it is first shown. */
const pageModules: Record<PageRoute['page'], () => Promise<unknown>> = {
  board: () => import('./pages/board-page.ts'),
  'new-event': () => import('./pages/new-event-page.ts'),
  event: () => import('./pages/event-page.ts'),
  'not-found': () => import('./pages/not-found-page.ts'),
};

/** The whole of the page: head, and the page that the address names. */
@customElement('board-app')
export class BoardApp extends LitElement {
  @state() private route: PageRoute = routeOf(location.pathname);
  @state() private shown: PageRoute | null = null;
  readonly #sessions = new SessionStore(getSession);
  readonly #stores = new Map<string, BoardStore>();

  // The global style sheet is for this element's content too.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What the served page holds is for browsers without JavaScript.
    this.replaceChildren();
    document.addEventListener('click', (event) => this.#follow(event));
    this.addEventListener('navigate', (event) => this.#go((event as CustomEvent<string>).detail));
    window.addEventListener('popstate', () => { void this.#open(); });
    void this.#sessions.refresh();
    void this.#open();
  }

  override render(): TemplateResult {
    const store = this.#storeOf(this.route);
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>To the content</a>
      <site-header
        .heading=${store.title} .home=${store.slug === 'main' ? '/' : `/b/${store.slug}`} .status=${store.status} .viewers=${store.feed.viewers}
        ?posting=${this.route.page === 'new-event'}
      ></site-header>
      ${this.shown === null ? nothing : this.#renderPage(this.shown)}
    `;
  }

  #renderPage(route: PageRoute): TemplateResult {
    const store = this.#storeOf(route);
    switch (route.page) {
      case 'board':
        return html`<board-page .store=${store} .sessions=${this.#sessions}></board-page>`;
      case 'new-event':
        return html`<new-event-page .store=${store} .sessions=${this.#sessions}></new-event-page>`;
      case 'event':
        return html`<event-page .store=${store} .eventId=${route.id}></event-page>`;
      case 'not-found':
        return html`<not-found-page></not-found-page>`;
      default:
        return route satisfies never;
    }
  }

  /** The board is kept while one looks at its events: coming back shows it at once. */
  #storeOf(route: PageRoute): BoardStore {
    const slug = route.page === 'board' ? route.board : 'main';
    let store = this.#stores.get(slug);
    if (store === undefined) {
      store = new BoardStore(slug, () => { void this.#sessions.refresh(); });
      this.#stores.set(slug, store);
      const opened = store;
      store.feed.onChange(() => this.requestUpdate());
      store.onChange(() => {
        this.requestUpdate();
        if (this.route.page === 'board') document.title = opened.title;
      });
      store.start();
    }
    return store;
  }

  #follow(event: MouseEvent): void {
    const address = internalLink(event);
    if (address === null) return;
    event.preventDefault();
    if (address === '/events/new' && this.querySelector<BoardPage>('board-page')?.focusForm() === true) return;
    this.#go(address);
  }

  #go(address: string): void {
    history.pushState(null, '', address);
    void this.#open().then(() => {
      window.scrollTo(0, 0);
      this.#skip();
    });
  }

  async #open(): Promise<void> {
    const route = routeOf(location.pathname);
    this.route = route;
    await pageModules[route.page]();
    if (this.route !== route) return;
    this.shown = route;
    const titles: Record<PageRoute['page'], string> = { board: this.#storeOf(route).title, 'new-event': 'Post an event', event: 'Event', 'not-found': 'Not found' };
    document.title = titles[route.page] === '' ? 'Community Board' : titles[route.page];
    await this.updateComplete;
  }

  /** Puts the focus where the content begins, unless a field of it has taken it already. */
  #skip = (event?: Event): void => {
    event?.preventDefault();
    const page = this.lastElementChild;
    if (event === undefined && page?.shadowRoot?.activeElement != null) return;
    const main = page?.shadowRoot?.querySelector<HTMLElement>('main');
    main?.setAttribute('tabindex', '-1');
    main?.focus({ preventScroll: true });
  };
}
