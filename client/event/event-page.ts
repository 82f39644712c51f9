import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { categoryOf } from '../../shared/category-of.ts';
import type { BoardEvent, EventRights, WhichDates } from '../../shared/event.ts';
import { setPageBoard, setPageTitle } from '../app/app-context.ts';
import { editSheet } from './edit-sheet.ts';
import type { EventChange } from './event-actions.ts';
import type { BoardStore } from '../store/board-store.ts';
import { onTick, todayIn } from '../ui/today.ts';
import { clockNoteOf } from '../event-form/clock-note.ts';
import { deletedNote, missingNote } from './event-notes.ts';
import { LiveEvent, type EventView } from './live-event.ts';
import { PageEdit } from './page-edit.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { Subscription } from '../ui/subscription.ts';
import { problemOf } from '../ui/form-problem.ts';
import { UnsavedEdit } from './unsaved-edit.ts';
import { icon } from '../ui/icon.ts';
import { reloadNote } from '../ui/reload-note.ts';
import { repeatWords } from '../words/repeat-words.ts';
import { otherDates } from './other-dates.ts';
import type { SessionStore } from '../store/session-store.ts';
import { isRestoringOpen, whyChangingIsClosed } from '../posting/posting-rules.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { stopAll } from '../ui/stop-all.ts';
import './calendar-menu.ts';
import './event-actions.ts';
import './event-details.ts';
import '../review/review-note.ts';
import './series-dates.ts';
import { boardNow } from '../api/board-time.ts';

const mayNothing: EventRights = { edit: false, delete: false, moderate: false };

/**
 * One event, live, with its actions for people who have the rights. If an edit was neither saved nor cancelled, the
 * page opens with its form.
 *
 * @property store the current board, whose feed brings changes; an event of another board switches to that
 * @property session who uses this browser
 * @property eventId the event's id; another event gets another element
 */
@customElement('event-page')
export class EventPage extends LitElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        max-width: 74rem;
      }
      /* The light of the board's colour from above. */
      :host::before {
        content: '';
        position: absolute;
        inset: 0 0 auto;
        z-index: -1;
        height: min(30rem, 70vh);
        background: linear-gradient(var(--accent-soft), transparent);
      }
      .sheet {
        width: 100%;
        max-width: 48rem;
        margin-inline: auto;
      }
      .messages {
        display: grid;
        gap: var(--space-2);
      }
      @media (max-width: 44rem) {
        .share {
          width: var(--target);
          padding: 0;
        }
        .share span {
          position: absolute;
          overflow: hidden;
          width: 1px;
          height: 1px;
          clip-path: inset(50%);
        }
      }
      @media print {
        :host::before,
        review-note,
        series-dates {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) eventId = '';
  /** Why the last action, other than saving, failed; '' if it did not. */
  @state() private problem = '';
  @state() private clockNote: string | null = null;
  /** Whether the code for sharing could not be loaded. */
  @state() private shareFailed = false;
  /** The start that `clockNote` belongs to. */
  #noted = '';
  #live!: LiveEvent;
  readonly #edit = new PageEdit({
    unsaved: () => this.#unsaved,
    moderates: () => this.#moderates,
    redraw: () => this.requestUpdate(),
    saved: (event) => this.#live.take(event),
    closed: () => void this.#focus('event-actions'),
  });
  /** Why authors could not change anything when the rights were last asked for. */
  #closed: string | null = null;
  #title: string | null = null;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) =>
      onTick(() => {
        // News can be lost with a connection.
        if (this.#waits) void this.#live.load();
        redraw();
      }),
    );
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => {
      this.#live = new LiveEvent(this.eventId, this.store);
      const stops = [
        this.#live.onChange(redraw),
        this.#live.start(),
        this.store.ownNews.subscribe(() => void this.#live.load()),
        this.store.feed.onChange(() => {
          // The changes may contain its other dates.
          if (this.#live.view?.state === 'shown' && this.#live.view.event.series !== null) redraw();
        }),
      ];
      return stopAll(stops);
    });
  }

  protected override willUpdate(): void {
    const { view } = this.#live;
    const closed = this.#whyClosed;
    if (closed !== this.#closed) {
      this.#closed = closed;
      void this.#live.load();
    }
    // The edit opens only once it is known that this person may save it.
    if (!this.session.known || view?.state !== 'shown' || view.may?.edit !== true) return;
    if (this.#edit.putBack(view.event) && this.matches(':focus-within')) void this.#focus('h1');
  }

  protected override updated(): void {
    const { view } = this.#live;
    const title = view === null ? '' : view.state === 'missing' ? 'No such event' : view.event.name;
    if (title !== this.#title) setPageTitle(this, title);
    this.#title = title;
    if (view?.state !== 'shown') return;
    // Its other dates, today's date and the feed have to be those of its own board.
    if (view.event.board !== this.store.slug) setPageBoard(this, view.event.board);
    else void this.#noteClock(view.event);
  }

  /** Why authors cannot change this event now, by the newest rules of its board; null if they can. */
  get #whyClosed(): string | null {
    const { view } = this.#live;
    const { board, you } = this.store;
    return view?.state === 'shown' && view.event.board === board?.slug ? whyChangingIsClosed(board, you) : null;
  }

  get #restorable(): boolean {
    return isRestoringOpen(this.store.board, this.store.you);
  }

  get #waits(): boolean {
    const { view } = this.#live;
    return view?.state === 'shown' && (view.event.status === 'pending' || view.event.review?.state === 'waiting');
  }

  get #moderates(): boolean {
    const { view } = this.#live;
    return view?.state === 'shown' && view.may?.moderate === true;
  }

  /** Where this person's edit is stored. */
  get #unsaved(): UnsavedEdit {
    return new UnsavedEdit(this.eventId, this.session.session.user?.username ?? null);
  }

  #begin(event: BoardEvent): void {
    this.problem = '';
    this.#edit.begin(event);
    void this.#focus('event-form');
  }

  async #noteClock(event: BoardEvent): Promise<void> {
    const of = `${event.start} ${event.timeZone}`;
    if (of === this.#noted) return;
    this.#noted = of;
    const note = await clockNoteOf(event).catch(() => null);
    if (this.#noted === of) this.clockNote = note;
  }

  async #try(action: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await action();
      await this.#focus('h1');
    } catch (error) {
      this.problem = problemOf(error).detail;
    }
  }

  /** Rejects if the dialog's code cannot be loaded. */
  async #share(name: string, address: string): Promise<void> {
    await import('../share/share-dialog.ts');
    const dialog = Object.assign(document.createElement('share-dialog'), { name, address });
    this.renderRoot.append(dialog);
    await dialog.show();
  }

  /** The focused element is gone, so the focus moves to where people continue, not to the top of the page. */
  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    const target =
      this.renderRoot.querySelector<HTMLElement>(selector) ??
      this.renderRoot.querySelector<LitElement>('event-details');
    if (target instanceof LitElement) await target.updateComplete;
    target?.focus();
  }

  override render(): TemplateResult {
    return html`
      ${loadedView(this.#live.state, {
        known: (view) => this.#renderView(view),
        retry: () => this.#live.load(),
        failed: (note) =>
          html`<div class="card sheet">
            <h1 tabindex="-1">The event cannot be shown at the moment</h1>
            ${note}
          </div>`,
      })}
    `;
  }

  #renderView(view: EventView): TemplateResult {
    const { editing } = this.#edit;
    switch (view.state) {
      case 'shown':
        return editing === null
          ? this.#renderEvent(view)
          : editSheet({
              editing,
              current: view.event,
              closed: this.#whyClosed,
              waits: this.store.waits,
              timeZone: this.store.timeZone,
              categories: this.store.categories,
              cancel: () => this.#edit.cancel(),
            });
      case 'deleted':
        return deletedNote({
          ...view,
          problem: this.problem,
          restore: this.#restorable ? () => void this.#try(() => this.#live.putBack()) : null,
        });
      case 'missing':
        return missingNote(
          this.store.slug,
          editing?.fields ?? (this.session.known ? this.#unsaved.read()?.fields : undefined),
        );
      default:
        return view satisfies never;
    }
  }

  #renderEvent({ event, may }: Extract<EventView, { state: 'shown' }>): TemplateResult {
    const now = boardNow();
    const today = todayIn(this.store.timeZone, now);
    const closed = this.#whyClosed;
    const dates = otherDates(event, this.store.feed.events.values(), now);
    const address = new URL(`/events/${event.id}`, location.href).href;
    return html`
      <event-details
        .event=${event}
        .category=${categoryOf(this.store.categories, event)}
        .address=${address}
        .today=${today}
        .now=${now}
        .clockNote=${this.clockNote}
        .repeats=${event.series === null ? '' : repeatWords({ ...event, series: event.series })}
      >
        <div slot="actions" class="messages">
          ${this.#renderActions(event, closed === null ? may : mayNothing, address)}
          <div role="status">${closed === null ? nothing : html`<p class="quiet">${closed}</p>`}</div>
          <div role="alert">${this.problem === '' ? nothing : html`<p class="problem">${this.problem}</p>`}</div>
          ${this.shareFailed ? reloadNote('Sharing') : nothing}
        </div>
        ${
          event.review === undefined && event.status === 'live'
            ? nothing
            : html`<review-note
                slot="review"
                .event=${event}
                .categories=${this.store.categories}
                ?moderates=${may?.moderate === true}
                ?may-edit=${may?.edit === true && closed === null}
                @withdraw-change=${() => this.#try(() => this.#live.withdraw())}
              ></review-note>`
        }
        ${dates.length === 0 ? nothing : html`<series-dates slot="dates" .dates=${dates} .event=${event} .today=${today}></series-dates>`}
      </event-details>
    `;
  }

  #renderActions(event: BoardEvent, may: EventRights | null, address: string): TemplateResult {
    return html`<event-actions
      .event=${event}
      .may=${may ?? mayNothing}
      ?restorable=${this.#restorable}
      @edit-event=${() => this.#begin(event)}
      @change-event=${({ detail: { patch, which } }: CustomEvent<EventChange>) => this.#try(() => this.#live.change(patch, which))}
      @delete-event=${({ detail: { which } }: CustomEvent<{ which: WhichDates }>) => this.#try(() => this.#live.delete(which))}
    >
      <calendar-menu
        .event=${event}
        .address=${address}
        ?primary=${may !== null && !may.edit && !may.moderate}
      ></calendar-menu>
      <button
        type="button"
        class="button share"
        @click=${() =>
          this.#share(event.name, address).catch(() => {
            this.shareFailed = true;
          })}
      >
        ${icon('share')}<span>Share</span>
      </button>
    </event-actions>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'event-page': EventPage;
  }
}
