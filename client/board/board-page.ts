import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { mayManageBoard } from '../../shared/policies.ts';
import { newEventAddress, setPageTitle } from '../app/app-context.ts';
import type { ComposerDialog } from '../composer/composer-dialog.ts';
import type { EventList } from './event-list.ts';
import { reloadNote } from '../ui/reload-note.ts';
import { linkOf, navigate, replaceQuery } from '../app/router.ts';
import '../ui/loading-rows.ts';
import type { BoardStore } from '../store/board-store.ts';
import { BoardOnPage } from './board-on-page.ts';
import { BoardViews, viewOf, type ViewName } from './board-views.ts';
import { Composing } from './composing.ts';
import { isEmpty, type FormValues } from '../event-form/form-values.ts';
import { Subscription } from '../ui/subscription.ts';
import { formatCount } from '../words/format.ts';
import { whyPostingIsClosed } from '../posting/posting-rules.ts';
import { readSelection } from './read-selection.ts';
import { asksArchive, selects, writeSelection, type BoardSelection } from './selection.ts';
import type { SessionStore } from '../store/session-store.ts';
import { announcementLog, withAnnouncement, type Announcements } from './announcement-log.ts';
import { boardFailureNote, nothingFoundNote, nothingPlannedNote } from './board-notes.ts';
import { boardPageStyles } from './board-page.styles.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { Media } from '../ui/media.ts';
import { wayToPost } from './way-to-post.ts';
import { stopAll } from '../ui/stop-all.ts';
import './event-filters.ts';
import './event-list.ts';

/**
 * The board: its events, live, and the way to post.
 *
 * @property store the board; another board gets another element
 * @property session who uses this browser
 * @property query the address's query: the selection
 */
@customElement('board-page')
export class BoardPage extends LitElement {
  static override styles = boardPageStyles;

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) query = new URLSearchParams();
  @state() private announcements: Announcements = [];
  @state() private selection: BoardSelection = {};
  @query('event-list') private list!: EventList | null;
  /** Whether somebody has opened the form. Its code is loaded then. Closed, it still has what is typed. */
  @state() private hasComposer = false;
  @state() private hasSteps = false;
  @query('composer-dialog') private composer!: ComposerDialog | null;
  /** New rows wait while somebody writes above them. */
  readonly #composing = new Composing(
    (composing) => this.#view.hold(composing),
    () => this.composer?.isOpen === true || this.renderRoot.querySelector('.held :focus') !== null,
  );
  readonly #views = new BoardViews(() => this.requestUpdate());
  readonly #wide = new Media(this, '(min-width: 73.75rem)');
  #view!: BoardOnPage;
  /** What was clicked to open the form. The focus goes back there. */
  #opener: HTMLElement | null = null;
  /** What the link to the form says is typed. It stays as it is under the open form, so that nothing moves there. */
  #typed!: FormValues;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.store.posting.onChange(redraw));
    new Subscription(this, (redraw) => this.#startView(redraw));
    new Subscription(this, () => this.#catchPostLink());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.composer?.isOpen !== true) this.#typed = this.store.posting.fields;
    // A choice on this page takes effect before it is in the address.
    if (changed.has('query') && this.query.toString() !== this.#asQuery()) this.#choose(readSelection(this.query));
  }

  /** What stands around the list comes after it. Without its code there is only the list. */
  protected override updated(): void {
    const missing = this.#around().filter((view) => this.#views.get(view) === undefined);
    if (missing.length > 0) afterPaint(() => missing.forEach((view) => this.#views.load(view)));
  }

  protected override firstUpdated(): void {
    setPageTitle(this, '');
    void this.#revealPosted();
  }

  #startView(redraw: () => void): () => void {
    const { store, session } = this;
    this.#view = new BoardOnPage({
      source: store,
      author: () => session.author ?? { name: '', member: false },
      announce: (sentence) => {
        this.announcements = withAnnouncement(this.announcements, sentence);
      },
    });
    const stops = [this.#view.onChange(redraw), this.#view.start(), () => this.#composing.end()];
    return stopAll(stops);
  }

  /** Every link to the page for posting opens the form here instead. Without its code, the link is followed. */
  #catchPostLink(): () => void {
    const open = (event: MouseEvent): void => {
      const link = linkOf(event);
      if (link?.pathname !== newEventAddress(this.store.slug)) return;
      event.preventDefault();
      this.#opener = event.composedPath()[0] as HTMLElement;
      import('../composer/composer-dialog.ts').then(
        () => void this.#openComposer(link.searchParams),
        () => navigate(link),
      );
    };
    window.addEventListener('click', open, { capture: true });
    return () => window.removeEventListener('click', open, { capture: true });
  }

  /** After posting in the dialog or on the other page: scrolls to the event. */
  async #revealPosted(): Promise<void> {
    const id = this.store.takePosted();
    if (id === null) return;
    this.#view.highlight(id);
    await this.updateComplete;
    await this.list?.reveal(id);
  }

  async #openComposer(query: URLSearchParams): Promise<void> {
    this.hasComposer = true;
    await this.updateComplete;
    await this.composer?.show(query);
  }

  /** Rows that waited meanwhile are shown after a post. After half a thought they wait for their button, for a while. */
  #leaveComposer = (): void => {
    if (isEmpty(this.store.posting.fields)) this.#composing.end();
    else if (this.#view.heldCount > 0) this.#composing.recordKeystroke();
    const link = this.#opener?.closest('a');
    (link?.isConnected ? link : this.renderRoot.querySelector<HTMLElement>('.board'))?.focus({ preventScroll: true });
    void this.#revealPosted();
    // The link says what is typed.
    this.requestUpdate();
  };

  #showHeld = (): void => {
    this.#composing.end();
    this.renderRoot.querySelector<HTMLElement>('.board')?.focus({ preventScroll: true });
  };

  #select = (event: CustomEvent<BoardSelection>): void => this.#show(event.detail);

  #show(selection: BoardSelection): void {
    this.store.shownCount = null;
    this.#choose(selection);
    replaceQuery(writeSelection(selection));
  }

  #choose(selection: BoardSelection): void {
    this.selection = selection;
    this.#view.select(selection);
    const view = viewOf(selection);
    if (view !== null) this.#views.load(view);
  }

  #isSettled(): boolean {
    const { state } = this.#view.status;
    const view = viewOf(this.selection);
    return state !== 'loading' && state !== 'failed' && (view === null || this.#views.get(view) !== undefined);
  }

  #asQuery(): string {
    return writeSelection(this.selection).toString();
  }

  #showMore = (event: CustomEvent<number>): void => {
    this.store.shownCount = event.detail;
    this.requestUpdate();
  };

  override render(): TemplateResult {
    const { store } = this;
    const closed = whyPostingIsClosed(store.board, store.you);
    const { status } = this.#view;
    const isUnknown = status.state === 'failed' && status.code === 'board_not_found';
    return html`
      <h1 class="visually-hidden" tabindex="-1">${store.board?.title ?? 'Community Board'}: events</h1>
      <section class="board" aria-label="Events" tabindex="-1">
        ${mayManageBoard(store.you) && store.board?.firstSteps ? this.#renderFirstSteps() : nothing}
        ${
          isUnknown
            ? nothing
            : html`<event-filters
                .selection=${this.selection}
                .categories=${this.store.categories}
                @selection-change=${this.#select}
              ></event-filters>`
        }
        <div class="beside ${this.#hasRail() ? 'railed' : ''}">
          <div class="list">
            ${isUnknown ? nothing : closed === null ? html`${wayToPost(store.slug, this.#typed)}<posted-note .posting=${store.posting.state} .today=${this.#view.today}></posted-note>` : html`<p class="card closed">${closed}</p>`}
            ${this.#renderBoard()}
            <div class="held">${this.#renderHeld()}</div>
          </div>
          ${this.#renderAround('rail')}
        </div>
      </section>
      ${this.#renderComposer()} ${this.#renderAround('foot')} ${announcementLog(this.announcements)}
    `;
  }

  #renderBoard(): TemplateResult {
    const { status } = this.#view;
    const { selection } = this;
    if (status.state === 'failed') return boardFailureNote(this.store.slug, status);
    if (status.state === 'loading') return html`<loading-rows></loading-rows>`;
    const view = viewOf(selection);
    if (view !== null) return this.#renderView(view);
    const { agenda } = this.#view;
    const isEmpty = agenda.upcoming.length === 0;
    return html`
      ${isEmpty ? this.#renderNothing(selection, agenda.past.length > 0) : nothing}
      ${
        isEmpty && agenda.past.length === 0
          ? nothing
          : html` <event-list
              .agenda=${agenda}
              .categories=${this.store.categories}
              .today=${this.#view.today}
              .now=${this.#view.now}
              .fresh=${this.#view.fresh}
              .sending=${this.#view.sending}
              ?open=${selects(selection)}
              ?lead=${!selects(selection)}
              .shown=${this.store.shownCount}
              @shown-change=${this.#showMore}
              @series-unfold=${(event: CustomEvent<string>) => this.#view.unfold(event.detail)}
            ></event-list>`
      }
    `;
  }

  /** Floats over the board, so that it moves nothing. */
  #renderHeld(): TemplateResult | typeof nothing {
    const { heldCount } = this.#view;
    if (heldCount === 0 || asksArchive(this.selection)) return nothing;
    return html`<button type="button" class="button" @click=${this.#showHeld}>
      Show ${formatCount(heldCount)} new
    </button>`;
  }

  #renderView(name: ViewName): TemplateResult {
    const draw = this.#views.get(name);
    if (draw === undefined) return html`<loading-rows></loading-rows>`;
    if (draw === 'failed') return html`<div class="card note">${reloadNote(`The ${name}`)}</div>`;
    const { agenda, today, now, fresh, sending } = this.#view;
    const { selection, store } = this;
    return draw({
      slug: store.slug,
      title: store.board?.title ?? '',
      timeZone: store.timeZone,
      newEvent: whyPostingIsClosed(store.board, store.you) === null ? newEventAddress(store.slug) : null,
      agenda,
      everyDate: () => this.#view.everyDate,
      categories: store.categories,
      today,
      now,
      fresh,
      sending,
      selection,
      show: (other) => this.#show(other),
    });
  }

  /** Beside the list on wide screens. Its place is kept free, so that nothing moves when its code is here. */
  #hasRail(): boolean {
    return this.#wide.matches && viewOf(this.selection) === null;
  }

  /** Only with the list there, which would push it down otherwise. */
  #around(): ('foot' | 'rail')[] {
    if (!this.#isSettled()) return [];
    return this.#hasRail() ? ['foot', 'rail'] : ['foot'];
  }

  #renderAround(name: 'foot' | 'rail'): TemplateResult | typeof nothing {
    return this.#around().includes(name) && typeof this.#views.get(name) === 'function'
      ? this.#renderView(name)
      : nothing;
  }

  #renderNothing(selection: BoardSelection, hasPast: boolean): TemplateResult | typeof nothing {
    if (!selects(selection)) return nothingPlannedNote(hasPast);
    return hasPast ? nothing : nothingFoundNote(() => this.#show({}));
  }

  /** Its code is loaded for the owner of a new board only. Without it, the settings have all that it offers. */
  #renderFirstSteps(): TemplateResult | typeof nothing {
    if (!this.hasSteps) {
      import('./first-steps.ts').then(
        () => {
          this.hasSteps = true;
        },
        () => undefined,
      );
      return nothing;
    }
    return html`<first-steps .store=${this.store} .session=${this.session}></first-steps>`;
  }

  #renderComposer(): TemplateResult | typeof nothing {
    if (!this.hasComposer) return nothing;
    return html`<composer-dialog
      .store=${this.store}
      .session=${this.session}
      @input=${() => this.#composing.recordKeystroke()}
      @close=${this.#leaveComposer}
    ></composer-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'board-page': BoardPage;
  }
}
