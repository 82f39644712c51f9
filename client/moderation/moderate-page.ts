import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { categoryOf } from '../../shared/category-of.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { mayModerate } from '../../shared/policies.ts';
import { moderatorsOnly } from '../app/moderators-only.ts';
import { boardAddress, setPageTitle } from '../app/app-context.ts';
import type { BoardSwitch } from './board-switches.ts';
import type { ModerationAct } from './moderation-row.ts';
import type { PeopleAct } from './people-here.ts';
import { keepClearOf } from './clear-of-foot.ts';
import { Selection } from './selection.ts';
import type { SelectionAct } from './selection-bar.ts';
import type { BoardStore } from '../store/board-store.ts';
import { Media } from '../ui/media.ts';
import { onTick, todayIn } from '../ui/today.ts';
import { Subscription } from '../ui/subscription.ts';
import type { Waiting } from './moderated-events.ts';
import { Moderation } from './moderation.ts';
import type { Done } from './undo-list.ts';
import type { Verdict } from '../review/waiting-row.ts';
import '../review/waiting-row.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { moderatePageStyles, twoColumns } from './moderate-page.styles.ts';
import { stopAll } from '../ui/stop-all.ts';
import './board-size-note.ts';
import './board-switches.ts';
import './clear-board.ts';
import '../ui/loading-rows.ts';
import './moderation-row.ts';
import './people-here.ts';
import './selection-bar.ts';
import './undo-bar.ts';
import { boardNow } from '../api/board-time.ts';

/**
 * Moderates a board from a phone: waiting and shown events, the people here, and the projector.
 *
 * @property store the board; another board gets another element
 * @property session who uses this browser
 */
@customElement('moderate-page')
export class ModeratePage extends LitElement {
  static override styles = [pageStyles, moderatePageStyles];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  /** Null while nobody selects. */
  @state() private selection: Selection | null = null;
  @query('.foot') private foot!: HTMLElement | null;
  readonly #wide = new Media(this, twoColumns);
  #moderation: Moderation | null = null;
  #stop: (() => void) | undefined;
  #clearOf: HTMLElement | null = null;
  #stopClearing: () => void = () => {};
  /** The session's, when the connection was opened. */
  #revision = 0;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, onTick);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopClearing();
    this.#clearOf = null;
    this.#end();
  }

  protected override willUpdate(): void {
    const may = mayModerate({ key: '', role: this.store.you.role });
    if (may && this.#moderation === null) this.#begin();
    if (!may) this.#end();
    // Another tab changed the password: the connection still belongs to the session that ended.
    if (this.#revision !== this.session.revision) this.#moderation?.feed.renewConnection();
    this.#revision = this.session.revision;
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Moderate');
  }

  protected override updated(): void {
    if (this.foot === this.#clearOf) return;
    this.#stopClearing();
    this.#clearOf = this.foot;
    if (this.foot !== null) this.#stopClearing = keepClearOf(this.foot);
  }

  #act(event: BoardEvent, act: ModerationAct): void {
    const moderation = this.#moderation;
    if (moderation === null) return;
    if (act === 'spotlight') void moderation.spotlight(this.store.board?.spotlight === event.id ? null : event);
    else void moderation[act](event);
  }

  #turn({ name, on }: BoardSwitch): void {
    const moderation = this.#moderation;
    if (moderation === null) return;
    const turns: Record<BoardSwitch['name'], (on: boolean) => Promise<void>> = {
      frozen: (value) => moderation.freeze(value),
      approval: (value) => moderation.requireApproval(value),
      joinSlide: (value) => moderation.showJoinSlide(value),
    };
    void turns[name](on);
  }

  #actOnPeople(act: PeopleAct): void {
    if (act.do === 'remove') void this.#moderation?.remove(act.person, act.events);
    else void this.#moderation?.letIn(act.id);
  }

  #approveAll(waiting: readonly Waiting[]): void {
    void this.#moderation?.decideAll(waiting, { outcome: 'approved', note: null });
  }

  #actOnSelected(act: SelectionAct): void {
    const moderation = this.#moderation;
    if (moderation === null || this.selection === null) return;
    const { waiting, hidden, ...picked } = this.selection.among(moderation.events);
    const shown = [...picked.shown, ...picked.past];
    if (act.act === 'approve') void moderation.decideAll(waiting, { outcome: 'approved', note: null });
    else if (act.act === 'reject') void moderation.decideAll(waiting, { outcome: 'rejected', note: act.note });
    else if (act.act === 'hide') void moderation.actOnAll('hide', shown);
    else void moderation.actOnAll('delete', [...waiting.flatMap(({ dates }) => dates), ...shown, ...hidden]);
    this.selection = new Selection();
  }

  #begin(): void {
    const moderation = new Moderation(this.store);
    const stops = [moderation.onChange(() => this.requestUpdate()), moderation.start()];
    this.#moderation = moderation;
    this.#revision = this.session.revision;
    this.#stop = stopAll(stops);
  }

  #end(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#moderation = null;
  }

  override render(): TemplateResult {
    const { slug, board } = this.store;
    return html`
      <div class="top">
        <a class="back" href=${boardAddress(slug)}>Back to the board</a>
        <a class="back" href="/b/${slug}/settings">Settings</a>
      </div>
      <h1 tabindex="-1">Moderate${board === null ? '' : ` ${board.title}`}</h1>
      ${board === null ? html`<loading-rows></loading-rows>` : this.#moderation === null ? moderatorsOnly(this.session.session, this.store.slug) : this.#renderModeration(this.#moderation)}
    `;
  }

  #renderModeration(moderation: Moderation): TemplateResult {
    const { shown, past, hidden } = moderation.events;
    const { board } = this.store;
    const spotlit = [...shown, ...past].find(({ id }) => id === board?.spotlight);
    return html`
      <div role="alert">
        ${moderation.problem === '' ? nothing : html`<p class="problem">${moderation.problem}</p>`}
      </div>
      ${moderation.feed.status.state === 'failed' ? html`<p class="problem" role="alert">${moderation.feed.status.detail}</p>` : nothing}
      <board-size-note .slug=${this.store.slug}></board-size-note>
      ${
        spotlit === undefined
          ? nothing
          : html`<div class="card spotlit">
              <span>On the projector: <strong>${spotlit.name}</strong></span>
              <button type="button" class="button" @click=${() => moderation.spotlight(null)}>
                Show all events again
              </button>
            </div>`
      }
      <div class="desk">
        <div>
          ${this.#renderWaiting(moderation)} ${this.#wide.matches ? nothing : this.#renderSwitches()}
          <section aria-labelledby="shown">
            <h2 id="shown">On the board</h2>
            ${this.#renderList(shown, past.length === 0 ? 'Nothing yet.' : 'Nothing to come.')}
          </section>
          ${
            past.length === 0
              ? nothing
              : html`<section aria-labelledby="past">
                  <h2 id="past">Past</h2>
                  ${this.#renderList(past, '')}
                </section>`
          }
          ${
            hidden.length === 0
              ? nothing
              : html`<section aria-labelledby="hidden">
                  <h2 id="hidden">Hidden</h2>
                  ${this.#renderList(hidden, '')}
                </section>`
          }
        </div>
        <div>
          ${this.#wide.matches ? this.#renderSwitches() : nothing} ${this.#renderPeople(moderation)}
          <section aria-labelledby="clear">
            <h2 id="clear">Start over</h2>
            <clear-board
              class="card"
              .slug=${this.store.slug}
              @cleared=${(event: CustomEvent<Done>) => moderation.undo.add(event.detail)}
            ></clear-board>
          </section>
        </div>
      </div>
      <div class="foot">
        ${this.selection === null ? nothing : this.#renderSelection(this.selection, moderation)}
        <undo-bar
          .item=${moderation.undo.newest}
          @undo=${(event: CustomEvent<number>) => moderation.undo.undo(event.detail)}
        ></undo-bar>
      </div>
    `;
  }

  #renderWaiting(moderation: Moderation): TemplateResult {
    const { waiting, shown, past, hidden } = moderation.events;
    return html`<section aria-labelledby="waiting">
      <div class="head">
        <h2 id="waiting">
          Waiting${waiting.length === 0 ? nothing : html` <span class="count">${waiting.length}</span>`}
        </h2>
        <div class="actions">
          ${waiting.length + shown.length + past.length + hidden.length === 0 ? nothing : this.#renderSelect()}
          ${
            waiting.length < 2
              ? nothing
              : html`<button type="button" class="button primary" @click=${() => this.#approveAll(waiting)}>
                  Approve all
                </button>`
          }
        </div>
      </div>
      ${this.#renderWaitingRows(moderation, waiting)}
    </section>`;
  }

  #renderSwitches(): TemplateResult {
    const { board } = this.store;
    return html`<div class="card switches">
      ${board === null ? nothing : html`<board-switches .board=${board} @switch=${(event: CustomEvent<BoardSwitch>) => this.#turn(event.detail)}></board-switches>`}
    </div>`;
  }

  #renderPeople({ people }: Moderation): TemplateResult {
    return html`<section aria-labelledby="people">
      <h2 id="people">
        Here
        now${people === null || people.viewers === 0 ? nothing : html` <span class="count">${people.viewers}</span>`}
      </h2>
      ${people === null ? html`<loading-rows></loading-rows>` : html`<people-here .people=${people} .myName=${this.session.name} @people-act=${(event: CustomEvent<PeopleAct>) => this.#actOnPeople(event.detail)}></people-here>`}
    </section>`;
  }

  #renderSelect(): TemplateResult {
    const turn = (): void => {
      this.selection = this.selection === null ? new Selection() : null;
    };
    return html`<button type="button" class="button" aria-pressed=${this.selection !== null} @click=${turn}>
      Select
    </button>`;
  }

  #renderSelection(selection: Selection, moderation: Moderation): TemplateResult {
    const { waiting, shown, past, hidden } = selection.among(moderation.events);
    return html`<selection-bar
      .waiting=${waiting.length}
      .shown=${shown.length + past.length}
      .concealed=${hidden.length}
      @selection-act=${(event: CustomEvent<SelectionAct>) => this.#actOnSelected(event.detail)}
      @selection-end=${() => {
        this.selection = null;
      }}
    ></selection-bar>`;
  }

  /** A row of a list, with a box to select it while somebody selects. */
  #renderRow(event: BoardEvent, row: TemplateResult): TemplateResult {
    const { selection } = this;
    const turn = (): void => {
      this.selection = selection?.turned(event.id) ?? null;
    };
    const box = html`<label
      ><input
        type="checkbox"
        aria-label="Select ${event.name}"
        .checked=${selection?.has(event.id) ?? false}
        @change=${turn}
    /></label>`;
    return html`<li class=${selection === null ? '' : 'select'}>
      ${selection === null ? nothing : box}
      <div>${row}</div>
    </li>`;
  }

  #renderWaitingRows(moderation: Moderation, waiting: readonly Waiting[]): TemplateResult {
    if (waiting.length === 0) return html`<p class="card empty">No posts waiting.</p>`;
    const today = todayIn(this.store.timeZone, boardNow());
    return html`<ul class="card">
      ${repeat(
        waiting,
        ({ event }) => event.id,
        (one) =>
          this.#renderRow(
            one.event,
            html`<waiting-row
              .event=${one.event}
              .categories=${this.store.categories}
              .dates=${one.dates.length}
              .today=${today}
              @decide=${(event: CustomEvent<Verdict>) => void moderation.decide(one, event.detail)}
            ></waiting-row>`,
          ),
      )}
    </ul>`;
  }

  #renderList(events: readonly BoardEvent[], empty: string): TemplateResult {
    if (events.length === 0) return html`<p class="card empty">${empty}</p>`;
    const today = todayIn(this.store.timeZone, boardNow());
    return html`<ul class="card">
      ${repeat(
        events,
        ({ id }) => id,
        (event) =>
          this.#renderRow(
            event,
            html`<moderation-row
              .event=${event}
              .category=${categoryOf(this.store.categories, event)}
              .today=${today}
              ?spotlit=${this.store.board?.spotlight === event.id}
              @moderate=${(act: CustomEvent<ModerationAct>) => this.#act(event, act.detail)}
            ></moderation-row>`,
          ),
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'moderate-page': ModeratePage;
  }
}
