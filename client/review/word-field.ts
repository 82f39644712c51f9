import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { maxWord } from '../../shared/bulk-rules.ts';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';

/** What moderators write most often. */
const phrases = ['Which room?', 'Please check the date and the time.', 'This is on the board already.'];

/**
 * A word to the author of a post: a ready phrase or one's own.
 *
 * @property label what it is for
 */
@customElement('word-field')
export class WordField extends LitElement {
  static override styles = [
    controls,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .phrases {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .phrases .button {
        font-size: var(--text-2);
        font-weight: 400;
        white-space: normal;
      }
      textarea {
        width: 100%;
        min-height: 4.5rem;
      }
    `,
  ];

  @property({ attribute: false }) label = '';
  @query('textarea') private words!: HTMLTextAreaElement;

  /** Null for no word. */
  get word(): string | null {
    const word = this.words.value.trim();
    return word === '' ? null : word;
  }

  #take(phrase: string): void {
    this.words.value = phrase;
    this.words.focus();
  }

  override render(): TemplateResult {
    return html`
      <div class="phrases" role="group" aria-label="Ready phrases">
        ${phrases.map(
          (phrase) => html`<button type="button" class="button" @click=${() => this.#take(phrase)}>${phrase}</button>`,
        )}
      </div>
      <textarea maxlength=${maxWord} rows="2" aria-label=${this.label}></textarea>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'word-field': WordField;
  }
}
