import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { boardAddress, joinAddress, setPageTitle } from '../app/app-context.ts';
import type { ProjectorHelp } from './projector-help.ts';
import { replaceQuery } from '../app/router.ts';
import type { BoardStore } from '../store/board-store.ts';
import { Subscription } from '../ui/subscription.ts';
import { registerWorker } from './offline-page.ts';
import { ActionQueue } from './action-queue.ts';
import type { ProjectorAction } from './projector-actions.ts';
import { showTheme } from '../ui/show-theme.ts';
import { todayIn } from '../ui/today.ts';
import { zoneClock } from './projector-clock.ts';
import { useClock } from '../words/preferences.ts';
import { keepGoing } from './unattended.ts';
import { toggleFullScreen } from './full-screen.ts';
import { listenForKeys } from './projector-keys.ts';
import { projectorRow, type ProjectorRow } from './projector-rows.ts';
import { ProjectorRotation } from './projector-rotation.ts';
import { reachIn, readProjectorSettings, resized } from './projector-settings.ts';
import { typeSizes } from './projector-type.ts';
import { ProjectorView } from './projector-view.ts';
import { keepAwake, preventBurnIn, watchPresence } from './screen-care.ts';
import { projectorPageStyles } from './projector-page.styles.ts';
import { stopAll } from '../ui/stop-all.ts';
import './join-panel.ts';
import './projector-controls.ts';
import './projector-events.ts';
import type { ProjectorEvents } from './projector-events.ts';
import './projector-help.ts';
import './projector-spotlight.ts';
import './projector-status.ts';

/** Faster keys are queued: each can change the whole picture, and more than three flashes a second are harmful. */
const actionPace = { minPauseMs: 200, maxWaiting: 3 };
const toastMs = 3_000;
/** After a key, the presenter may press another. */
const presentingMs = 10_000;
/** Longer titles are set smaller, to leave room for the events. */
const longTitle = 26;

/**
 * The board on a screen that people read from across a room, with nobody in front of it.
 *
 * @property store the board; another board gets another element
 * @property query the address's query: size, theme, pace
 * @attribute theme `dark` or `light`
 * @attribute dimmed whether the events are outdated
 * @attribute idle whether nobody is at the computer
 */
@customElement('projector-page')
export class ProjectorPage extends LitElement {
  static override styles = projectorPageStyles;

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) query = new URLSearchParams();
  @property({ reflect: true }) theme: 'dark' | 'light' = 'dark';
  @property({ type: Boolean, reflect: true }) dimmed = false;
  @property({ type: Boolean, reflect: true }) idle = true;
  /** The presenter's choice; null while the board's setting applies. */
  @state() private joinChoice: boolean | null = null;
  @state() private toast = '';
  @query('projector-help') private help!: ProjectorHelp;
  @query('projector-events') private events!: ProjectorEvents | null;
  @query('.screen') private screen!: HTMLElement;
  readonly #rotation = new ProjectorRotation({ pageMs: 0, now: performance.now() });
  #view!: ProjectorView;
  #settings = readProjectorSettings(this.query);
  #moment = 0;
  readonly #pace = new ActionQueue(actionPace);
  #actedAt = -Infinity;
  #joinSlide = false;
  #covered = false;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #actions: Readonly<Record<ProjectorAction, (now: number) => void>> = {
    next: (now) => this.#rotation.turn(1, now),
    previous: (now) => this.#rotation.turn(-1, now),
    pause: (now) => this.#rotation.togglePause(now),
    join: () => {
      this.joinChoice = !this.#joining;
    },
    larger: () => this.#resize(1),
    smaller: () => this.#resize(-1),
    'full-screen': () => void toggleFullScreen(),
    help: () => this.help.toggle(),
  };

  constructor() {
    super();
    new Subscription(this, (redraw) => this.#startView(redraw));
    new Subscription(this, () =>
      listenForKeys({ isHelpOpen: () => this.help.open, act: (action) => this.#act(action) }),
    );
    new Subscription(this, () =>
      watchPresence((present) => {
        this.idle = !present;
      }),
    );
    new Subscription(this, () => keepAwake());
    new Subscription(this, () =>
      keepGoing({ feed: this.store.feed, truth: () => this.#view.truth, isQuiet: () => this.#isQuiet() }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopCare();
    this.#pace.stop();
    clearTimeout(this.#toastTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) {
      this.#settings = readProjectorSettings(this.query);
      this.#rotation.pageMs = this.#settings.pageMs;
      this.theme = this.#settings.theme;
    }
    this.#cover();
    const { truth, theme } = this.#view;
    if (theme !== null) showTheme(theme);
    this.dimmed = truth.state === 'behind' && truth.dimmed;
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Projector');
    this.#stopCare = preventBurnIn(this.screen);
    void registerWorker();
  }

  #stopCare: () => void = () => undefined;

  #address(): string {
    const code = this.store.board?.joinCode ?? null;
    return code === null ? new URL(boardAddress(this.store.slug), location.href).href : joinAddress(code);
  }

  /** Whether nobody who scans the code could post. */
  #isClosed(): boolean {
    const { board } = this.store;
    return board !== null && (board.archived || board.posting === 'nobody');
  }

  get #joining(): boolean {
    return this.joinChoice ?? this.store.board?.joinSlide ?? false;
  }

  /** The event in the spotlight; null if there is none or it was hidden or deleted. */
  #spotlit(): ProjectorRow | null {
    const event = this.store.feed.events.get(this.store.board?.spotlight ?? '');
    if (event === undefined) return null;
    return projectorRow(event, {
      today: todayIn(this.#view.timeZone, this.#view.now),
      now: this.#view.now,
      next: null,
      archived: this.#view.archived,
      categories: this.#view.categories,
    });
  }

  /** The pages wait while something else fills the screen. A moderator's change overrides the presenter's choice. */
  #cover(): void {
    const joinSlide = this.store.board?.joinSlide ?? false;
    if (joinSlide !== this.#joinSlide) this.joinChoice = null;
    this.#joinSlide = joinSlide;
    const covered = this.#joining || this.#spotlit() !== null;
    if (covered !== this.#covered) this.#rotation.cover(covered, performance.now());
    this.#covered = covered;
  }

  #startView(tell: () => void): () => void {
    this.#view = new ProjectorView({ source: this.store, rotation: this.#rotation });
    // Set before the first rows are worded.
    const stops = [
      useClock(readProjectorSettings(this.query).clock),
      this.#view.onChange(() => {
        this.#moment += 1;
        tell();
      }),
      this.#view.start(),
    ];
    return stopAll(stops);
  }

  /** Nobody is using it, and no new post is being shown. */
  #isQuiet(): boolean {
    return (
      this.#rotation.isQuiet &&
      this.idle &&
      !this.#covered &&
      !this.help.open &&
      performance.now() - this.#actedAt > presentingMs
    );
  }

  #act(action: ProjectorAction): void {
    this.#pace.do(() => {
      const now = performance.now();
      this.#actedAt = now;
      this.#actions[action](now);
      this.#moment += 1;
      this.requestUpdate();
    });
  }

  #resize(by: 1 | -1): void {
    // Few events are larger than was chosen.
    const query = resized(this.query, by, this.events?.shownStep);
    const { step, height } = readProjectorSettings(query);
    const unit = query.has('height') ? 'm' : 'picture heights';
    this.#say(`Readable from ${reachIn(typeSizes[step]!, height)} ${unit}`);
    replaceQuery(query);
  }

  #say(sentence: string): void {
    this.toast = sentence;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => {
      this.toast = '';
    }, toastMs);
  }

  override render(): TemplateResult {
    const view = this.#view;
    const clock = zoneClock(view.timeZone);
    const rotation = this.#rotation;
    return html`
      <div class="screen size-${this.#settings.step}">
        <header>
          <span class="mark" aria-hidden="true">${view.mark}</span>
          <div class="title">
            <h1 dir="auto" tabindex="-1" class=${view.title.length > longTitle ? 'long' : ''}>${view.title}</h1>
            ${view.archived ? html`<p class="archived">Archived</p>` : nothing}
            <p class="date">${clock.day(view.now)}</p>
          </div>
          <p class="clock">${clock.time(view.now)}</p>
        </header>
        ${this.#renderBody()}
        <projector-status
          .truth=${view.truth}
          .viewers=${this.store.feed.viewers}
          .timeZone=${view.timeZone}
          .now=${view.now}
          .page=${rotation.index + 1}
          .pages=${this.#covered || view.rows.length === 0 ? 0 : rotation.count}
          .later=${view.later}
          .waiting=${rotation.waiting}
          ?paused=${rotation.paused}
        ></projector-status>
      </div>
      ${this.toast === '' ? nothing : html`<p class="toast" role="status">${this.toast}</p>`}
      <projector-controls
        ?paused=${rotation.paused}
        ?joining=${this.#joining}
        @projector-action=${(event: CustomEvent<ProjectorAction>) => this.#act(event.detail)}
      ></projector-controls>
      <projector-help></projector-help>
    `;
  }

  #renderBody(): TemplateResult {
    const [address, code] = [this.#address(), this.store.board?.joinCode ?? ''];
    const isClosed = this.#isClosed();
    if (this.#joining)
      return html`<join-panel slide .address=${address} .code=${code} ?readonly=${isClosed}></join-panel>`;
    const spotlit = this.#spotlit();
    if (spotlit !== null) return html`<projector-spotlight .row=${spotlit}></projector-spotlight>`;
    return html`<div class="body">
      ${this.#renderEvents()}<join-panel .address=${address} .code=${code} ?readonly=${isClosed}></join-panel>
    </div>`;
  }

  #renderEvents(): TemplateResult {
    const { rows, truth } = this.#view;
    if (truth.state === 'missing') {
      return html`<div class="words">
        <strong>There is no board “${this.store.slug}”</strong>
        <p>Check the board name in the address.</p>
      </div>`;
    }
    if (rows.length > 0) {
      return html`<projector-events
        .rows=${rows}
        .step=${this.#settings.step}
        ?grows=${this.#settings.grows}
        .rotation=${this.#rotation}
        .moment=${this.#moment}
        @pages-change=${() => this.requestUpdate()}
      ></projector-events>`;
    }
    if (truth.state === 'loading') return html`<div class="words"><p>Loading the events…</p></div>`;
    return html`<div class="words">
      <strong>Nothing planned yet</strong>
      ${this.#isClosed() ? nothing : html`<p>Post the first event.</p>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'projector-page': ProjectorPage;
  }
}
