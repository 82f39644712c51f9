import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Clearing, ClearingStep } from '../../shared/clearing.ts';
import { clearBoard, listClearings, undoClearing } from '../api/clearing-api.ts';
import { newObjectId } from '../posting/object-id.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import '../ui/confirm-dialog.ts';
import { LoadedValue } from '../ui/loaded-value.ts';
import { controls } from '../ui/styles/controls.ts';
import { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { formatCount, formatInstant } from '../words/format.ts';
import type { Done } from './undo-list.ts';

/**
 * Takes all events off the board, and lists what was taken off or imported within 30 days, to undo it.
 *
 * @property slug the board
 * @fires cleared with a `Done`, for the undo bar
 */
@customElement('clear-board')
export class ClearBoard extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4);
      }
      p {
        color: var(--ink-quiet);
      }
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      li span {
        flex: 1 1 12rem;
      }
      .problem {
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) slug = '';
  @query('confirm-dialog') private dialog!: ConfirmDialog;
  readonly #clearings = new LoadedValue<Clearing[]>();
  readonly #sending = new Submission();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.#sending.onChange(redraw));
    new Subscription(this, (redraw) => {
      const stop = this.#clearings.onChange(redraw);
      void this.#load();
      return () => {
        stop();
        this.#clearings.cancel();
      };
    });
  }

  #load(): Promise<void> {
    return this.#clearings.load((signal) => listClearings(this.slug, signal));
  }

  /** All events, or with `of` those that this import created. */
  #clear(of?: string): void {
    const { slug } = this;
    const id = newObjectId();
    void this.#send(async () => {
      const count = await untilNoneIsLeft(() => clearBoard(slug, of === undefined ? { id } : { id, import: of }));
      const done: Done = {
        what: `Taken off the board: ${events(count)}`,
        undo: async () => {
          await untilNoneIsLeft(() => undoClearing(slug, id));
          await this.#load();
        },
      };
      if (count > 0) this.dispatchEvent(new CustomEvent<Done>('cleared', { detail: done }));
    });
  }

  async #send(work: () => Promise<unknown>): Promise<void> {
    await this.#sending.send([], async () => {
      await work();
    });
    await this.#load();
  }

  override render(): TemplateResult {
    const { problem, busy } = this.#sending;
    const clearings = this.#clearings.value ?? [];
    return html`
      <p>
        For a new lesson, take all events off the board: waiting, shown and hidden ones. For 30 days you can put them
        back.
      </p>
      <div role="alert">${problem === null ? nothing : html`<p class="problem">${problem.detail}</p>`}</div>
      <div class="actions">
        <button type="button" class="button danger" aria-disabled=${busy} @click=${() => this.dialog.show()}>
          ${busy ? 'One moment…' : 'Clear the board'}
        </button>
      </div>
      ${
        clearings.length === 0
          ? nothing
          : html`<ul aria-label="Cleared and imported">
              ${repeat(
                clearings,
                ({ id }) => id,
                (one) => this.#renderClearing(one),
              )}
            </ul>`
      }
      <confirm-dialog
        .heading=${'Clear the board?'}
        .detail=${'All events leave every screen. You can put them back for 30 days.'}
        .confirmLabel=${'Clear the board'}
        @confirm=${() => this.#clear()}
      ></confirm-dialog>
    `;
  }

  #renderClearing({ id, kind, at, events: count }: Clearing): TemplateResult {
    const what = `${kind === 'clear' ? 'Taken off' : 'Imported'} ${formatInstant(at)}: ${events(count)}`;
    const act = kind === 'clear' ? 'Put back' : 'Take off again';
    const undo = (): void => {
      if (kind === 'import') this.#clear(id);
      else void this.#send(() => untilNoneIsLeft(() => undoClearing(this.slug, id)));
    };
    return html`<li>
      <span>${what}</span>
      <button
        type="button"
        class="button"
        aria-label="${act}: ${what}"
        aria-disabled=${this.#sending.busy}
        @click=${undo}
      >
        ${act}
      </button>
    </li>`;
  }
}

/** Repeats a call that does a part of the work. Ends, too, when a call gets nowhere. Returns how many events it was. */
async function untilNoneIsLeft(call: () => Promise<ClearingStep>): Promise<number> {
  let count = 0;
  for (;;) {
    const { changed, left } = await call();
    count += changed;
    if (left === 0 || changed === 0) return count;
  }
}

function events(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'event' : 'events'}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'clear-board': ClearBoard;
  }
}
