import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardSize } from '../../shared/board-size.ts';
import { nearBound, sizeInWords } from '../../shared/nearly-full.ts';
import { getBoardSize } from '../api/moderation-api.ts';
import { LoadedValue } from '../ui/loaded-value.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { Subscription } from '../ui/subscription.ts';

/**
 * Tells moderators when a board is nearly full. Without an answer it says nothing.
 *
 * @property slug the board's slug; another board gets another element
 */
@customElement('board-size-note')
export class BoardSizeNote extends LitElement {
  static override styles = [
    pageStyles,
    css`
      /* Without a note it takes no room. */
      :host {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) slug = '';
  readonly #size = new LoadedValue<BoardSize>();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.#size.onChange(redraw));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.cancel();
  }

  protected override firstUpdated(): void {
    void this.#size.load((signal) => getBoardSize(this.slug, signal));
  }

  override render(): TemplateResult | typeof nothing {
    const size = this.#size.value;
    const bound = size === null ? null : nearBound(size);
    if (size === null || bound === null) return nothing;
    return html`<p class="card sheet" role="status">
      This board holds ${sizeInWords(size, bound)}. When it is full, nobody can add to it: delete events that are over,
      or begin another board.
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'board-size-note': BoardSizeNote;
  }
}
