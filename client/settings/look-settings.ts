import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Board, BoardPatch } from '../../shared/board.ts';
import type { WrittenPicture } from '../../shared/picture.ts';
import { themes, type Theme } from '../../shared/theme.ts';
import { changeBoard } from '../api/moderation-api.ts';
import '../picture/picture-field.ts';
import type { BoardStore } from '../store/board-store.ts';
import { inputField } from '../ui/form-fields.ts';
import { markOf } from '../../shared/board-mark.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { showTheme } from '../ui/show-theme.ts';
import { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { todayIn } from '../ui/today.ts';
import { nextOnScreen } from './look-preview.ts';
import { outcome } from './outcome.ts';
import { sectionStyles } from './section.styles.ts';
import { TypedFields } from './typed-fields.ts';
import { typedInto } from './typed-into.ts';

type LookTexts = Record<'theme' | 'description' | 'mark', string>;

const lookTextsOf = ({ theme, description, mark }: Board): LookTexts => ({
  theme,
  description: description ?? '',
  mark: mark ?? '',
});

/** Ready to be picked; any other emoji, letter or digit can be typed. */
const suggestedMarks = ['🎒', '🦆', '🎵', '⚽', '🌱', '📚', '🧪', '🚀', '🏘️', '🎨'];

/**
 * How a board looks: its colour, its line, its mark, its cover. The whole page shows a colour as soon as it is picked.
 *
 * @property store the board
 */
@customElement('look-settings')
export class LookSettings extends LitElement {
  static override styles = [
    sectionStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .preview {
        max-width: 26rem;
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }
      /* Beside the section, and in sight as long as that is. */
      @media (min-width: 88rem) {
        :host {
          position: relative;
        }
        .preview {
          position: absolute;
          /* From the section's upper edge, above its heading, to its lower one. */
          inset-block: -5.1rem calc(-1 * var(--space-5));
          inset-inline-start: calc(100% + 2 * var(--space-5));
          width: var(--beside-look);
          max-width: none;
          padding: 0;
          border: 0;
        }
        look-preview {
          position: sticky;
          top: var(--space-4);
        }
      }
      legend {
        margin-bottom: var(--space-2);
        font-size: inherit;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: var(--space-3) var(--space-1);
      }
      @container (min-width: 34rem) {
        .choices {
          grid-template-columns: repeat(8, minmax(0, 1fr));
        }
      }
      .choices label {
        display: grid;
        justify-items: center;
        gap: var(--space-1);
        font-size: var(--text-2);
        cursor: pointer;
      }
      .choices input {
        width: 3.25rem;
        height: 3.25rem;
        margin: 0;
        border: 3px solid var(--card);
        border-radius: 1rem;
        outline: 2px solid transparent;
        outline-offset: 1px;
        background: linear-gradient(
          135deg,
          oklch(0.335 calc(0.098 * var(--strength)) var(--hue)) 50%,
          oklch(0.47 calc(0.135 * var(--strength)) var(--hue)) 50%
        );
        appearance: none;
        cursor: pointer;
      }
      .choices [value='marigold'] {
        background: oklch(0.835 0.155 80);
      }
      .choices input:checked {
        outline-color: var(--ink);
      }
      .choices input:checked + span {
        font-weight: 700;
      }
      .choices input:focus-visible {
        outline: 3px solid var(--accent-ink);
        outline-offset: 3px;
      }
      /* As a label. */
      .cover {
        display: grid;
        gap: var(--space-2);
      }
      .cover strong {
        font-size: var(--text-2);
        font-weight: 600;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .marks .button {
        width: var(--target);
        padding: 0;
        font-size: 1.4rem;
      }
      .marks [aria-pressed='true'] {
        border-color: var(--accent-ink);
        background: var(--accent-soft);
      }
      @media (forced-colors: active) {
        .choices input {
          border-color: CanvasText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  /** The cover that was chosen and not saved yet; undefined if it is the board's. */
  @state() private cover: WrittenPicture | null | undefined;
  readonly #typed = new TypedFields<LookTexts>();
  readonly #sending = new Submission();
  readonly #errors = new FieldErrors(this);

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    for (const one of [this.#typed, this.#sending]) new Subscription(this, (redraw) => one.onChange(redraw));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A colour that was not saved goes with the page.
    if (this.store.board !== null) showTheme(this.store.board.theme);
  }

  protected override updated(): void {
    const { board } = this.store;
    if (board !== null) showTheme(this.#typed.over(lookTextsOf(board)).theme as Theme);
  }

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const sent = this.#typed.touched;
    const { cover } = this;
    const patch = { ...sent, ...(cover === undefined ? {} : { cover }) } as BoardPatch;
    await this.#sending.send([], async () => {
      this.store.take(await changeBoard(this.store.slug, patch));
      this.#typed.settle(sent);
      if (this.cover === cover) this.cover = undefined;
    });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  override render(): TemplateResult {
    const { board } = this.store;
    if (board === null) return html``;
    const current = lookTextsOf(board);
    const { theme, description, mark } = this.#typed.over(current);
    const { problem } = this.#sending;
    const cover = this.cover === undefined ? board.cover : this.cover;
    const now = new Date();
    return html`<form novalidate @submit=${this.#save} @input=${typedInto(this.#typed, current)}>
      <fieldset>
        <legend>Colour</legend>
        <div class="choices">
          ${Object.entries(themes).map(
            ([name, { hue, strength }]) =>
              html`<label
                ><input
                  type="radio"
                  name="theme"
                  value=${name}
                  .checked=${theme === name}
                  .style=${`--hue:${hue};--strength:${strength}`}
                /><span>${name.charAt(0).toUpperCase() + name.slice(1)}</span></label
              >`,
          )}
        </div>
      </fieldset>
      ${inputField({ id: 'description', label: 'One line about it', value: description, placeholder: 'Optional', autocomplete: 'off', max: 140, error: this.#errors.at(problem, 'description') })}
      ${inputField({ id: 'mark', label: 'Mark', value: mark, autocomplete: 'off', hint: 'One emoji, letter or digit. Without one, the board shows the first letter of its title.', error: this.#errors.at(problem, 'mark') })}
      <div class="marks" role="group" aria-label="Marks to choose from">
        ${suggestedMarks.map(
          (one) =>
            html`<button
              type="button"
              class="button"
              aria-pressed=${mark === one}
              @click=${() => this.#typed.write('mark', mark === one ? '' : one, current)}
            >
              ${one}
            </button>`,
        )}
      </div>
      <div class="cover">
        <strong>Cover</strong>
        <picture-field
          label="Add a cover"
          .board=${board.slug}
          .picture=${cover?.id ?? ''}
          .alt=${cover?.alt ?? ''}
          .error=${this.#errors.at(problem, 'cover')}
          @picture-change=${({ detail }: CustomEvent<WrittenPicture | null>) => {
            this.cover = detail;
            this.#errors.correct('cover');
          }}
        ></picture-field>
      </div>
      ${outcome(this.#sending, [...Object.keys(current), 'cover'], this.#typed.isUntouched && this.cover === undefined ? 'Saved.' : '')}
      <div class="actions"><button class="button primary" aria-disabled=${this.#sending.busy}>Save</button></div>
      <div class="preview">
        <look-preview
          .look=${{
            title: board.title,
            mark: markOf({ mark: mark.trim() || null, title: board.title }),
            description: description.trim(),
            cover: cover?.id ?? null,
          }}
          .events=${nextOnScreen(this.store.feed.events.values(), now)}
          .today=${todayIn(board.timeZone, now)}
        ></look-preview>
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'look-settings': LookSettings;
  }
}
