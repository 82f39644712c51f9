import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BoardEvent, EventPatch, EventReplacement } from '../../shared/event.ts';
import { deleteEvent, getEvent, patchEvent } from '../api/board-api.ts';
import { ApiError } from '../api/http.ts';
import { differingFields } from '../components/edit-conflict/edit-conflict.ts';
import type { EventFormInput, FormProblem } from '../components/event-form/event-form.ts';
import type { BoardStore } from '../state/board-store.ts';
import { formatEnd, formatShortDay, formatSoon, formatStart, formatViewerTime } from '../state/format.ts';
import { everyHalfMinute } from '../state/now.ts';
import { problemOf } from '../state/posting.ts';
import { controls } from '../styles/controls.ts';
import { narrowPage } from '../styles/narrow-page.ts';
import '../components/edit-conflict/edit-conflict.ts';
import '../components/event-form/event-form.ts';

type PageState =
  | { state: 'loading' }
  | { state: 'failed'; detail: string; missing: boolean }
  | { state: 'showing' }
  | { state: 'editing'; base: BoardEvent; busy: boolean; problem: FormProblem | null }
  | { state: 'conflict'; mine: EventReplacement; theirs: BoardEvent }
  /** `byMe`: it can be put back. */
  | { state: 'deleted'; event: BoardEvent; byMe: boolean; detail: string | null };

/**
 * One event, live, with edit and delete for whoever may.
 *
 * @property store the board whose feed keeps it current
 * @property eventId its id
 */
@customElement('event-page')
export class EventPage extends LitElement {
  static override styles = [
    controls,
    narrowPage,
    css`
      .card {
        display: grid;
        gap: var(--space-4);
      }
      .when {
        font-size: var(--text-4);
        font-weight: 600;
      }
      .when span {
        color: var(--ink-quiet);
        font-weight: 400;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-2) var(--space-4);
        margin: 0;
      }
      dt {
        color: var(--ink-quiet);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .details {
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }
      .cancelled h1 {
        text-decoration: line-through;
        color: var(--ink-quiet);
      }
      .soon {
        color: var(--accent);
        font-weight: 700;
      }
      dialog {
        max-width: min(26rem, calc(100vw - 2rem));
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--card);
        color: var(--ink);
        box-shadow: 0 12px 40px var(--shadow);
      }
      dialog::backdrop {
        background: oklch(0.2 0.03 265 / 0.55);
      }
      dialog h2 {
        margin-bottom: var(--space-2);
        font-size: var(--text-4);
      }
      dialog .actions {
        margin-top: var(--space-4);
        border: 0;
        padding: 0;
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property() eventId = '';
  @state() private page: PageState = { state: 'loading' };
  @state() private event: BoardEvent | null = null;
  @state() private may = { edit: false, delete: false };
  @state() private now = new Date();
  @query('dialog') private dialog!: HTMLDialogElement;
  #disposers: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#disposers = [this.store.feed.onChange(() => this.#followFeed()), everyHalfMinute(() => { this.now = new Date(); })];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const dispose of this.#disposers) dispose();
  }

  override render(): TemplateResult {
    return html`
      <main id="main" class="narrow">
        <a class="back" href="/">← The board</a>
        ${this.#renderState()}
      </main>
    `;
  }

  #renderState(): TemplateResult {
    const { page } = this;
    switch (page.state) {
      case 'loading':
        return html`<section class="card"><p role="status">Loading the event…</p></section>`;
      case 'failed':
        return html`<section class="card"><h1>${page.missing ? 'There is no such event' : 'The event cannot be shown'}</h1><p>${page.detail}</p></section>`;
      case 'showing':
        return this.#renderEvent(this.event!);
      case 'editing':
        return html`<section class="card"><h1>Change the event</h1>
          <event-form .event=${page.base} .timeZone=${this.store.timeZone} label="Save" ?busy=${page.busy} .problem=${page.problem} @event-submit=${this.#save}></event-form>
          <div class="actions"><button class="button" type="button" @click=${() => { this.page = { state: 'showing' }; }}>Leave it as it is</button></div>
        </section>`;
      case 'conflict':
        return html`<edit-conflict .mine=${page.mine} .theirs=${page.theirs} @keep-mine=${() => this.#write(page.mine, page.theirs)} @take-theirs=${() => this.#show(page.theirs)}></edit-conflict>`;
      case 'deleted':
        return html`<section class="card"><h1>Deleted</h1><p role="status">“${page.event.name}” is no longer on the board.</p>
          ${page.detail === null ? nothing : html`<p class="error" role="alert">${page.detail}</p>`}
          ${page.byMe ? html`<div><button class="button primary" type="button" @click=${() => this.#putBack(page.event)}>Put it back</button></div>` : nothing}
        </section>`;
      default:
        return page satisfies never;
    }
  }

  #renderEvent(event: BoardEvent): TemplateResult {
    const soon = event.cancelled ? null : formatSoon(event, this.now);
    const extra = [formatEnd(event), formatViewerTime(event)].filter((part) => part !== null).join(' · ');
    return html`
      <section class="card ${event.cancelled ? 'cancelled' : ''}">
        <h1>${event.name}</h1>
        <p class="when">${formatShortDay(event.start)} · ${formatStart(event)}${extra === '' ? nothing : html` <span>${extra}</span>`}${soon === null ? nothing : html` <span class="soon">${soon}</span>`}</p>
        ${event.cancelled ? html`<p><strong>This event is cancelled.</strong></p>` : nothing}
        <dl>
          ${event.place === null ? nothing : html`<dt>Where</dt><dd>${event.place}</dd>`}
          ${event.link === null ? nothing : html`<dt>Link</dt><dd><a href=${event.link} rel="noopener nofollow ugc">${event.link}</a></dd>`}
          <dt>Posted by</dt><dd>${event.author.member ? event.author.name : `${event.author.name} (guest)`}</dd>
        </dl>
        ${event.details === null ? nothing : html`<p class="details">${event.details}</p>`}
        ${this.may.edit ? this.#renderActions(event) : nothing}
      </section>
    `;
  }

  #renderActions(event: BoardEvent): TemplateResult {
    return html`
      <div class="actions">
        <button class="button" type="button" @click=${() => { this.page = { state: 'editing', base: event, busy: false, problem: null }; }}>Edit</button>
        <button class="button" type="button" @click=${() => this.#setCancelled(event)}>${event.cancelled ? 'It takes place after all' : 'Cancel the event'}</button>
        <button class="button danger" type="button" @click=${() => this.dialog.showModal()}>Delete</button>
      </div>
      <dialog aria-labelledby="sure">
        <h2 id="sure">Delete “${event.name}”?</h2>
        <p>It disappears from every screen at once. You can put it back right after.</p>
        <div class="actions">
          <button class="button danger" type="button" @click=${() => this.#delete(event)}>Delete it</button>
          <button class="button" type="button" autofocus @click=${() => this.dialog.close()}>Keep it</button>
        </div>
      </dialog>
    `;
  }

  async #load(): Promise<void> {
    try {
      const { event, may } = await getEvent(this.eventId);
      this.may = may;
      this.#show(event);
    } catch (error) {
      const { code, message } = error as ApiError;
      this.page = { state: 'failed', missing: code === 'event_not_found' || code === 'invalid_id', detail: message };
    }
  }

  #show(event: BoardEvent): void {
    this.event = event;
    this.page = { state: 'showing' };
    document.title = event.name;
  }

  /** What the feed knows is newer than what was fetched; what one is editing stays as it is until it is saved. */
  #followFeed(): void {
    const live = this.store.feed.events.get(this.eventId);
    if (this.event === null) return;
    if (live !== undefined) {
      if (this.page.state === 'deleted' && !this.page.byMe) this.#show(live);
      else if (live.version > this.event.version || this.page.state === 'showing') this.event = live;
    } else if (this.page.state === 'showing' && this.store.status.state === 'live' && this.#seenLive) {
      this.page = { state: 'deleted', event: this.event, byMe: false, detail: null };
    }
    this.#seenLive = live !== undefined;
  }

  #seenLive = false;

  #save = async (event: CustomEvent<EventFormInput>): Promise<void> => {
    if (this.page.state !== 'editing') return;
    const { base } = this.page;
    const { guestName, ...typed } = event.detail;
    const mine = { ...typed, timeZone: typed.timeZone ?? this.store.timeZone };
    this.page = { state: 'editing', base, busy: true, problem: null };
    await this.#write(mine, base);
  };

  /** Writes what differs from the version that was seen. */
  async #write(mine: EventReplacement, seen: BoardEvent): Promise<void> {
    const patch = Object.fromEntries(differingFields(mine, seen).map((field) => [field, mine[field]])) as EventPatch;
    try {
      this.#show(await patchEvent(seen.id, seen.version, patch));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'version_conflict') this.page = { state: 'conflict', mine, theirs: error.problem.event as BoardEvent };
      else this.page = { state: 'editing', base: { ...seen, ...mine, end: mine.end ?? null } as BoardEvent, busy: false, problem: problemOf(error) };
    }
  }

  async #setCancelled(event: BoardEvent): Promise<void> {
    try {
      this.#show(await patchEvent(event.id, event.version, { cancelled: !event.cancelled }));
    } catch {
      await this.#load();
    }
  }

  async #delete(event: BoardEvent): Promise<void> {
    this.dialog.close();
    try {
      this.page = { state: 'deleted', event: await deleteEvent(event.id, event.version), byMe: true, detail: null };
    } catch (error) {
      // Somebody changed it a moment ago: look at it again before deciding.
      if (error instanceof ApiError && error.code === 'version_conflict') return this.#load();
      this.page = { state: 'failed', missing: false, detail: (error as Error).message };
    }
  }

  async #putBack(event: BoardEvent): Promise<void> {
    const { id, name, start, end, timeZone, place, details, link } = event;
    try {
      this.#show(await this.store.outbox.submit({ id, name, start, end, timeZone, place, details, link }));
      await this.#load();
    } catch (error) {
      this.page = { state: 'deleted', event, byMe: true, detail: (error as Error).message };
    }
  }
}
