import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { categoryOf } from '../../shared/category-of.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { mayModerate } from '../../shared/policies.ts';
import { moderatorsOnly } from '../app/moderators-only.ts';
import { boardAddress, setPageTitle } from '../app/app-context.ts';
import type { BoardSwitch } from './board-switches.ts';
import type { ModerationAct } from './moderation-row.ts';
import type { PeopleAct } from './people-here.ts';
import type { BoardStore } from '../store/board-store.ts';
import { onTick, todayIn } from '../ui/today.ts';
import { Subscription } from '../ui/subscription.ts';
import type { Waiting } from './moderated-events.ts';
import { Moderation } from './moderation.ts';
import type { Verdict } from '../review/waiting-row.ts';
import '../review/waiting-row.ts';
import type { SessionStore } from '../store/session-store.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { stopAll } from '../ui/stop-all.ts';
import './board-size-note.ts';
import './board-switches.ts';
import '../ui/loading-rows.ts';
import './moderation-row.ts';
import './people-here.ts';
import './undo-bar.ts';

/**
 * Moderates a board from a phone: waiting and shown events, the people here, and the projector.
 *
 * @property store the board; another board gets another element
 * @property session who uses this browser
 */
@customElement('moderate-page')
export class ModeratePage extends LitElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        max-width: 40rem;
      }
      h2 {
        display: flex;
        align-items: baseline;
        gap: var(--space-2);
        font-size: var(--text-4);
      }
      .count {
        padding: 0 0.6rem;
        border-radius: var(--round);
        background: var(--new-soft);
        font-size: var(--text-2);
        font-weight: 700;
      }
      section {
        display: grid;
        gap: var(--space-2);
        margin-top: var(--space-3);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--space-4);
      }
      .empty {
        padding: var(--space-4);
        color: var(--ink-quiet);
      }
      .spotlit {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-3) var(--space-4);
        background: var(--new-soft);
      }
      .spotlit span {
        flex: 1 1 12rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  #moderation: Moderation | null = null;
  #stop: (() => void) | undefined;
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
      ${board === null ? html`<loading-rows></loading-rows>` : this.#moderation === null ? moderatorsOnly(this.session.session) : this.#renderModeration(this.#moderation)}
    `;
  }

  #renderModeration(moderation: Moderation): TemplateResult {
    const { waiting, shown, hidden } = moderation.events;
    const { board } = this.store;
    const spotlit = shown.find(({ id }) => id === board?.spotlight);
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
      <section aria-labelledby="waiting">
        <h2 id="waiting">
          Waiting${waiting.length === 0 ? nothing : html` <span class="count">${waiting.length}</span>`}
        </h2>
        ${this.#renderWaiting(moderation, waiting)}
      </section>
      <div class="card">
        ${board === null ? nothing : html`<board-switches .board=${board} @switch=${(event: CustomEvent<BoardSwitch>) => this.#turn(event.detail)}></board-switches>`}
      </div>
      <section aria-labelledby="shown">
        <h2 id="shown">On the board</h2>
        ${this.#renderList(shown, 'Nothing yet.')}
      </section>
      ${
        hidden.length === 0
          ? nothing
          : html`<section aria-labelledby="hidden">
              <h2 id="hidden">Hidden</h2>
              ${this.#renderList(hidden, '')}
            </section>`
      }
      <section aria-labelledby="people">
        <h2 id="people">
          Here
          now${moderation.people === null ? nothing : html` <span class="count">${moderation.people.viewers}</span>`}
        </h2>
        ${moderation.people === null ? html`<loading-rows></loading-rows>` : html`<people-here .people=${moderation.people} .myName=${this.session.name} @people-act=${(event: CustomEvent<PeopleAct>) => this.#actOnPeople(event.detail)}></people-here>`}
      </section>
      <undo-bar
        .items=${moderation.undo.items}
        @undo=${(event: CustomEvent<number>) => moderation.undo.undo(event.detail)}
      ></undo-bar>
    `;
  }

  #renderWaiting(moderation: Moderation, waiting: readonly Waiting[]): TemplateResult {
    if (waiting.length === 0) return html`<p class="card empty">No posts waiting.</p>`;
    const today = todayIn(this.store.timeZone, new Date());
    return html`<ul class="card">
      ${repeat(
        waiting,
        ({ event }) => event.id,
        (one) =>
          html`<li>
            <waiting-row
              .event=${one.event}
              .categories=${this.store.categories}
              .dates=${one.dates}
              .today=${today}
              @decide=${(event: CustomEvent<Verdict>) => void moderation.decide(one, event.detail)}
            ></waiting-row>
          </li>`,
      )}
    </ul>`;
  }

  #renderList(events: readonly BoardEvent[], empty: string): TemplateResult {
    if (events.length === 0) return html`<p class="card empty">${empty}</p>`;
    const today = todayIn(this.store.timeZone, new Date());
    return html`<ul class="card">
      ${repeat(
        events,
        ({ id }) => id,
        (event) =>
          html`<li>
            <moderation-row
              .event=${event}
              .category=${categoryOf(this.store.categories, event)}
              .today=${today}
              ?spotlit=${this.store.board?.spotlight === event.id}
              @moderate=${(act: CustomEvent<ModerationAct>) => this.#act(event, act.detail)}
            ></moderation-row>
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'moderate-page': ModeratePage;
  }
}
